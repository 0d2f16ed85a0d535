"""Reading and counting what a view holds, without touching more rows than are asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, literal, select, tuple_, union_all

from helpcenter.domain.tickets import Status, Ticket
from helpcenter.domain.views import View
from helpcenter.store.database import BigId, UtcTime
from helpcenter.store.tickets import WHOLE, TicketRow, ticket_value
from helpcenter.store.work import Work


def page(
    work: Work, view: View, specialist_id: int, *, before: tuple[datetime, int] | None, limit: int
) -> list[Ticket]:
    """Return a page of a view, last changed first, from before the given (updated_at, id).

    Each status is read by itself, in the order of its index, and the few first of each are merged: asked for several
    statuses at once, the store would sort all of them.
    """
    heads = [
        select(_narrowed(view, status, specialist_id, before).order_by(*_newest()).limit(limit).subquery().c.id)
        for status in view.statuses or (None,)
    ]
    ids = union_all(*heads).subquery()
    query = (
        select(TicketRow).options(*WHOLE).where(TicketRow.id.in_(select(ids.c.id))).order_by(*_newest()).limit(limit)
    )
    return [ticket_value(row) for row in work.session.scalars(query)]


def count(work: Work, view: View, specialist_id: int, at_most: int) -> int:
    """Return how many tickets a view holds for a specialist, `at_most` when there are more."""
    found = 0
    for status in view.statuses or (None,):
        some = _narrowed(view, status, specialist_id, None).limit(at_most - found).subquery()
        found += work.session.scalar(select(func.count()).select_from(some)) or 0
    return found


def _narrowed(
    view: View, status: Status | None, specialist_id: int, before: tuple[datetime, int] | None
) -> Select[Any]:
    query = select(TicketRow.id)
    if status is not None:
        query = query.where(TicketRow.status == status.value)
    if view.mine:
        query = query.where(TicketRow.assignee_id == specialist_id)
    if view.unassigned:
        query = query.where(TicketRow.assignee_id.is_(None))
    if view.snoozed is not None:
        query = query.where(TicketRow.snoozed_until.is_not(None) if view.snoozed else TicketRow.snoozed_until.is_(None))
    if before is not None:
        place = tuple_(literal(before[0], UtcTime), literal(before[1], BigId))
        query = query.where(tuple_(TicketRow.updated_at, TicketRow.id) < place)
    return query


def _newest() -> tuple[Any, Any]:
    return TicketRow.updated_at.desc(), TicketRow.id.desc()
