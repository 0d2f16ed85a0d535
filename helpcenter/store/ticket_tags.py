"""Rows that say which tickets have a tag, beside the list in each ticket: this is what makes a tag quick to find."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ForeignKey, Index, String, delete, func, select
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.store.database import Base, BigId
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work

MOST_KNOWN = 500


class TicketTagRow(Base):
    """One tag of one ticket."""

    __tablename__ = "ticket_tag"

    ticket_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("ticket.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    tag: Mapped[str] = mapped_column(String(50), primary_key=True)

    __table_args__ = (Index("ix_ticket_tag_tag", "tag", "ticket_id"),)


def put(work: Work, row: TicketRow, tags: Iterable[str]) -> None:
    """Give a ticket these tags and no others."""
    row.tags = list(tags)
    work.session.execute(delete(TicketTagRow).where(TicketTagRow.ticket_id == row.id))
    work.session.add_all(TicketTagRow(ticket_id=row.id, tag=tag) for tag in row.tags)
    work.session.flush()


def holders(work: Work, tag: str, limit: int) -> list[TicketRow]:
    """Return some tickets that have a tag."""
    query = select(TicketRow).join(TicketTagRow, TicketTagRow.ticket_id == TicketRow.id)
    return list(work.session.scalars(query.where(TicketTagRow.tag == tag).order_by(TicketRow.id).limit(limit)))


def count(work: Work, tag: str, at_most: int) -> int:
    """Return how many tickets have a tag, `at_most` when there are more."""
    some = select(TicketTagRow.ticket_id).where(TicketTagRow.tag == tag).limit(at_most).subquery()
    return work.session.scalar(select(func.count()).select_from(some)) or 0


def known(work: Work) -> list[str]:
    """Return the tags in use, in order: from each to the next by the index, however many tickets have it."""
    found: list[str] = []
    last = ""
    while len(found) < MOST_KNOWN:
        following = select(TicketTagRow.tag).where(TicketTagRow.tag > last).order_by(TicketTagRow.tag).limit(1)
        tag = work.session.scalar(following)
        if tag is None:
            break
        found.append(tag)
        last = tag
    return found
