"""Rows of addresses whose mail is taken for spam."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.store.database import Base, UtcTime
from helpcenter.store.upsert import insert_ignore
from helpcenter.store.work import Work


class BlockedAddressRow(Base):
    """An address that a specialist blocked."""

    __tablename__ = "blocked_address"

    address: Mapped[str] = mapped_column(String(254), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcTime)


def add(work: Work, address: str) -> bool:
    """Block an address in lower case. Returns False when it was blocked already."""
    return insert_ignore(work, BlockedAddressRow, address=address, since=work.now)


def remove(work: Work, address: str) -> bool:
    """Take mail of an address again. Returns whether it was blocked."""
    own = BlockedAddressRow.address == address
    return (
        work.session.execute(delete(BlockedAddressRow).where(own).returning(BlockedAddressRow.address)).first()
        is not None
    )


def holds(work: Work, address: str) -> bool:
    """Whether an address is blocked."""
    return (
        work.session.scalar(select(BlockedAddressRow.address).where(BlockedAddressRow.address == address)) is not None
    )
