"""Tickets whose customer falls silent when it is their turn: a letter first, then they are closed."""

from __future__ import annotations

from datetime import datetime

from helpcenter.domain.alarms import AlarmKind
from helpcenter.domain.deliveries import Letter
from helpcenter.domain.people import SYSTEM
from helpcenter.domain.tickets import Status
from helpcenter.services import outbox, tickets, turns
from helpcenter.store import alarms
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work


def notice(work: Work, row: TicketRow) -> None:
    """Tell the customer when the ticket will be closed unless they answer."""
    if row.status != Status.WAITING:
        return
    closes_at = work.now + work.policy.clocks.close_notice
    alarms.put(work, row.id, AlarmKind.CLOSE, closes_at)
    seq = turns.event(work, row, SYSTEM, "noticed", until=closes_at.isoformat())
    turns.tell(work, row, "ticket.noticed", closes_at=closes_at.isoformat())
    outbox.send(work, Letter("silence", row.reply_to, row.locale, _values(row, closes_at), row.id, seq))


def close(work: Work, row: TicketRow) -> None:
    """Close the ticket for the customer's silence; their next word opens it again."""
    if row.status == Status.WAITING:
        tickets.set_status(work, SYSTEM, row.id, Status.CLOSED)


def _values(row: TicketRow, closes_at: datetime) -> dict[str, object]:
    return {
        "number": row.id,
        "subject": row.subject,
        "closes_at": closes_at.isoformat(),
        "site_id": row.site_id,
    }
