"""Reading tickets as their customer sees them: boxes, counts, search, and the public part of a timeline."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, func, or_, select, text, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from helpcenter.domain.inbox import Box, Order, Place
from helpcenter.domain.tickets import CUSTOMER_SEES, PUBLIC_EVENTS, Message, MessageKind, Status, Ticket
from helpcenter.store.tickets import WHOLE, MessageRow, TicketRow, message_value, ticket_value
from helpcenter.store.work import Work

_CLOSED = [status.value for status in Status if status.is_closed]
_SAID = [kind.value for kind in CUSTOMER_SEES]
_PUBLIC = or_(
    MessageRow.kind.in_(_SAID),
    and_(MessageRow.kind == MessageKind.EVENT.value, MessageRow.data["event"].as_string().in_(sorted(PUBLIC_EVENTS))),
)
_LAST_PUBLIC = (
    select(MessageRow.at)
    .where(MessageRow.ticket_id == TicketRow.id, _PUBLIC)
    .order_by(MessageRow.seq.desc())
    .limit(1)
    .correlate(TicketRow)
    .scalar_subquery()
)
"""One step or a few back on the index of a ticket's entries: notes and the team's own events lie above it."""
_CHANGED = func.coalesce(_LAST_PUBLIC, TicketRow.created_at)
_IN_BOX: dict[Box, ColumnElement[bool] | None] = {
    Box.ALL: None,
    Box.OPEN: TicketRow.status.not_in(_CLOSED),
    Box.CLOSED: TicketRow.status.in_(_CLOSED),
    Box.FAVOURITES: TicketRow.favourite.is_(True),
}


def page(
    work: Work, contact_id: int, box: Box, order: Order, words: Sequence[str], after: Place | None, limit: int
) -> list[tuple[Ticket, datetime]]:
    """Return a customer's tickets of a box in which every word occurs, from behind a place in that order.

    With each comes when the last thing happened to it that the customer can see.
    """
    moment: ColumnElement[datetime] = _CHANGED if order is Order.CHANGED else TicketRow.created_at.expression
    own = (TicketRow.contact_id == contact_id) & TicketRow.merged_into.is_(None)
    query = select(TicketRow, _CHANGED).options(*WHOLE).where(own).limit(limit)
    inside = _IN_BOX[box]
    if inside is not None:
        query = query.where(inside)
    for word in words:
        query = query.where(_holds(word))
    if order is Order.OLDEST:
        query = query.order_by(moment, TicketRow.id)
    else:
        query = query.order_by(moment.desc(), TicketRow.id.desc())
    if after is not None:
        query = query.where(_behind(order, moment, after))
    return [(ticket_value(row), changed) for row, changed in work.session.execute(query)]


def counts(work: Work, contact_id: int) -> dict[str, int]:
    """Return how many tickets a customer has in each box, and how many unread ones."""
    query = text(
        "SELECT count(*) AS a, sum(CASE WHEN status IN ('solved', 'closed') THEN 1 ELSE 0 END) AS c,"
        " sum(CASE WHEN favourite THEN 1 ELSE 0 END) AS f,"
        " sum(CASE WHEN last_public_seq > seen_seq THEN 1 ELSE 0 END) AS u FROM ticket"
        " WHERE contact_id = :id AND merged_into IS NULL"
    )
    every, closed, favourites, unread = work.session.execute(query, {"id": contact_id}).one()
    closed = closed or 0
    return {
        "all": every,
        "open": every - closed,
        "closed": closed,
        "favourites": favourites or 0,
        "unread": unread or 0,
    }


def last_said(work: Work, ticket_ids: Collection[int]) -> dict[int, Message]:
    """Return the last thing that was said to or by the customer in each of these tickets."""
    last = (
        select(MessageRow.ticket_id, func.max(MessageRow.seq))
        .where(MessageRow.ticket_id.in_(ticket_ids), MessageRow.kind.in_(_SAID))
        .group_by(MessageRow.ticket_id)
    )
    query = select(MessageRow).where(tuple_(MessageRow.ticket_id, MessageRow.seq).in_(last))
    return {row.ticket_id: message_value(row) for row in work.session.scalars(query)}


def timeline(
    work: Work, ticket_id: int, *, before: int | None = None, after: int = 0, limit: int = 100
) -> list[Message]:
    """Return the newest entries that the customer may see, oldest first, with `after` < `seq` < `before`."""
    query = (
        select(MessageRow)
        .where(MessageRow.ticket_id == ticket_id, MessageRow.seq > after)
        .where(_PUBLIC)
        .order_by(MessageRow.seq.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(MessageRow.seq < before)
    return [message_value(row) for row in work.session.scalars(query)][::-1]


def _behind(order: Order, moment: ColumnElement[datetime], place: Place) -> ColumnElement[bool]:
    same = moment == place.moment
    if order is Order.OLDEST:
        return or_(moment > place.moment, and_(same, TicketRow.id > place.id))
    return or_(moment < place.moment, and_(same, TicketRow.id < place.id))


def _holds(word: str) -> ColumnElement[bool]:
    """Whether a word occurs in the subject, in what the customer may read, or is the ticket's number."""
    number = word.removeprefix("#")
    said = select(MessageRow.id).where(
        MessageRow.ticket_id == TicketRow.id, MessageRow.kind.in_(_SAID), _like(MessageRow.body, word)
    )
    exact = TicketRow.id == int(number) if number.isascii() and number.isdigit() and len(number) < 19 else false()
    return or_(_like(TicketRow.subject, word), said.exists(), exact)


def _like(column: InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    """SQLite folds only ASCII, so that a word with other letters is also looked for as people may have written it."""
    spellings = {word, word.lower(), word.upper(), word.capitalize()}
    return or_(*(column.icontains(each, autoescape=True) for each in sorted(spellings)))
