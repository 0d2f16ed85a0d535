"""Rows of texts that specialists are working on: not what readers see, not yet."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Integer, Select, String, Text, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.working_copies import WorkingCopy
from helpcenter.store.database import Base, BigId, UtcTime
from helpcenter.store.people import SpecialistRow
from helpcenter.store.upsert import insert_ignore
from helpcenter.store.work import Work


class WorkingCopyRow(Base):
    """One specialist's text of a translation. `base` is the file it began as, at the revision `based_on` (0: new)."""

    __tablename__ = "working_copy"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    slug: Mapped[str] = mapped_column(String(120))
    locale: Mapped[str] = mapped_column(String(20))
    specialist_id: Mapped[int] = mapped_column(ForeignKey("specialist.id", ondelete="CASCADE"))
    based_on: Mapped[int] = mapped_column(Integer)
    base: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    in_review: Mapped[bool] = mapped_column(Boolean)
    changed_at: Mapped[datetime] = mapped_column(UtcTime)

    __table_args__ = (UniqueConstraint("slug", "locale", "specialist_id"),)


_BOTH = select(WorkingCopyRow, SpecialistRow.name).join(SpecialistRow, SpecialistRow.id == WorkingCopyRow.specialist_id)


def put(
    work: Work, slug: str, locale: str, specialist_id: int, *, based_on: int, base: str, text: str, in_review: bool
) -> int:
    """Write a specialist's text of a translation, over their older one. Returns its id."""
    values = {"based_on": based_on, "base": base, "text": text, "in_review": in_review, "changed_at": work.now}
    insert_ignore(work, WorkingCopyRow, slug=slug, locale=locale, specialist_id=specialist_id, **values)
    row = work.session.scalars(_of(slug, locale, specialist_id)).one()
    for name, value in values.items():
        setattr(row, name, value)
    work.session.flush()
    return row.id


def get(work: Work, copy_id: int) -> WorkingCopy | None:
    """Return a working copy."""
    row = work.session.execute(_BOTH.where(WorkingCopyRow.id == copy_id)).first()
    return _value(*row) if row else None


def of(work: Work, slug: str, locale: str, specialist_id: int) -> WorkingCopy | None:
    """Return a specialist's text of a translation."""
    found = work.session.scalar(_of(slug, locale, specialist_id))
    return get(work, found.id) if found else None


def every(work: Work) -> list[WorkingCopy]:
    """Return everybody's texts, the oldest first."""
    return [_value(*row) for row in work.session.execute(_BOTH.order_by(WorkingCopyRow.changed_at, WorkingCopyRow.id))]


def drop(work: Work, copy_id: int) -> None:
    """Forget a working copy."""
    work.session.execute(delete(WorkingCopyRow).where(WorkingCopyRow.id == copy_id))


def _of(slug: str, locale: str, specialist_id: int) -> Select[WorkingCopyRow]:
    return select(WorkingCopyRow).where(
        WorkingCopyRow.slug == slug, WorkingCopyRow.locale == locale, WorkingCopyRow.specialist_id == specialist_id
    )


def _value(row: WorkingCopyRow, author: str) -> WorkingCopy:
    return WorkingCopy(
        row.id, row.slug, row.locale, row.specialist_id, author, row.based_on, row.base, row.text, row.in_review,
        row.changed_at,
    )  # fmt: skip
