"""All tables at once, for schema upgrades."""

import helpcenter.store.alarms
import helpcenter.store.answers
import helpcenter.store.api_tokens
import helpcenter.store.article_files
import helpcenter.store.article_texts
import helpcenter.store.articles
import helpcenter.store.attachments
import helpcenter.store.audit
import helpcenter.store.blocked
import helpcenter.store.callbacks
import helpcenter.store.categories
import helpcenter.store.chats
import helpcenter.store.clocks
import helpcenter.store.community.rows
import helpcenter.store.credentials
import helpcenter.store.deliveries
import helpcenter.store.journal
import helpcenter.store.lessons
import helpcenter.store.letterheads
import helpcenter.store.limits
import helpcenter.store.macros
import helpcenter.store.mailboxes
import helpcenter.store.mailroom
import helpcenter.store.onlookers
import helpcenter.store.own_views
import helpcenter.store.people
import helpcenter.store.presence
import helpcenter.store.questions
import helpcenter.store.redirects
import helpcenter.store.sessions
import helpcenter.store.sites
import helpcenter.store.staff_access
import helpcenter.store.suggestions
import helpcenter.store.surveys
import helpcenter.store.ticket_fields
import helpcenter.store.ticket_links
import helpcenter.store.ticket_tags
import helpcenter.store.tickets
import helpcenter.store.votes
import helpcenter.store.webhooks
import helpcenter.store.working_copies  # noqa: F401
from helpcenter.store.database import Base

metadata = Base.metadata
