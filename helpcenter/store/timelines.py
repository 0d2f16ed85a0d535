"""A ticket's timeline, read: all of it, its newest entries, or single ones."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select, tuple_

from helpcenter.domain.tickets import Message
from helpcenter.store.tickets import MessageRow, message_value
from helpcenter.store.work import Work


def entries(work: Work, ticket_id: int, *, after: int = 0, limit: int = 500) -> list[Message]:
    """Return a ticket's entries with `seq` above `after`, oldest first."""
    query = (
        select(MessageRow)
        .where(MessageRow.ticket_id == ticket_id, MessageRow.seq > after)
        .order_by(MessageRow.seq)
        .limit(limit)
    )
    return [message_value(row) for row in work.session.scalars(query)]


def newest(work: Work, ticket_id: int, *, before: int | None, limit: int) -> list[Message]:
    """Return the newest entries of a ticket with `seq` below `before` (None: up to the end), oldest first."""
    query = select(MessageRow).where(MessageRow.ticket_id == ticket_id).order_by(MessageRow.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(MessageRow.seq < before)
    return [message_value(row) for row in work.session.scalars(query)][::-1]


def entry(work: Work, ticket_id: int, seq: int) -> Message | None:
    """Return one entry of a ticket's timeline."""
    row = work.session.scalar(select(MessageRow).where(MessageRow.ticket_id == ticket_id, MessageRow.seq == seq))
    return message_value(row) if row else None


def at(work: Work, places: Collection[tuple[int, int]]) -> list[Message]:
    """Return the entries at these (ticket id, seq), in no particular order."""
    query = select(MessageRow).where(tuple_(MessageRow.ticket_id, MessageRow.seq).in_(list(places)))
    return [message_value(row) for row in work.session.scalars(query)] if places else []
