"""What is older than it is kept: counted for a plan, and taken a few at a time, the oldest first.

Each is walked in the order of an index whose beginning is what goes next, so a batch costs the same at any size.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, literal, select, text, update

from helpcenter.domain.deliveries import DeliveryState
from helpcenter.domain.retention import Kind
from helpcenter.store.attachments import AttachmentRow
from helpcenter.store.audit import AuditRow
from helpcenter.store.database import UtcTime
from helpcenter.store.deliveries import DeliveryRow
from helpcenter.store.journal import JournalRow
from helpcenter.store.mailroom import LedgerRow
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work

_BARE = {"synchronize_session": False}


@dataclass(frozen=True)
class _Shelf:
    """Where one kind lies: its row, when each was there, in which order it is walked, and which ones count."""

    row: Any
    at: Any
    order: Any
    which: ColumnElement[bool] | None = None


_DONE = DeliveryRow.state.in_([DeliveryState.SENT.value, DeliveryState.DEAD.value])
_SHELVES: Mapping[Kind, _Shelf] = {
    Kind.CLOSED_TICKETS: _Shelf(TicketRow, TicketRow.closed_at, TicketRow.closed_at, TicketRow.emptied_at.is_(None)),
    Kind.ATTACHMENTS: _Shelf(AttachmentRow, AttachmentRow.created_at, AttachmentRow.id),
    Kind.RAW_MAILS: _Shelf(LedgerRow, LedgerRow.received_at, LedgerRow.id, text("kept")),  # type: ignore[arg-type]
    Kind.OUTBOX: _Shelf(DeliveryRow, DeliveryRow.next_at, DeliveryRow.next_at, _DONE),
    Kind.JOURNAL: _Shelf(JournalRow, JournalRow.at, JournalRow.id),
    Kind.AUDIT: _Shelf(AuditRow, AuditRow.at, AuditRow.id),
}


def count(work: Work, kind: Kind, before: datetime) -> int:
    """Return how many of a kind are older; reads all of them."""
    shelf = _SHELVES[kind]
    query = select(func.count()).select_from(shelf.row).where(shelf.at < literal(before, UtcTime))
    return work.session.scalar(query if shelf.which is None else query.where(shelf.which)) or 0


def oldest(work: Work, kind: Kind, before: datetime, limit: int) -> list[int]:
    """Return the first that are older."""
    shelf = _SHELVES[kind]
    query = select(shelf.row.id, shelf.at.label("at")).order_by(shelf.order).limit(limit)
    if shelf.which is not None:
        query = query.where(shelf.which)
    if shelf.order is shelf.at:
        query = query.where(shelf.at < literal(before, UtcTime))
    return [row.id for row in work.session.execute(query) if row.at < before]


def remove(work: Work, kind: Kind, ids: list[int]) -> int:
    """Remove rows; of mails the ledger's lines stay. Returns how many."""
    row = _SHELVES[kind].row
    if kind is Kind.RAW_MAILS:
        gone: Any = update(LedgerRow).where(LedgerRow.id.in_(ids)).values(kept=False, html="")
    else:
        gone = delete(row).where(row.id.in_(ids))
    return len(work.session.execute(gone.returning(row.id), execution_options=_BARE).all())


def remove_ticket(work: Work, ticket_id: int) -> None:
    """Remove a ticket with everything that is its own."""
    work.session.flush()
    work.session.execute(delete(TicketRow).where(TicketRow.id == ticket_id), execution_options=_BARE)
    work.session.expire_all()
