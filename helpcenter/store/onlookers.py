"""Rows that say who has a ticket open now, and whether they write. Each lives only as long as it is renewed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.conversations import Onlooker
from helpcenter.store import upsert
from helpcenter.store.database import Base, BigId, UtcTime
from helpcenter.store.people import SpecialistRow
from helpcenter.store.work import Work


class OnlookerRow(Base):
    """A specialist in a ticket."""

    __tablename__ = "ticket_onlooker"

    ticket_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("ticket.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    specialist_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("specialist.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    writing: Mapped[bool] = mapped_column(Boolean)
    until: Mapped[datetime] = mapped_column(UtcTime)


def put(work: Work, ticket_id: int, specialist_id: int, *, writing: bool, until: datetime) -> None:
    """Write or renew that somebody is there."""
    key = {"ticket_id": ticket_id, "specialist_id": specialist_id}
    upsert.put(work, OnlookerRow, key, writing=writing, until=until)


def remove(work: Work, ticket_id: int, specialist_id: int) -> None:
    """Write that somebody left; what was not renewed goes with it."""
    own = (OnlookerRow.ticket_id == ticket_id) & (OnlookerRow.specialist_id == specialist_id)
    work.session.execute(delete(OnlookerRow).where(own | (OnlookerRow.until < work.now)))


def of_ticket(work: Work, ticket_id: int) -> list[Onlooker]:
    """Return who is in a ticket now, by name."""
    query = (
        select(SpecialistRow.id, SpecialistRow.name, OnlookerRow.writing)
        .join(OnlookerRow, OnlookerRow.specialist_id == SpecialistRow.id)
        .where(OnlookerRow.ticket_id == ticket_id, OnlookerRow.until > work.now)
        .order_by(SpecialistRow.name)
    )
    return [Onlooker(row.id, row.name, row.writing) for row in work.session.execute(query)]
