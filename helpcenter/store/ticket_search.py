"""What a search reads of tickets: which changed last, their texts, and all messages in turn to index them anew."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import func, select

from helpcenter.domain.ticket_search import Text
from helpcenter.domain.tickets import MessageKind
from helpcenter.store.tickets import MessageRow, TicketRow, index_words
from helpcenter.store.work import Work

_MOST_TEXT = 4_000
_MOST_ENTRIES = 40
"""Characters of a text, and entries of a ticket, that are read to see how well it fits."""


def newest_ticket(work: Work) -> int:
    """Return the highest id of a ticket; 0 before the first."""
    return work.session.scalar(select(func.max(TicketRow.id))) or 0


def latest_first(work: Work, ids: Collection[int]) -> list[int]:
    """Return those of these tickets that exist, last changed first."""
    query = select(TicketRow.id).where(TicketRow.id.in_(ids))
    return list(work.session.scalars(query.order_by(TicketRow.updated_at.desc(), TicketRow.id.desc())))


def texts(work: Work, ids: Sequence[int]) -> dict[int, list[Text]]:
    """Return what may be searched of these tickets that exist: subject, people and question first, then entries."""
    found: dict[int, list[Text]] = {}
    heads = select(TicketRow.id, TicketRow.subject, TicketRow.reply_to, TicketRow.question)
    for row in work.session.execute(heads.where(TicketRow.id.in_(ids))):
        found[row.id] = [Text(0, row.subject), Text(1, f"{row.reply_to}\n{row.question[:_MOST_TEXT]}")]
    body = func.substr(MessageRow.body, 1, _MOST_TEXT).label("body")
    entries = (
        select(MessageRow.ticket_id, MessageRow.seq, MessageRow.author_name, body)
        .where(
            MessageRow.ticket_id.in_(ids),
            MessageRow.kind != MessageKind.EVENT.value,
            MessageRow.seq <= _MOST_ENTRIES,
        )
        .order_by(MessageRow.ticket_id, MessageRow.seq)
    )
    for entry in work.session.execute(entries):
        if entry.ticket_id in found:
            found[entry.ticket_id] += [Text(entry.seq, entry.body), Text(entry.seq, entry.author_name)]
    return found


def put_all(work: Work, after: int, until: int, most: int) -> tuple[int, int]:
    """Write the words of the next messages by id, up to `until`. Returns (how many, at most `most`; the last id)."""
    query = select(MessageRow, TicketRow).join(TicketRow, TicketRow.id == MessageRow.ticket_id)
    rows = work.session.execute(
        query.where(MessageRow.id > after, MessageRow.id <= until).order_by(MessageRow.id).limit(most)
    ).all()
    for message, ticket in rows:
        index_words(work, ticket, message)
    last: int = rows[-1][0].id if rows else after
    work.session.expunge_all()
    return len(rows), last


def newest_message(work: Work) -> int:
    """Return the highest id of a message; 0 before the first."""
    return work.session.scalar(select(func.max(MessageRow.id))) or 0
