"""Surveys: rated by the ticket's customer, on the page or by the link in a letter, and read by reports."""

from __future__ import annotations

from datetime import datetime

from helpcenter.domain.faults import Conflict, Fault, Invalid, NotFound
from helpcenter.domain.people import Contact
from helpcenter.domain.surveys import MAX_COMMENT, RATINGS, Survey
from helpcenter.domain.text import is_blank, storable
from helpcenter.domain.tickets import Status, Ticket
from helpcenter.links import ticket_of_survey
from helpcenter.services import tickets
from helpcenter.services.turns import event, locked, tell
from helpcenter.store import people, surveys
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work


def rate(work: Work, contact: Contact, ticket_id: int, rating: int, comment: str = "") -> Survey:
    """Rate a closed ticket of one's own, or change what was said of it within 14 days.

    Raises NotFound, Invalid on `rating` and `comment`, Conflict when the ticket is open or the rating too old.
    """
    return _rate(work, tickets.own(work, contact, ticket_id), rating, comment)


def rate_by_link(work: Work, token: str, rating: int, comment: str = "") -> Survey:
    """Rate by the link of a letter: whoever has the letter may. Raises what `rate` raises."""
    return _rate(work, locked(work, _numbered(work, token)), rating, comment)


def peek(work: Work, token: str) -> tuple[Ticket, Survey | None]:
    """Return the ticket that a letter's link is about, with its rating so far. Changes nothing. Raises NotFound."""
    number = _numbered(work, token)
    return tickets.get(work, number), surveys.get(work, number)


def get(work: Work, ticket_id: int) -> Survey | None:
    """Return a ticket's rating, None when it has none."""
    return surveys.get(work, ticket_id)


def between(work: Work, start: datetime, end: datetime) -> list[Survey]:
    """Return the ratings first given from `start` on and before `end` (UTC), oldest first: the feed of reports."""
    return surveys.between(work, start, end)


def _rate(work: Work, row: TicketRow, rating: int, comment: str) -> Survey:
    comment = "" if is_blank(comment) else storable(comment).strip()
    faults = {} if rating in RATINGS else {"rating": Fault.MISSING}
    if len(comment) > MAX_COMMENT:
        faults["comment"] = Fault.TOO_LONG
    if faults:
        raise Invalid(faults)
    before = surveys.get(work, row.id)
    if not Status(row.status).is_closed or (before and not before.is_changeable(work.now)):
        raise Conflict("this cannot be rated now")
    if before is None or (before.rating, before.comment) != (rating, comment):
        surveys.put(work, row.id, rating, comment, row.assignee_id)
        contact = people.contact(work, row.contact_id)
        if contact is not None:
            event(work, row, contact.author, "rated", rating=str(rating), comment=comment)
        tell(work, row, "ticket.rated", rating=rating)
    found = surveys.get(work, row.id)
    assert found is not None
    return found


def _numbered(work: Work, token: str) -> int:
    number = ticket_of_survey(token, work.settings.secret_key)
    if number is None:
        raise NotFound("survey")
    return number
