"""What the terminal asks of the house where articles are written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from helpcenter.desk import Work
from helpcenter.domain.article_list import Listed
from helpcenter.domain.conversations import Conversation
from helpcenter.domain.people import AuthorKind
from helpcenter.domain.question_report import Group
from helpcenter.domain.revisions import Revision
from helpcenter.domain.tickets import Message, MessageKind
from helpcenter.domain.working_copies import WorkingCopy
from helpcenter.links import Links
from helpcenter.services import article_list, article_states, question_reports, revisions, working_copies
from helpcenter.services.question_reports import QuestionReport
from helpcenter.services.working_copies import Saving
from tui.calls import Calls

SINCE = timedelta(days=90)
GROUPS = 100


@dataclass(frozen=True)
class Shelf:
    """All articles with their states, the texts that specialists are working on, and the languages offered."""

    articles: tuple[Listed, ...]
    copies: tuple[WorkingCopy, ...]
    locales: tuple[str, ...]
    default_locale: str


class KnowledgeCalls(Calls):
    """A specialist's calls where articles are written."""

    def shelf(self) -> Shelf:
        """Return all articles and everybody's working copies."""
        return self._see(_shelf)

    def questions(self) -> QuestionReport:
        """Return what was asked lately: without an answer, of disappointing articles, and what was deflected."""
        return self._see(question_reports.report, SINCE, GROUPS)

    def begin_copy(self, slug: str, locale: str) -> WorkingCopy:
        """Return my text of a translation."""
        return self._do(working_copies.begin, self.me, slug, locale)

    def begin_article(self, title: str, locale: str) -> WorkingCopy:
        """Begin a new article."""
        return self._do(working_copies.begin_new, self.me, title, locale)

    def begin_of_group(self, group: Group) -> WorkingCopy:
        """Begin the article that a group of questions asks for."""
        return self._do(working_copies.begin_new, self.me, group.wordings[0], group.locale, asked=group.wordings)

    def begin_of_ticket(self, conversation: Conversation) -> WorkingCopy:
        """Begin an article of our last reply to a customer."""
        ticket = conversation.ticket
        ours = [each.body for each in conversation.messages if _is_our_reply(each)]
        asked = tuple(filter(None, (ticket.question,)))
        body = ours[-1] if ours else ""
        return self._do(working_copies.begin_new, self.me, ticket.subject, ticket.locale, body=body, asked=asked)

    def keep_copy(self, copy_id: int, text: str) -> WorkingCopy:
        """Keep what I have written so far."""
        return self._do(working_copies.keep, self.me, copy_id, text)

    def save_copy(self, copy_id: int) -> Saving:
        """Save my text for everybody."""
        return self._do(working_copies.save, self.me, copy_id)

    def approve_copy(self, copy_id: int) -> Saving:
        """Save what a colleague gave to review."""
        return self._do(working_copies.approve, self.me, copy_id)

    def decline_copy(self, copy_id: int) -> WorkingCopy:
        """Give a text back to its author."""
        return self._do(working_copies.decline, self.me, copy_id)

    def drop_copy(self, copy_id: int) -> None:
        """Forget my text."""
        self._do(working_copies.drop, self.me, copy_id)

    def copy_address(self, copy: WorkingCopy) -> str:
        """Return the public address at which a text is seen as readers would see it."""
        settings = self.desk.settings
        return settings.public_url + self._see(working_copies.preview, copy)

    def article_address(self, slug: str, locale: str) -> str:
        """Return the public address of a published translation."""
        return Links(self.desk.settings.public_url).page(f"/{locale}/articles/{slug}")

    def turn_article(self, slug: str, locale: str, state: str, at: datetime | None = None) -> object:
        """Publish, archive or withdraw a translation, or schedule it for a moment."""
        if at is not None:
            return self._do(article_states.schedule, self.me, slug, locale, at)
        verbs = {
            "published": article_states.publish,
            "archived": article_states.archive,
            "draft": article_states.withdraw,
        }
        return self._do(verbs[state], self.me, slug, locale)

    def confirm_article(self, slug: str, locale: str) -> None:
        """Say that a translation is right though its source changed."""
        self._do(article_list.confirm, slug, locale)

    def history(self, slug: str, locale: str) -> list[Revision]:
        """Return what a translation is and was, the present first."""
        return self._see(revisions.history, slug, locale)

    def restore(self, slug: str, locale: str, number: int) -> bool:
        """Make a revision the present text again."""
        return self._do(revisions.restore, self.me.name, slug, locale, number)


def _shelf(work: Work) -> Shelf:
    settings = work.settings
    copies = tuple(working_copies.every(work))
    return Shelf(tuple(article_list.every(work)), copies, settings.locales, settings.default_locale)


def _is_our_reply(message: Message) -> bool:
    return message.kind is MessageKind.REPLY and message.author.kind is AuthorKind.SPECIALIST
