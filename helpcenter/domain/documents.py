"""Tickets, messages and contacts as documents for programs: one form for command line, webhooks and API."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import quote

from helpcenter.domain.articles import Article, ArticleLine, ArticleSource, article_path
from helpcenter.domain.people import Contact
from helpcenter.domain.tickets import Message, Ticket


def ticket_document(ticket: Ticket) -> dict[str, Any]:
    """Return a ticket as a document; times in ISO 8601, UTC."""
    account = ticket.contact.account
    return {
        "id": ticket.id,
        "subject": ticket.subject,
        "status": ticket.status.value,
        "priority": ticket.priority.value,
        "channel": ticket.channel,
        "language": ticket.locale,
        "tags": list(ticket.tags),
        "contact": {"email": ticket.contact.email, "name": ticket.contact.name},
        "plan": account.plan if account else None,
        "assignee": ticket.assignee.email if ticket.assignee else None,
        "created_at": ticket.created_at.isoformat(),
        "updated_at": ticket.updated_at.isoformat(),
        "due_at": _moment(ticket.due_at),
        "closed_at": _moment(ticket.closed_at),
        "snoozed_until": _moment(ticket.snoozed_until),
        "version": ticket.version,
    }


def message_document(message: Message) -> dict[str, Any]:
    """Return an entry of a timeline as a document."""
    return {
        "seq": message.seq,
        "at": message.at.isoformat(),
        "kind": message.kind.value,
        "event": message.data.get("event"),
        "author": message.author.name,
        "author_kind": message.author.kind.value,
        "body": message.body,
        "data": dict(message.data),
    }


def article_document(article: ArticleSource | ArticleLine | Article, public_url: str) -> dict[str, Any]:
    """Return what a translation is called and where it is read."""
    return {
        "slug": article.slug,
        "language": article.locale,
        "title": article.title,
        "summary": article.summary,
        "category": article.category,
        "url": public_url + quote(article_path(article.slug, article.locale), safe="/-._~"),
    }


def contact_document(contact: Contact) -> dict[str, Any]:
    """Return who a customer is."""
    return {
        "id": contact.id,
        "email": contact.email,
        "name": contact.name,
        "language": contact.locale,
        "seat": contact.seat,
        "plan": contact.account.plan if contact.account else None,
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
