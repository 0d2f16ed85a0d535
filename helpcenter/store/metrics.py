"""Counting for an overseer. A count that could grow without end reads an index, and only so far."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, func, literal, select, text

from helpcenter.domain.deliveries import DeliveryState
from helpcenter.domain.tickets import Status
from helpcenter.store.database import UtcTime
from helpcenter.store.deliveries import DeliveryRow
from helpcenter.store.journal import JournalRow
from helpcenter.store.mailroom import LedgerRow
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work


def with_status(work: Work, statuses: Iterable[Status], at_most: int) -> dict[str, int]:
    """Return how many tickets have each of these statuses, up to a bound each."""
    return {
        status.value: _up_to(work, select(TicketRow.id).where(TicketRow.status == status.value), at_most)
        for status in statuses
    }


def every_with_status(work: Work, statuses: Iterable[Status]) -> dict[str, int]:
    """Return how many tickets have each of these statuses, however many they are."""
    counted = {status.value: 0 for status in statuses}
    query = select(TicketRow.status, func.count()).where(TicketRow.status.in_(counted)).group_by(TicketRow.status)
    return counted | {row[0]: row[1] for row in work.session.execute(query)}


def newest_ticket(work: Work) -> int:
    """Return the highest number that a ticket has."""
    return work.session.scalar(select(func.max(TicketRow.id))) or 0


def late(work: Work, at_most: int) -> int:
    """Return how many tickets wait for an answer whose promised time is over, up to a bound."""
    return _up_to(work, select(TicketRow.id).where(TicketRow.due_at < literal(work.now, UtcTime)), at_most)


def in_outbox(work: Work, states: Iterable[DeliveryState], at_most: int) -> dict[str, int]:
    """Return how many deliveries are in each of these states, up to a bound each."""
    return {
        state.value: _up_to(work, select(DeliveryRow.id).where(DeliveryRow.state == state.value), at_most)
        for state in states
    }


def sent(work: Work) -> int:
    """Return how many deliveries are out, however many they are."""
    query = select(func.count()).select_from(DeliveryRow).where(DeliveryRow.state == DeliveryState.SENT.value)
    return work.session.scalar(query) or 0


def oldest_waiting(work: Work, at_most: int) -> datetime | None:
    """Return when the oldest of the deliveries that wait was written, among those that are due first."""
    waiting = select(DeliveryRow.created_at).where(DeliveryRow.state == DeliveryState.QUEUED.value)
    first = waiting.order_by(DeliveryRow.next_at).limit(at_most).subquery()
    found: datetime | None = work.session.scalar(select(func.min(first.c.created_at)))
    return found


def verdicts(work: Work) -> dict[str, int]:
    """Return how many mails of the ledger have each verdict that any has."""
    query = select(LedgerRow.verdict, func.count()).group_by(LedgerRow.verdict)
    return {row[0]: row[1] for row in work.session.execute(query)}


def newest_moment(work: Work) -> datetime | None:
    """Return when the newest entry of the journal was written."""
    return work.session.scalar(select(JournalRow.at).order_by(JournalRow.id.desc()).limit(1))


def clock(work: Work) -> datetime:
    """Return the store's own time (UTC)."""
    if work.is_sqlite:
        return datetime.now(UTC)
    found: datetime = work.session.execute(select(func.clock_timestamp())).scalar_one()
    return found.astimezone(UTC)


def size(work: Work) -> int:
    """Return how many bytes the store takes: SQLite's file with its journal, or PostgreSQL's database."""
    if not work.is_sqlite:
        return int(work.session.scalar(text("SELECT pg_database_size(current_database())")) or 0)
    file = work.settings.sqlite_path
    assert file is not None
    parts = (file, file.with_name(f"{file.name}-wal"))
    return sum(part.stat().st_size for part in parts if part.exists())


def _up_to(work: Work, query: Select[Any], at_most: int) -> int:
    return work.session.scalar(select(func.count()).select_from(query.limit(at_most).subquery())) or 0
