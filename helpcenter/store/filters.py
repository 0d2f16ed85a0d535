"""Filters as queries. What is rare leads: of a million tickets only those that have it are looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, not_, or_, select, true, tuple_, union_all

from helpcenter.domain.filters import FIELD, Filter, Has, When
from helpcenter.domain.tickets import Ticket
from helpcenter.store.database import BigId, UtcTime
from helpcenter.store.people import AccountRow, ContactRow, specialists
from helpcenter.store.ticket_fields import TicketFieldRow
from helpcenter.store.ticket_tags import TicketTagRow
from helpcenter.store.tickets import WHOLE, TicketRow, ticket_value
from helpcenter.store.work import Work

RARE = 1_000
"""Up to so many tickets with one of the things asked for, these are read and the rest is decided on them."""

Column = Callable[[Any], Any]
"""What a query says of a column: the column itself, for an index to be used, or hidden from the indexes."""


def page(work: Work, asked: Filter, me: int, *, before: tuple[datetime, int] | None, limit: int) -> list[Ticket]:
    """Return tickets that a filter without words asks for, last changed first, from before (updated_at, id)."""
    if before is not None:
        place = tuple_(literal(before[0], UtcTime), literal(before[1], BigId))
        behind: ColumnElement[bool] = tuple_(TicketRow.updated_at, TicketRow.id) < place
    else:
        behind = true()
    ids = _leading(work, asked, me)
    if ids is not None:
        query = select(TicketRow).where(TicketRow.id.in_(ids), *_all(work, asked, me, _hidden), behind)
    else:
        query = select(TicketRow).where(TicketRow.id.in_(_walk(work, asked, me, behind, limit)))
    ordered = query.options(*WHOLE).order_by(TicketRow.updated_at.desc(), TicketRow.id.desc()).limit(limit)
    return [ticket_value(row) for row in work.session.scalars(ordered)]


def count(work: Work, asked: Filter, me: int, at_most: int) -> int:
    """Return how many tickets a filter without words asks for, `at_most` when there are more."""
    ids = _leading(work, asked, me)
    fitting = select(TicketRow.id).where(*_all(work, asked, me, _plain if ids is None else _hidden)).limit(at_most)
    if ids is not None:
        fitting = fitting.where(TicketRow.id.in_(ids))
    return work.session.scalar(select(func.count()).select_from(fitting.subquery())) or 0


def _leading(work: Work, asked: Filter, me: int) -> Sequence[int] | None:
    """The tickets that have the first rare thing that is asked for; None when nothing is rare."""
    parts: tuple[Has | When, ...] = (*asked.has, *asked.when)
    for each in parts:
        if isinstance(each, When):
            if each.name == "updated":
                continue
            clause = _when(work, each, _plain)
        elif each.negated or each.name == "status" or "unread" in each.values:
            continue
        else:
            clause = _has(work, each, me, _plain)
        ids = work.session.scalars(select(TicketRow.id).where(clause).limit(RARE + 1)).all()
        if len(ids) <= RARE:
            return ids
    return None


def _walk(work: Work, asked: Filter, me: int, behind: ColumnElement[bool], limit: int) -> Any:
    """The first tickets in their order that fit, each status read by itself in the order of its index."""
    led = next((each for each in asked.has if each.name == "status" and not each.negated), None)
    rest = Filter(asked.text, tuple(each for each in asked.has if each is not led), asked.when)
    heads = []
    for status in led.values if led else (None,):
        own = TicketRow.status == status if status else true()
        query = select(TicketRow.id).where(own, behind, *_all(work, rest, me, _hidden))
        ordered = query.order_by(TicketRow.updated_at.desc(), TicketRow.id.desc()).limit(limit)
        heads.append(select(ordered.subquery().c.id))
    return select(union_all(*heads).subquery().c.id)


def _all(work: Work, asked: Filter, me: int, column: Column) -> list[ColumnElement[bool]]:
    return [
        *(_has(work, each, me, column) for each in asked.has),
        *(_when(work, each, column) for each in asked.when),
    ]


def _plain(column: Any) -> Any:
    return column


def _hidden(column: Any) -> Any:
    """The column so that no index is chosen for it: the order's own index shall lead."""
    return func.coalesce(column, column)


def _has(work: Work, asked: Has, me: int, column: Column) -> ColumnElement[bool]:
    values = asked.values
    found: ColumnElement[bool]
    if asked.name == "is":
        found = or_(*(_is(work, value, me, column) for value in values))
    elif asked.name == "assignee":
        found = _assigned(work, values, me, column)
    elif asked.name == "tag":
        found = _among(select(TicketTagRow.ticket_id).where(TicketTagRow.tag.in_(values)), TicketTagRow, column)
    elif asked.name.startswith(FIELD):
        own_field = TicketFieldRow.name == asked.name.removeprefix(FIELD)
        given = select(TicketFieldRow.ticket_id).where(own_field, TicketFieldRow.value.in_(values))
        found = _among(given, TicketFieldRow, column)
    elif asked.name == "plan":
        people = select(ContactRow.id).join(AccountRow).where(func.lower(AccountRow.plan).in_(values))
        found = column(TicketRow.contact_id).in_(people)
    elif asked.name == "from":
        found = column(TicketRow.contact_id).in_(select(ContactRow.id).where(ContactRow.email.in_(values)))
    else:
        columns = {"status": TicketRow.status, "priority": TicketRow.priority, "channel": TicketRow.channel}
        found = column(columns.get(asked.name, TicketRow.locale)).in_(values)
    return not_(found) if asked.negated else found


def _among(ids: Select[Any], rows: Any, column: Column) -> ColumnElement[bool]:
    """Tickets that rows beside them name: these lead, or each ticket is looked up in them."""
    return TicketRow.id.in_(ids) if column is _plain else ids.where(rows.ticket_id == TicketRow.id).exists()


def _is(work: Work, value: str, me: int, column: Column) -> ColumnElement[bool]:
    clauses: dict[str, ColumnElement[bool]] = {
        "late": and_(TicketRow.due_at.is_not(None), column(TicketRow.due_at) < work.now),
        "mine": func.coalesce(TicketRow.assignee_id, 0) == me if column is _hidden else TicketRow.assignee_id == me,
        "snoozed": column(TicketRow.snoozed_until).is_not(None),
        "unassigned": column(TicketRow.assignee_id).is_(None),
        "unread": TicketRow.last_public_seq > TicketRow.seen_seq,
    }
    return clauses[value]


def _assigned(work: Work, values: tuple[str, ...], me: int, column: Column) -> ColumnElement[bool]:
    everybody = specialists(work)
    ids = {each.id for each in everybody if not {each.email.lower(), each.name.lower()}.isdisjoint(values)}
    ids |= {me} if "me" in values else set()
    own = func.coalesce(TicketRow.assignee_id, 0) if column is _hidden else TicketRow.assignee_id
    nobody = column(TicketRow.assignee_id).is_(None)
    return or_(own.in_(sorted(ids)), nobody) if "none" in values else own.in_(sorted(ids))


def _when(work: Work, asked: When, column: Column) -> ColumnElement[bool]:
    times = {"sla": TicketRow.due_at, "created": TicketRow.created_at}
    own = column(times[asked.name]) if asked.name in times else TicketRow.updated_at
    first, end = asked.bounds(work.now)
    return and_(
        own >= literal(first, UtcTime) if first is not None else true(),
        own < literal(end, UtcTime) if end is not None else true(),
    )
