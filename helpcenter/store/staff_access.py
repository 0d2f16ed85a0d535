"""Rows of the staff-access log: appended, never changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.people import Author, AuthorKind
from helpcenter.domain.staff_access import AccessEntry, AccessKind
from helpcenter.store.database import Base, BigId, UtcTime
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work


class StaffAccessRow(Base):
    """One turn of an account's switch, or one use of what it allows."""

    __tablename__ = "staff_access"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    author_kind: Mapped[str] = mapped_column(String(20))
    author_id: Mapped[int | None] = mapped_column(BigInteger)
    author_name: Mapped[str] = mapped_column(String(254))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id", ondelete="SET NULL"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcTime)

    __table_args__ = (Index(None, "account_id", "id"),)


def append(
    work: Work, account_id: int, kind: AccessKind, author: Author, ticket_id: int | None = None, reason: str = ""
) -> None:
    """Write the next entry of an account's log."""
    work.session.add(
        StaffAccessRow(
            account_id=account_id,
            kind=kind.value,
            author_kind=author.kind.value,
            author_id=author.id,
            author_name=author.name,
            ticket_id=ticket_id,
            reason=reason,
            at=work.now,
        )
    )
    work.session.flush()


def newest(work: Work, account_id: int, reader_id: int, limit: int) -> list[AccessEntry]:
    """Return the newest entries of an account, newest first, as the contact `reader_id` sees them."""
    query = (
        select(StaffAccessRow, TicketRow.contact_id == reader_id)
        .outerjoin(TicketRow, TicketRow.id == StaffAccessRow.ticket_id)
        .where(StaffAccessRow.account_id == account_id)
        .order_by(StaffAccessRow.id.desc())
        .limit(limit)
    )
    return [_value(row, bool(own)) for row, own in work.session.execute(query)]


def _value(row: StaffAccessRow, own: bool) -> AccessEntry:
    author = Author(AuthorKind(row.author_kind), row.author_id, row.author_name)
    return AccessEntry(AccessKind(row.kind), author, row.at, row.ticket_id, row.reason, own)
