"""Rows of alarms: set, dropped, and taken by exactly one process when they are due."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.alarms import Alarm, AlarmKind
from helpcenter.store.database import Base, BigId, UtcTime
from helpcenter.store.work import Work


class AlarmRow(Base):
    """One alarm that has not gone off yet."""

    __tablename__ = "alarm"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(UtcTime)

    __table_args__ = (UniqueConstraint("ticket_id", "kind"), Index("ix_alarm_at", "at"))


def put(work: Work, ticket_id: int, kind: AlarmKind, at: datetime) -> None:
    """Set an alarm in place of any earlier one of its kind. The caller holds the ticket's row."""
    drop(work, ticket_id, kind)
    work.session.add(AlarmRow(ticket_id=ticket_id, kind=kind.value, at=at))
    work.session.flush()


def drop(work: Work, ticket_id: int, *kinds: AlarmKind) -> None:
    """Forget a ticket's alarms of these kinds."""
    names = [kind.value for kind in kinds]
    work.session.execute(delete(AlarmRow).where(AlarmRow.ticket_id == ticket_id, AlarmRow.kind.in_(names)))


def due(work: Work, limit: int) -> list[Alarm]:
    """Return alarms whose time has come, the oldest first, without taking them."""
    query = select(AlarmRow).where(AlarmRow.at <= work.now).order_by(AlarmRow.at, AlarmRow.id).limit(limit)
    return [Alarm(row.ticket_id, AlarmKind(row.kind), row.at) for row in work.session.scalars(query)]


def take(work: Work, alarm: Alarm) -> bool:
    """Take an alarm off. Returns False when another process was first, or when it was set anew meanwhile."""
    taken = delete(AlarmRow).where(
        AlarmRow.ticket_id == alarm.ticket_id, AlarmRow.kind == alarm.kind.value, AlarmRow.at == alarm.at
    )
    return work.session.execute(taken.returning(AlarmRow.id)).first() is not None
