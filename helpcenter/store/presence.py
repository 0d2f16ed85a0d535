"""Rows that say which specialists sit at their desks now. Each lives only as long as it is renewed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, select, update
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.people import Presence
from helpcenter.store import upsert
from helpcenter.store.database import Base, BigId, UtcTime
from helpcenter.store.people import SpecialistRow
from helpcenter.store.work import Work


class PresenceRow(Base):
    """A specialist's terminal: until when it is believed to run, and how many chats its owner takes at once."""

    __tablename__ = "presence"

    specialist_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("specialist.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    capacity: Mapped[int] = mapped_column(Integer)
    until: Mapped[datetime] = mapped_column(UtcTime)


def put(work: Work, specialist_id: int, capacity: int, until: datetime) -> None:
    """Write or renew a specialist's presence."""
    upsert.put(work, PresenceRow, {"specialist_id": specialist_id}, capacity=capacity, until=until)


def renew(work: Work, specialist_id: int, until: datetime) -> bool:
    """Let a presence go on. Returns False when there is none."""
    change = update(PresenceRow).where(PresenceRow.specialist_id == specialist_id).values(until=until)
    return work.session.execute(change.returning(PresenceRow.specialist_id)).first() is not None


def there(work: Work) -> dict[int, int]:
    """Return the capacity of each specialist who is at the desk now, by id."""
    query = select(PresenceRow.specialist_id, PresenceRow.capacity).where(PresenceRow.until > work.now)
    return {row.specialist_id: row.capacity for row in work.session.execute(query)}


def available_languages(work: Work) -> frozenset[str]:
    """Return the languages of all specialists who are at the desk and take chats now."""
    query = (
        select(SpecialistRow.locales)
        .join(PresenceRow, PresenceRow.specialist_id == SpecialistRow.id)
        .where(PresenceRow.until > work.now, SpecialistRow.presence == Presence.ONLINE.value)
    )
    return frozenset(locale for locales in work.session.scalars(query) for locale in locales)
