"""Rows of clocks: one for each promise that was given, kept for reports when it has ended."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.clocks import Clock, ClockKind, Outcome
from helpcenter.store.database import Base, BigId, UtcTime
from helpcenter.store.work import Work


class ClockRow(Base):
    """One promise of a ticket; it runs until `stopped_at`."""

    __tablename__ = "clock"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    started_at: Mapped[datetime] = mapped_column(UtcTime)
    due_at: Mapped[datetime] = mapped_column(UtcTime)
    paused_at: Mapped[datetime | None] = mapped_column(UtcTime)
    stopped_at: Mapped[datetime | None] = mapped_column(UtcTime)
    outcome: Mapped[str | None] = mapped_column(String(20))

    __table_args__ = (Index("ix_clock_ticket", "ticket_id", "stopped_at"), Index("ix_clock_started", "started_at"))


def start(work: Work, ticket_id: int, kind: ClockKind, due_at: datetime) -> ClockRow:
    """Write a clock that begins to run now."""
    row = ClockRow(ticket_id=ticket_id, kind=kind.value, started_at=work.now, due_at=due_at)
    work.session.add(row)
    work.session.flush()
    return row


def running(work: Work, ticket_id: int) -> ClockRow | None:
    """Return the clock of a ticket that has not ended, also a paused one. The caller holds the ticket's row."""
    query = select(ClockRow).where(ClockRow.ticket_id == ticket_id, ClockRow.stopped_at.is_(None))
    return work.session.scalar(query.order_by(ClockRow.id.desc()).limit(1).execution_options(populate_existing=True))


def of_ticket(work: Work, ticket_id: int) -> list[Clock]:
    """Return all clocks of a ticket, oldest first."""
    query = select(ClockRow).where(ClockRow.ticket_id == ticket_id).order_by(ClockRow.id)
    return [clock_value(row) for row in work.session.scalars(query)]


def between(work: Work, start: datetime, end: datetime) -> list[Clock]:
    """Return the clocks that began from `start` on and before `end` (UTC), oldest first: the feed of reports."""
    query = select(ClockRow).where(ClockRow.started_at >= start, ClockRow.started_at < end).order_by(ClockRow.id)
    return [clock_value(row) for row in work.session.scalars(query)]


def clock_value(row: ClockRow) -> Clock:
    """Return the row as a value."""
    outcome = Outcome(row.outcome) if row.outcome else None
    kind = ClockKind(row.kind)
    return Clock(row.ticket_id, kind, row.started_at, row.due_at, row.paused_at, row.stopped_at, outcome)
