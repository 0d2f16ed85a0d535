"""Rows of mailboxes: who collects one now, and what the last look at it said."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Integer, String, Text, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.store.database import Base, UtcTime
from helpcenter.store.upsert import insert_ignore
from helpcenter.store.work import Work


class MailboxRow(Base):
    """One mailbox. `holder` may collect it until `lease_until`; counts are those of the last whole look."""

    __tablename__ = "mailbox"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    holder: Mapped[str | None] = mapped_column(String(64))
    lease_until: Mapped[datetime | None] = mapped_column(UtcTime)
    uidvalidity: Mapped[int | None] = mapped_column(BigInteger)
    on_server: Mapped[int] = mapped_column(Integer)
    accounted: Mapped[int] = mapped_column(Integer)
    checked_at: Mapped[datetime | None] = mapped_column(UtcTime)
    fault: Mapped[str | None] = mapped_column(Text)


def lease(work: Work, name: str, holder: str, duration: timedelta) -> bool:
    """Take or keep a mailbox for `holder`. Returns False while another one has it."""
    insert_ignore(work, MailboxRow, name=name, on_server=0, accounted=0)
    free = or_(MailboxRow.holder == holder, MailboxRow.lease_until.is_(None), MailboxRow.lease_until < work.now)
    taken = update(MailboxRow).where(MailboxRow.name == name, free)
    taken = taken.values(holder=holder, lease_until=work.now + duration)
    return work.session.execute(taken.returning(MailboxRow.name)).first() is not None


def release(work: Work, name: str, holder: str) -> None:
    """Let a mailbox go, if `holder` has it."""
    query = update(MailboxRow).where(MailboxRow.name == name, MailboxRow.holder == holder)
    work.session.execute(query.values(holder=None, lease_until=None))


def write(work: Work, name: str, **values: Any) -> None:
    """Write what a look at the mailbox said."""
    work.session.execute(update(MailboxRow).where(MailboxRow.name == name).values(**values))


def every(work: Work) -> list[MailboxRow]:
    """Return all rows by name. They do not leave the services."""
    query = select(MailboxRow).order_by(MailboxRow.name).execution_options(populate_existing=True)
    return list(work.session.scalars(query))
