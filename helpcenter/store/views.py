"""Counting what a view holds, without reading more than asked."""

from __future__ import annotations

from sqlalchemy import func, select

from helpcenter.domain.views import View
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work


def count(work: Work, view: View, specialist_id: int, at_most: int) -> int:
    """Return how many tickets a view holds for a specialist, `at_most` when there are more."""
    query = select(TicketRow.id).limit(at_most)
    if view.statuses is not None:
        query = query.where(TicketRow.status.in_([status.value for status in view.statuses]))
    if view.mine:
        query = query.where(TicketRow.assignee_id == specialist_id)
    if view.unassigned:
        query = query.where(TicketRow.assignee_id.is_(None))
    return work.session.scalar(select(func.count()).select_from(query.subquery())) or 0
