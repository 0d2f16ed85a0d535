"""What is older than it is kept: counted for a plan, and taken a few at a time, the oldest first.

Each is walked in the order of an index whose beginning is what goes next, so a batch costs the same at any size.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, literal, select, text, true, update

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
    """Where one kind lies: its row, when each was there, in which order it is walked, and which ones count.

    Of several conditions each is walked by itself, in the order of its index; together they would be sorted.
    """

    row: Any
    at: Any
    order: Any
    which: tuple[ColumnElement[bool], ...] = (true(),)


_DONE = tuple(DeliveryRow.state == state.value for state in (DeliveryState.SENT, DeliveryState.DEAD))
_KEPT: Any = text("kept")
_SHELVES: Mapping[Kind, _Shelf] = {
    Kind.CLOSED_TICKETS: _Shelf(TicketRow, TicketRow.closed_at, TicketRow.closed_at, (TicketRow.emptied_at.is_(None),)),
    Kind.ATTACHMENTS: _Shelf(AttachmentRow, AttachmentRow.created_at, AttachmentRow.id),
    Kind.RAW_MAILS: _Shelf(LedgerRow, LedgerRow.received_at, LedgerRow.id, (_KEPT,)),
    Kind.OUTBOX: _Shelf(DeliveryRow, DeliveryRow.next_at, DeliveryRow.next_at, _DONE),
    Kind.JOURNAL: _Shelf(JournalRow, JournalRow.at, JournalRow.id),
    Kind.AUDIT: _Shelf(AuditRow, AuditRow.at, AuditRow.id),
}


def count(work: Work, kind: Kind, before: datetime) -> int:
    """Return how many of a kind are older; reads all of them."""
    shelf = _SHELVES[kind]
    query = select(func.count()).select_from(shelf.row).where(shelf.at < literal(before, UtcTime))
    return sum(work.session.scalar(query.where(which)) or 0 for which in shelf.which)


def oldest(work: Work, kind: Kind, before: datetime, limit: int) -> list[int]:
    """Return the first that are older."""
    shelf = _SHELVES[kind]
    query = select(shelf.row.id, shelf.at.label("at")).order_by(shelf.order).limit(limit)
    if shelf.order is shelf.at:
        query = query.where(shelf.at < literal(before, UtcTime))
    found = (row for which in shelf.which for row in work.session.execute(query.where(which)))
    return [row.id for row in found if row.at < before][:limit]


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
