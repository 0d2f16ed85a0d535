"""Snoozing: a ticket is put aside until a moment, and then comes back by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from helpcenter.domain.alarms import AlarmKind
from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.people import SYSTEM, Specialist
from helpcenter.domain.tickets import Status, Ticket
from helpcenter.services import tickets, turns
from helpcenter.store import alarms
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work

LONGEST = timedelta(days=366)


def snooze(work: Work, specialist: Specialist, ticket_id: int, until: datetime) -> Ticket:
    """Put a ticket aside until `until` (aware). What we promised runs on: a clock that runs short wakes it.

    Raises NotFound; Invalid on `until` for a moment that has passed or is over a year away, on `status` for a ticket
    that is closed.
    """
    row = turns.locked(work, ticket_id)
    if Status(row.status).is_closed:
        raise Invalid({"status": Fault.NOT_OFFERED})
    if not work.now < until <= work.now + LONGEST:
        raise Invalid({"until": Fault.WRONG})
    row.snoozed_until = until
    alarms.put(work, row.id, AlarmKind.WAKE, until)
    turns.event(work, row, specialist.author, "snoozed", until=until.isoformat())
    turns.tell(work, row, "ticket.snoozed", until=until.isoformat())
    return tickets.get(work, ticket_id)


def wake(work: Work, specialist: Specialist, ticket_id: int) -> Ticket:
    """Bring a ticket back now. One that is not put aside stays as it is. Raises NotFound."""
    row = turns.locked(work, ticket_id)
    if turns.wake(work, row):
        turns.event(work, row, specialist.author, "woken")
        turns.tell(work, row, "ticket.woken")
    return tickets.get(work, ticket_id)


def wake_due(work: Work, row: TicketRow) -> None:
    """The moment has come, or the promise runs short: the ticket is back in the queue."""
    if turns.wake(work, row):
        turns.event(work, row, SYSTEM, "woken")
        turns.tell(work, row, "ticket.woken")
