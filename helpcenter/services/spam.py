"""Spam: a ticket that nobody answers, and an address whose mail opens no more of them."""

from __future__ import annotations

from helpcenter.domain.people import Specialist
from helpcenter.domain.tickets import Status, Ticket
from helpcenter.services import clocks, tickets, turns
from helpcenter.store import blocked, ticket_tags
from helpcenter.store.work import Work

TAG = "spam"


def mark(work: Work, specialist: Specialist, ticket_id: int, *, block: bool) -> Ticket:
    """Close a ticket as spam, without a letter; with `block` further mail of its address goes to the ledger as spam.

    Raises NotFound.
    """
    row = turns.locked(work, ticket_id)
    turns.turn(work, row, Status.CLOSED)
    ticket_tags.put(work, row, dict.fromkeys([*row.tags, TAG]))
    if block:
        blocked.add(work, row.reply_to.lower())
    turns.event(work, row, specialist.author, "spam", address=row.reply_to if block else "")
    turns.tell(work, row, "ticket.spam", public=True, status=row.status)
    return tickets.get(work, ticket_id)


def unmark(work: Work, specialist: Specialist, ticket_id: int, status: Status) -> Ticket:
    """Take it back: the ticket has `status` again, its address is taken again. Raises NotFound."""
    row = turns.locked(work, ticket_id)
    blocked.remove(work, row.reply_to.lower())
    ticket_tags.put(work, row, [tag for tag in row.tags if tag != TAG])
    turns.turn(work, row, status)
    if status in (Status.NEW, Status.OPEN):
        clocks.start(work, row)
    turns.event(work, row, specialist.author, "no_spam")
    turns.tell(work, row, "ticket.no_spam", public=True, status=row.status)
    return tickets.get(work, ticket_id)
