"""Views of the queue: a page of one, and how much each holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from helpcenter.domain.faults import Fault, Invalid, NotFound
from helpcenter.domain.filtering import fits
from helpcenter.domain.filters import Filter, parse
from helpcenter.domain.people import Specialist
from helpcenter.domain.rights import Right
from helpcenter.domain.text import is_blank, one_line
from helpcenter.domain.tickets import Ticket
from helpcenter.domain.views import MAX_NAME, MOST_OWN, OwnView, View
from helpcenter.services import rights, ticket_search
from helpcenter.store import filters, journal, own_views, ticket_tags, views
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
    """Return how many tickets each view holds, by its id; COUNT_AT_MOST means that many or more.

    Views that look for words are left out: what a search finds is not counted.
    """
    return {view.id: _count(work, view, specialist_id) for view in wanted if not (view.asked and view.asked.words)}


def own(work: Work, specialist: Specialist) -> list[OwnView]:
    """Return the views that a specialist saved or that others share: shared ones first, in the order of saving."""
    return own_views.of_specialist(work, specialist.id)


def keep(work: Work, specialist: Specialist, name: str, text: str, *, shared: bool) -> int:
    """Give a filter a name, for its author or for everybody. Returns the view's id.

    Raises FilterError, Invalid on `name`, and Forbidden where one may not share.
    """
    parse(text)
    name = one_line(name)
    if is_blank(name):
        raise Invalid({"name": Fault.MISSING})
    if len(name) > MAX_NAME or own_views.count(work, specialist.id) >= MOST_OWN:
        raise Invalid({"name": Fault.TOO_LONG})
    if shared:
        rights.demand(work, specialist, Right.SHARED_VIEWS)
    view_id = own_views.add(work, specialist.id, name, text, shared=shared)
    journal.append(work, "view.kept", view=view_id)
    return view_id


def drop(work: Work, specialist: Specialist, view_id: int) -> None:
    """Remove a view: one's own, or a shared one where one may. Raises NotFound, Forbidden."""
    found = next((each for each in own_views.of_specialist(work, specialist.id) if each.id == view_id), None)
    if found is None:
        raise NotFound("view")
    if found.shared:
        rights.demand(work, specialist, Right.SHARED_VIEWS)
    own_views.remove(work, view_id)
    journal.append(work, "view.dropped", view=view_id)


def _count(work: Work, view: View, specialist_id: int) -> int:
    if view.asked is not None:
        return filters.count(work, view.asked, specialist_id, COUNT_AT_MOST)
    return views.count(work, view, specialist_id, COUNT_AT_MOST)


def known_tags(work: Work) -> list[str]:
    """Return the tags that tickets have, for completion: in order, at most some hundreds."""
    return ticket_tags.known(work)


def _searched(work: Work, asked: Filter, specialist_id: int, after: int | None, limit: int) -> list[Ticket]:
    hits = ticket_search.find(
        work, asked.words, "date", limit, after, keep=lambda ticket: fits(asked, ticket, specialist_id, work.now)
    )
    return [hit.ticket for hit in hits]
