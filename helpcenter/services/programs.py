"""What programs do for customers: open tickets in their name, say who they are, read on page by page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from helpcenter.domain.articles import ArticleLine
from helpcenter.domain.faults import Conflict, Fault, Invalid, NotFound
from helpcenter.domain.filters import parse
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.sites import Site
from helpcenter.domain.text import normal_address, one_line
from helpcenter.domain.tickets import Submission, Ticket
from helpcenter.domain.triage import Change, checked_tags
from helpcenter.domain.views import filtered
from helpcenter.services import intake, people, sites, tickets, triage, turns, views
from helpcenter.services.idempotency import Once, once
from helpcenter.store import shelves, ticket_tags
from helpcenter.store.work import Work


def found(work: Work, who: Specialist, text: str, before: tuple[datetime, int] | None, limit: int) -> list[Ticket]:
    """Return a page of the tickets that a filter asks for, last changed first. Raises FilterError."""
    return views.page(work, filtered(parse(text)), who.id, before=before, limit=limit)


def open_ticket(
    work: Work, submission: Submission, *, name: str, tags: Sequence[str], acknowledge: bool, form: Once | None
) -> Ticket:
    """Open a ticket for a customer, made if new, whatever the policy says of their channels: the program vouches.

    The customer gets the usual receipt only when it is to `acknowledge`. Raises Invalid, Conflict.
    """
    submission = submission.checked(work.settings.locales)
    kept = checked_tags(tags)

    def act() -> dict[str, Any]:
        contact = people.ensure(work, submission.site_id, submission.email, submission.locale, one_line(name)[:200])
        row = intake.opened(work, contact, submission)
        if kept:
            ticket_tags.put(work, row, kept)
        if acknowledge:
            intake.acknowledged(work, row)
        return {"ticket_id": row.id}

    body = {"subject": submission.subject, "body": submission.body, "email": submission.email, "tags": kept}
    result, _ = once(work, form, body, act)
    return tickets.get(work, result["ticket_id"])


def change(work: Work, who: Specialist, ticket_id: int, wanted: Change, expected_version: int | None) -> Ticket:
    """Change a ticket, unless it is another version than expected. Raises NotFound, Conflict, Invalid."""
    if expected_version is not None and turns.locked(work, ticket_id).version != expected_version:
        raise Conflict("the ticket changed meanwhile")
    done = triage.change(work, who, [ticket_id], wanted)
    if done.refused:
        raise NotFound("ticket")
    return done.tickets[0]


def put_contact(work: Work, site: Site, claims: Mapping[str, Any]) -> Contact:
    """Take over who a customer is, as a host's signature says it. Raises Invalid."""
    try:
        normal_address(str(claims["email"]))
    except ValueError:
        raise Invalid({"email": Fault.NOT_AN_ADDRESS}) from None
    try:
        return people.vouched(work, site, claims)
    except NotFound:
        raise Invalid({"account": Fault.WRONG}) from None


def site_of(work: Work, key: str | None) -> Site:
    """Return a site by its key, the first one for None. Raises Invalid on `site`."""
    find: Callable[[], Site] = (lambda: sites.get(work, key)) if key else (lambda: sites.first(work))
    try:
        return find()
    except NotFound:
        raise Invalid({"site": Fault.UNKNOWN}) from None


def published(work: Work, locale: str, after: str | None, limit: int) -> list[ArticleLine]:
    """Return articles that everybody reads, by slug, in one language or else the default one, behind a slug."""
    return shelves.by_slug(work, (locale, work.settings.default_locale), limit, after)
