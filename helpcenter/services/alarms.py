"""Alarms going off: what happens to tickets by itself as time goes by. Run by the courier of every process."""

from __future__ import annotations

from helpcenter.domain.alarms import Alarm, AlarmKind
from helpcenter.domain.faults import NotFound
from helpcenter.services import silence, snoozes, turns
from helpcenter.store import alarms, clocks
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work

AT_ONCE = 50


def run_due(work: Work) -> int:
    """Let alarms go off whose time has come, each exactly once whatever other processes do. Returns how many did."""
    found = alarms.due(work, AT_ONCE)
    for alarm in sorted(found, key=lambda alarm: alarm.ticket_id):  # in one order, so that nobody waits in a ring
        _go_off(work, alarm)
    return len(found)


def _go_off(work: Work, alarm: Alarm) -> None:
    try:
        row = turns.locked(work, alarm.ticket_id)
    except NotFound:
        return
    if not alarms.take(work, alarm):
        return
    match alarm.kind:
        case AlarmKind.CLOCK:
            _clock(work, row)
        case AlarmKind.WAKE:
            snoozes.wake_due(work, row)
        case AlarmKind.NOTICE:
            silence.notice(work, row)
        case AlarmKind.CLOSE:
            silence.close(work, row)


def _clock(work: Work, row: TicketRow) -> None:
    """Warn that a promise runs short, and at its end say that it was not kept."""
    clock = clocks.running(work, row.id)
    if clock is None or clock.paused_at is not None:
        return
    snoozes.wake_due(work, row)
    if work.now < clock.due_at:
        alarms.put(work, row.id, AlarmKind.CLOCK, clock.due_at)
        turns.tell(work, row, "ticket.warned", clock=clock.kind, due_at=clock.due_at.isoformat())
    else:
        turns.tell(work, row, "ticket.breached", clock=clock.kind, due_at=clock.due_at.isoformat())
