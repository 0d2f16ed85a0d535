"""Rows of the audit log; there is no function that changes one, and only `store.retention` removes any, by age."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.audit import Deed, Entry
from helpcenter.store.database import Base, BigId, Json, UtcTime
from helpcenter.store.work import Work


class AuditRow(Base):
    """One deed. No foreign key: it stays when who did it is long gone."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    specialist_id: Mapped[int | None] = mapped_column(BigInteger)
    who: Mapped[str] = mapped_column(String(254))
    what: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(254))
    data: Mapped[dict[str, Any]] = mapped_column(Json)

    __table_args__ = (Index("ix_audit_at", "at"),)


def add(work: Work, specialist_id: int | None, who: str, deed: Deed, subject: str, data: dict[str, Any]) -> None:
    """Write an entry."""
    row = AuditRow(at=work.now, specialist_id=specialist_id, who=who, what=deed.value, subject=subject, data=data)
    work.session.add(row)
    work.session.flush()


def newest(work: Work, limit: int, before: int | None, since: datetime | None) -> list[Entry]:
    """Return entries, the newest first: those written before the one with the id `before`, and not before `since`."""
    query = select(AuditRow).order_by(AuditRow.id.desc()).limit(limit)
    if before is not None:
        query = query.where(AuditRow.id < before)
    if since is not None:
        query = query.where(AuditRow.at >= since)
    return [_entry(row) for row in work.session.scalars(query)]


def _entry(row: AuditRow) -> Entry:
    return Entry(row.id, row.at, row.specialist_id, row.who, Deed(row.what), row.subject, row.data)
