"""Rows of views that specialists saved from a filter."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, Integer, String, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.views import OwnView
from helpcenter.store.database import Base, BigId
from helpcenter.store.work import Work


class OwnViewRow(Base):
    """A name for a filter. Whose `shared` is set everybody has it; `owner_id` is who saved it."""

    __tablename__ = "own_view"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("specialist.id", ondelete="CASCADE"))
    shared: Mapped[int] = mapped_column(Integer)
    name: Mapped[str] = mapped_column(String(40))
    filter: Mapped[str] = mapped_column(String(500))

    __table_args__ = (Index("ix_own_view_owner", "owner_id"),)


def of_specialist(work: Work, specialist_id: int) -> list[OwnView]:
    """Return the views that a specialist has: shared ones first, each kind in the order it was saved."""
    query = select(OwnViewRow).where(or_(OwnViewRow.owner_id == specialist_id, OwnViewRow.shared == 1))
    rows = work.session.scalars(query.order_by(OwnViewRow.shared.desc(), OwnViewRow.id))
    return [OwnView(row.id, row.name, row.filter, row.owner_id, bool(row.shared)) for row in rows]


def add(work: Work, owner_id: int, name: str, text: str, *, shared: bool) -> int:
    """Write a view. Returns its id."""
    row = OwnViewRow(owner_id=owner_id, shared=int(shared), name=name, filter=text)
    work.session.add(row)
    work.session.flush()
    return row.id


def every(work: Work) -> list[OwnView]:
    """Return everybody's views."""
    rows = work.session.scalars(select(OwnViewRow).order_by(OwnViewRow.id))
    return [OwnView(row.id, row.name, row.filter, row.owner_id, bool(row.shared)) for row in rows]


def refilter(work: Work, view_id: int, text: str) -> None:
    """Let a view ask for something else."""
    work.session.execute(update(OwnViewRow).where(OwnViewRow.id == view_id).values(filter=text))


def count(work: Work, owner_id: int) -> int:
    """Return how many views somebody saved."""
    return work.session.scalar(select(func.count()).where(OwnViewRow.owner_id == owner_id)) or 0


def remove(work: Work, view_id: int) -> bool:
    """Remove a view. Returns whether there was one."""
    gone = work.session.execute(delete(OwnViewRow).where(OwnViewRow.id == view_id).returning(OwnViewRow.id))
    return gone.first() is not None
