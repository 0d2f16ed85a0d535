"""Tickets as lines that no terminal acts on."""

from __future__ import annotations

import re

from helpcenter.domain.tickets import Ticket

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def ticket_line(ticket: Ticket) -> str:
    """Return a ticket as one line."""
    who = ticket.assignee.email if ticket.assignee else "-"
    tags = " ".join(f"#{tag}" for tag in ticket.tags)
    head = f"#{ticket.id:<7} {ticket.status.value:<8}{ticket.priority.value:<7}{ticket.locale:<6}"
    return plain(f"{head}{ticket.contact.email}  {who}  {ticket.subject}  {tags}").rstrip()


def plain(text: str) -> str:
    """Return one line without anything that a terminal would act on."""
    return _UNSAFE.sub("·", text)
