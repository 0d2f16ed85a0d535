"""Views of the queue: a page of one, and how much each holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from helpcenter.domain.tickets import Ticket
from helpcenter.domain.views import View
from helpcenter.store import views
from helpcenter.store.work import Work

COUNT_AT_MOST = 1000
"""Counting stops here: a reader learns nothing from 8,431 that "999+" does not say, and a store pays for it."""


def page(
    work: Work,
    view: View,
    specialist_id: int,
    *,
    before: tuple[datetime, int] | None = None,
    limit: int = 100,
) -> list[Ticket]:
    """Return a page of a view, last changed first, from before the (updated_at, id) of the last one seen."""
    return views.page(work, view, specialist_id, before=before, limit=limit)


def counts(work: Work, wanted: Iterable[View], specialist_id: int) -> dict[str, int]:
    """Return how many tickets each view holds, by its id; COUNT_AT_MOST means that many or more."""
    return {view.id: views.count(work, view, specialist_id, COUNT_AT_MOST) for view in wanted}
