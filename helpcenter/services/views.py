"""Views of the queue: a page of one, and how much each holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from helpcenter.domain.filtering import fits
from helpcenter.domain.filters import Filter
from helpcenter.domain.tickets import Ticket
from helpcenter.domain.views import View
from helpcenter.services import ticket_search
from helpcenter.store import filters, people, ticket_tags, views
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
    """Return a page of a view, last changed first, from before the (updated_at, id) of the last one seen.

    With words in its filter at most so many tickets are found as the search reads.
    """
    asked = view.asked
    if asked is not None and asked.words:
        return _searched(work, asked, specialist_id, before[1] if before else None, limit)
    if asked is not None:
        return filters.page(work, asked, specialist_id, before=before, limit=limit)
    return views.page(work, view, specialist_id, before=before, limit=limit)


def counts(work: Work, wanted: Iterable[View], specialist_id: int) -> dict[str, int]:
    """Return how many tickets each view holds, by its id; COUNT_AT_MOST means that many or more."""
    return {view.id: views.count(work, view, specialist_id, COUNT_AT_MOST) for view in wanted}


def known_tags(work: Work) -> list[str]:
    """Return the tags that tickets have, for completion: in order, at most some hundreds."""
    return ticket_tags.known(work)


def _searched(work: Work, asked: Filter, specialist_id: int, after: int | None, limit: int) -> list[Ticket]:
    specialist = people.specialist(work, specialist_id)
    if specialist is None:
        return []
    hits = ticket_search.find(
        work,
        specialist,
        asked.words,
        "date",
        limit,
        after,
        keep=lambda ticket: fits(asked, ticket, specialist_id, work.now),
    )
    return [hit.ticket for hit in hits]
