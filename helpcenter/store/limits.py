"""Counts of what people did lately, shared by all processes on the store."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, String, case, delete, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.store.database import Base, UtcTime
from helpcenter.store.work import Work


class LimitRow(Base):
    """How much came from one `bucket` (a hash of what and who) in the window that ends then."""

    __tablename__ = "limit_count"

    bucket: Mapped[str] = mapped_column(String(64), primary_key=True)
    amount: Mapped[int] = mapped_column(BigInteger)
    ends_at: Mapped[datetime] = mapped_column(UtcTime, index=True)


def counted(work: Work, bucket: str) -> tuple[int, datetime] | None:
    """Return what a running window holds and when it ends (UTC); None when none runs."""
    query = select(LimitRow.amount, LimitRow.ends_at).where(LimitRow.bucket == bucket, LimitRow.ends_at > work.now)
    row = work.session.execute(query).first()
    return (row.amount, row.ends_at) if row else None


def count(work: Work, bucket: str, amount: int, window: timedelta) -> None:
    """Add to a bucket; a window begins with the first thing that comes after the last one ended."""
    insert = (sqlite_insert if work.is_sqlite else postgresql_insert)(LimitRow)
    over = LimitRow.ends_at <= work.now
    statement = insert.values(bucket=bucket, amount=amount, ends_at=work.now + window)
    fresh = statement.excluded
    work.session.execute(
        statement.on_conflict_do_update(
            index_elements=[LimitRow.bucket],
            set_={
                "amount": case((over, fresh.amount), else_=LimitRow.amount + fresh.amount),
                "ends_at": case((over, fresh.ends_at), else_=LimitRow.ends_at),
            },
        )
    )


def forget_ended(work: Work) -> None:
    """Remove windows that have ended."""
    work.session.execute(delete(LimitRow).where(LimitRow.ends_at <= work.now))
