"""What every change of a ticket is made of: its row, whose turn it is, its events, and word to the journal."""

from __future__ import annotations

from typing import Any

from helpcenter.domain.alarms import AlarmKind
from helpcenter.domain.callbacks import CallbackState
from helpcenter.domain.clocks import Outcome
from helpcenter.domain.faults import NotFound
from helpcenter.domain.people import Author
from helpcenter.domain.tickets import MessageKind, Status
from helpcenter.domain.webhooks import OF_JOURNAL, Event
from helpcenter.services import clocks, webhooks
from helpcenter.store import alarms, callbacks, chats, journal, tickets
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work


def turn(work: Work, row: TicketRow, status: Status) -> None:
    """Give a ticket another status, with what that does to its clocks and alarms; only webhooks are told."""
    _tell_webhooks(work, row, Status(row.status), status)
    row.status = status.value
    row.updated_at = work.now
    row.closed_at = work.now if status.is_closed else None
    alarms.drop(work, row.id, AlarmKind.NOTICE, AlarmKind.CLOSE)
    if status.is_closed:
        clocks.stop(work, row, Outcome.DROPPED)
        chats.end_with_ticket(work, row.id)
        wake(work, row)
        callbacks.change(work, row.id, state=CallbackState.CANCELLED.value, claimed_by_id=None, ended_at=work.now)
    elif status is Status.WAITING:
        clocks.pause(work, row)
        _watch_silence(work, row)


def wake(work: Work, row: TicketRow) -> bool:
    """Bring a ticket that was put aside back to the queue. Returns whether it was one."""
    if row.snoozed_until is None:
        return False
    row.snoozed_until = None
    alarms.drop(work, row.id, AlarmKind.WAKE)
    return True


def event(work: Work, row: TicketRow, author: Author, name: str, **data: Any) -> int:
    """Write an event into a ticket's timeline; `data` is what its sentence needs. Returns its seq."""
    return tickets.append(work, row, MessageKind.EVENT, author, data={"event": name, **data}).seq


def tell(work: Work, row: TicketRow, kind: str, *, public: bool = False, **data: Any) -> None:
    """Tell the journal, and who else wants to know, what happened to a ticket; `public` when its customer may learn."""
    journal.append(work, kind, ticket_id=row.id, contact_id=row.contact_id, public=public, **data)
    if kind in OF_JOURNAL:
        webhooks.tell(work, OF_JOURNAL[kind], row.id, **data)


def locked(work: Work, ticket_id: int) -> TicketRow:
    """Return a ticket's row for changing. Raises NotFound."""
    row = tickets.locked(work, ticket_id) if 0 < ticket_id < 2**62 else None
    if row is None:
        raise NotFound("ticket")
    return row


def _watch_silence(work: Work, row: TicketRow) -> None:
    """A customer who is silent for too long when it is their turn is told so, and then the ticket is closed."""
    rules = work.policy.clocks
    if rules.close_after is not None:
        alarms.put(work, row.id, AlarmKind.NOTICE, work.now + rules.close_after - rules.close_notice)


def _tell_webhooks(work: Work, row: TicketRow, before: Status, after: Status) -> None:
    if after is before:
        return
    webhooks.tell(work, Event.TICKET_STATUS, row.id, before=before.value, after=after.value)
    if after.is_closed and not before.is_closed:
        webhooks.tell(work, Event.TICKET_CLOSED, row.id, before=before.value, after=after.value)
