"""Clocks of promises: started when it is our turn, paused while we wait for the customer, stopped when we answered."""

from __future__ import annotations

from datetime import datetime

from helpcenter.domain.alarms import AlarmKind
from helpcenter.domain.clocks import Clock, ClockKind, Outcome, warn_at
from helpcenter.domain.policy import Channel
from helpcenter.domain.promises import ALWAYS
from helpcenter.domain.tickets import Status
from helpcenter.store import alarms, clocks
from helpcenter.store.clocks import ClockRow
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work


def start(work: Work, row: TicketRow, kind: ClockKind | None = None, due_at: datetime | None = None) -> None:
    """Let the clock of a ticket run: one that runs goes on, a paused one too, else a new one begins.

    `kind` is by itself the first reply for a new ticket and the next reply for any other; `due_at` (UTC) is by itself
    what the channel promises.
    """
    clock = clocks.running(work, row.id)
    if clock is None:
        kind = kind or (ClockKind.FIRST_REPLY if row.status == Status.NEW else ClockKind.NEXT_REPLY)
        due_at = due_at or work.policy.first_reply_due(_channel(row, kind), work.now)
        clock = clocks.start(work, row.id, kind, due_at) if due_at else None
    elif clock.paused_at is not None:
        _resume(work, row, clock, clock.paused_at)
    _show(work, row, clock)


def restart(work: Work, row: TicketRow, kind: ClockKind, due_at: datetime | None = None) -> None:
    """Give another promise in place of the one whose clock runs."""
    stop(work, row, Outcome.DROPPED)
    start(work, row, kind, due_at)


def move(work: Work, row: TicketRow, due_at: datetime) -> None:
    """Put the end of a running clock elsewhere: the customer wished so."""
    clock = clocks.running(work, row.id)
    if clock is not None:
        clock.due_at = due_at
        _show(work, row, clock)


def answered(work: Work, row: TicketRow) -> None:
    """End the clock of a reply: it was written. One that waits for a call goes on, for a letter is no call."""
    clock = clocks.running(work, row.id)
    if clock is None or clock.kind != ClockKind.CALLBACK:
        stop(work, row, Outcome.ANSWERED)


def pause(work: Work, row: TicketRow) -> None:
    """Hold the clock while we wait for the customer: that time is not ours. A call that is owed is owed."""
    clock = clocks.running(work, row.id)
    if clock is not None and clock.kind == ClockKind.CALLBACK:
        return
    if clock is not None and clock.paused_at is None:
        clock.paused_at = work.now
    _show(work, row, None)


def stop(work: Work, row: TicketRow, outcome: Outcome) -> None:
    """End the clock: we answered, or there is no more need."""
    clock = clocks.running(work, row.id)
    if clock is not None:
        clock.stopped_at, clock.outcome = work.now, outcome.value
        if clock.paused_at is not None and outcome is Outcome.ANSWERED:
            clock.stopped_at = clock.paused_at
        work.session.flush()
    _show(work, row, None)


def of_ticket(work: Work, ticket_id: int) -> list[Clock]:
    """Return all clocks of a ticket, oldest first."""
    return clocks.of_ticket(work, ticket_id)


def between(work: Work, start: datetime, end: datetime) -> list[Clock]:
    """Return the clocks that began from `start` on and before `end` (UTC), oldest first: the feed of reports."""
    return clocks.between(work, start, end)


def _resume(work: Work, row: TicketRow, clock: ClockRow, paused_at: datetime) -> None:
    """What was left of the opening hours when it was paused is left now; a promise broken before stays so."""
    calendar = work.policy.channels[_channel(row, ClockKind(clock.kind))].hours or ALWAYS
    left = calendar.open_minutes(paused_at, clock.due_at)
    if left > 0:
        clock.due_at = calendar.add_open_minutes(work.now, left) or clock.due_at
    clock.paused_at = None


def _show(work: Work, row: TicketRow, clock: ClockRow | None) -> None:
    """Bring the ticket's due time and its alarm into line with the clock."""
    row.due_at = clock.due_at if clock else None
    if clock is None:
        alarms.drop(work, row.id, AlarmKind.CLOCK)
        return
    warning = warn_at(clock.started_at, clock.due_at, work.policy.clocks.warn_before)
    alarms.put(work, row.id, AlarmKind.CLOCK, warning if warning > work.now else clock.due_at)


def _channel(row: TicketRow, kind: ClockKind) -> Channel:
    """A callback ticket is called back once; what is written on it is answered like e-mail."""
    channel = Channel(row.channel)
    return Channel.EMAIL if channel is Channel.CALLBACK and kind is not ClockKind.CALLBACK else channel
