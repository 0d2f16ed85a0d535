"""Calling back: a specialist claims a callback, tries the number, and ends it; its customer changes or cancels it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from helpcenter.domain.callbacks import Attempt, Callback, CallbackState, Window
from helpcenter.domain.clocks import ClockKind, Outcome
from helpcenter.domain.deliveries import Letter
from helpcenter.domain.faults import Conflict
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.phones import normal_phone
from helpcenter.domain.policy import Channel
from helpcenter.domain.text import is_blank
from helpcenter.domain.tickets import MessageKind, Status, checked_body
from helpcenter.services import callbacks as asked
from helpcenter.services import clocks, outbox, tickets
from helpcenter.services.turns import event, locked, tell, turn
from helpcenter.store import callbacks
from helpcenter.store import tickets as rows
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work


def claim(work: Work, specialist: Specialist, ticket_id: int) -> Callback:
    """Take a callback: nobody else calls. Again by the same specialist it is the same.

    Raises Conflict when somebody else has it or it is over, NotFound.
    """
    row, before = locked(work, ticket_id), asked.found(work, ticket_id)
    if before.claimed_by is not None and before.claimed_by.id == specialist.id:
        return before
    claimed = CallbackState.CLAIMED.value
    if not callbacks.change(work, ticket_id, free=True, state=claimed, claimed_by_id=specialist.id):
        raise Conflict("somebody else has this callback")
    if row.assignee_id is None:
        row.assignee_id = specialist.id
    event(work, row, specialist.author, "callback_claimed")
    return _told(work, row, "claimed")


def release(work: Work, specialist: Specialist, ticket_id: int) -> Callback:
    """Give a callback back to the queue. Raises Conflict when this specialist does not have it, NotFound."""
    row = _held(work, specialist, ticket_id, state=CallbackState.WAITING.value, claimed_by_id=None)
    event(work, row, specialist.author, "callback_released")
    return _told(work, row, "released")


def attempt(work: Work, specialist: Specialist, ticket_id: int, outcome: Attempt, note: str = "") -> Callback:
    """Log how a call went, with a note for the team. Who was not reached is called again as `[clocks]` says.

    After the last retry, and for a wrong number, it is over and the customer is asked by letter; a letter also goes
    out after the first call that reached nobody. Raises Conflict when this specialist does not have it, NotFound.
    """
    row, before = _logged(work, specialist, ticket_id, outcome, note)
    clocks.stop(work, row, Outcome.ANSWERED)
    if outcome is Attempt.REACHED:
        turn(work, row, Status.OPEN)
        return _told(work, row, "reached")
    next_at = None if outcome is Attempt.WRONG_NUMBER else _next_try(work, before.tries)
    if next_at is None:
        _end(work, row, CallbackState.MISSED)
        turn(work, row, Status.WAITING)
    else:
        callbacks.postpone(work, ticket_id, next_at)
        clocks.start(work, row, ClockKind.CALLBACK, next_at)
    if next_at is None or before.tries == 0:
        _write_missed(work, row, before, outcome, next_at)
    return _told(work, row, "missed", outcome=outcome.value)


def done(
    work: Work, specialist: Specialist, ticket_id: int, summary: str = "", status: Status = Status.SOLVED
) -> Callback:
    """End a callback after the talk. `summary` is for the customer, who reads it in the ticket.

    Raises Conflict when this specialist does not have it, Invalid for a summary that is too long, NotFound.
    """
    row = _held(work, specialist, ticket_id)
    _end(work, row, CallbackState.DONE)
    clocks.stop(work, row, Outcome.ANSWERED)
    if not is_blank(summary):
        data = {"outcome": Attempt.REACHED.value}
        rows.append(work, row, MessageKind.CALL, specialist.author, checked_body(summary), data)
    tickets.set_status(work, specialist.author, ticket_id, status)
    return _told(work, row, "done")


def hand_over(work: Work, specialist: Specialist, ticket_id: int) -> Callback:
    """Go on by e-mail instead: the ticket is the specialist's to answer, as the promise of e-mail says.

    Raises Conflict when this specialist does not have it, NotFound.
    """
    row = _held(work, specialist, ticket_id)
    _end(work, row, CallbackState.HANDED_OVER)
    clocks.stop(work, row, Outcome.DROPPED)
    row.channel, row.assignee_id = Channel.EMAIL.value, specialist.id
    turn(work, row, Status.OPEN)
    clocks.start(work, row)
    event(work, row, specialist.author, "callback_handed_over")
    return _told(work, row, "handed_over")


def change(work: Work, contact: Contact, ticket_id: int, phone: str, country: str, window: Window | None) -> Callback:
    """Let its customer change number and time; somebody whom we missed asks again with it.

    Raises NotFound, Invalid on `phone` and `when`, Conflict when it is over for good.
    """
    row, before = tickets.own(work, contact, ticket_id), asked.found(work, ticket_id)
    if before.is_over and before.state is not CallbackState.MISSED:
        raise Conflict("the callback is over")
    number, due_at = normal_phone(phone, country), asked.due(work, window)
    callbacks.renew(work, ticket_id, phone=number, window=window, due_at=due_at)
    turn(work, row, Status.OPEN)
    clocks.start(work, row, ClockKind.CALLBACK, due_at)
    clocks.move(work, row, due_at)
    event(work, row, contact.author, "callback_changed")
    return _told(work, row, "changed")


def cancel(work: Work, contact: Contact, ticket_id: int) -> Callback:
    """Let its customer cancel the call, which closes the ticket. Raises NotFound, Conflict when it is over."""
    row, before = tickets.own(work, contact, ticket_id), asked.found(work, ticket_id)
    if before.is_over and before.state is not CallbackState.MISSED:
        raise Conflict("the callback is over")
    event(work, row, contact.author, "callback_cancelled")
    tickets.set_status(work, contact.author, ticket_id, Status.CLOSED)
    return _told(work, row, "cancelled")


def _held(work: Work, specialist: Specialist, ticket_id: int, **values: Any) -> TicketRow:
    """Return the locked ticket of a callback that this specialist has, after changing it. Raises Conflict, NotFound."""
    row, before = locked(work, ticket_id), asked.found(work, ticket_id)
    if not callbacks.change(work, ticket_id, holder=specialist.id, **(values or {"state": before.state.value})):
        raise Conflict("somebody else has this callback")
    return row


def _logged(
    work: Work, specialist: Specialist, ticket_id: int, outcome: Attempt, note: str
) -> tuple[TicketRow, Callback]:
    before = asked.found(work, ticket_id)
    row = _held(work, specialist, ticket_id, tries=before.tries + 1)
    rows.append(work, row, MessageKind.CALL, specialist.author, data={"outcome": outcome.value})
    if not is_blank(note):
        rows.append(work, row, MessageKind.NOTE, specialist.author, checked_body(note))
    return row, before


def _next_try(work: Work, tries_before: int) -> datetime | None:
    retries = work.policy.clocks.callback_retries
    if tries_before >= len(retries):
        return None
    promise = retries[tries_before].give(work.now, asked.calendar(work))
    return promise.due if promise else None


def _end(work: Work, row: TicketRow, state: CallbackState) -> None:
    callbacks.change(work, row.id, state=state.value, claimed_by_id=None, ended_at=work.now)


def _write_missed(work: Work, row: TicketRow, callback: Callback, outcome: Attempt, next_at: datetime | None) -> None:
    values = {
        "number": row.id,
        "subject": row.subject,
        "phone": callback.phone,
        "wrong": outcome is Attempt.WRONG_NUMBER,
        "promised_at": next_at.isoformat() if next_at else None,
        "site_id": row.site_id,
    }
    outbox.send(work, Letter("callback_missed", row.reply_to, row.locale, values, row.id, row.last_seq))


def _told(work: Work, row: TicketRow, what: str, **data: Any) -> Callback:
    tell(work, row, f"callback.{what}", public=True, **data)
    work.session.flush()
    return asked.found(work, row.id)
