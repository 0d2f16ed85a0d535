"""Rows that say which tickets belong together, without being one."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, delete, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.store.database import Base, BigId
from helpcenter.store.upsert import insert_ignore
from helpcenter.store.work import Work


class TicketLinkRow(Base):
    """Two tickets that were linked; the one with the lower number is the first."""

    __tablename__ = "ticket_link"

    first_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("ticket.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    second_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("ticket.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )

    __table_args__ = (Index("ix_ticket_link_second", "second_id"),)


def add(work: Work, one: int, other: int) -> bool:
    """Link two tickets. Returns False when they were linked already."""
    return insert_ignore(work, TicketLinkRow, first_id=min(one, other), second_id=max(one, other))


def remove(work: Work, one: int, other: int) -> bool:
    """Take a link away. Returns whether there was one."""
    pair = (TicketLinkRow.first_id == min(one, other)) & (TicketLinkRow.second_id == max(one, other))
    return work.session.execute(delete(TicketLinkRow).where(pair).returning(TicketLinkRow.first_id)).first() is not None


def of_ticket(work: Work, ticket_id: int) -> list[int]:
    """Return the tickets that one is linked with, in order of their numbers."""
    query = select(TicketLinkRow).where(or_(TicketLinkRow.first_id == ticket_id, TicketLinkRow.second_id == ticket_id))
    return sorted(row.first_id + row.second_id - ticket_id for row in work.session.scalars(query))


def forget(work: Work, ticket_id: int) -> None:
    """Take all links of a ticket away."""
    pair = or_(TicketLinkRow.first_id == ticket_id, TicketLinkRow.second_id == ticket_id)
    work.session.execute(delete(TicketLinkRow).where(pair))
