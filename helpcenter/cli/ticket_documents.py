"""Tickets and messages as documents for programs, and as lines that no terminal acts on."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from helpcenter.domain.tickets import Message, Ticket

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


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


def ticket_line(ticket: Ticket) -> str:
    """Return a ticket as one line."""
    who = ticket.assignee.email if ticket.assignee else "-"
    tags = " ".join(f"#{tag}" for tag in ticket.tags)
    head = f"#{ticket.id:<7} {ticket.status.value:<8}{ticket.priority.value:<7}{ticket.locale:<6}"
    return plain(f"{head}{ticket.contact.email}  {who}  {ticket.subject}  {tags}").rstrip()


def plain(text: str) -> str:
    """Return one line without anything that a terminal would act on."""
    return _UNSAFE.sub("·", text)


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
