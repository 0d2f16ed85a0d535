"""The customer's support inbox: their own tickets and nobody else's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from helpcenter.domain.attachments import Attachment
from helpcenter.domain.faults import NotFound
from helpcenter.domain.inbox import Box, Order, Place, search_words
from helpcenter.domain.journal import Cursor
from helpcenter.domain.people import Contact
from helpcenter.domain.tickets import Message, Status, Ticket
from helpcenter.services import attachments
from helpcenter.services import tickets as verbs
from helpcenter.store import inbox, journal, tickets
from helpcenter.store.work import Work

PAGE = 30
"""Tickets of a page of the inbox."""

TIMELINE = 100
"""Entries of a page of a timeline."""


@dataclass(frozen=True)
class Inbox:
    """A page of a box, with what was said last in each ticket and when it changed for them, and counts of all boxes.

    `next` is where the next page begins, or None; `words` are what was looked for.
    """

    box: Box
    order: Order
    words: tuple[str, ...]
    tickets: tuple[Ticket, ...]
    last_said: Mapping[int, Message]
    changed: Mapping[int, datetime]
    """By ticket id when (UTC) the last thing happened that the customer can see."""
    counts: Mapping[str, int]
    next: Place | None
    cursor: Cursor
    """A place in the journal before all of this was read."""


@dataclass(frozen=True)
class Reading:
    """A ticket as its customer reads it: a page of its timeline, oldest first, files by `seq`, counts of all boxes.

    `latest` is the newest entry, on this page or not; `earlier` tells whether there are entries before the page.
    `cursor` is a place in the journal before all of this was read: whoever follows it from there misses nothing.
    """

    ticket: Ticket
    messages: tuple[Message, ...]
    latest: Message | None
    earlier: bool
    files: Mapping[int, Sequence[Attachment]]
    counts: Mapping[str, int]
    cursor: Cursor


def look(
    work: Work,
    contact: Contact,
    box: str = "all",
    *,
    order: str = "changed",
    search: str = "",
    after: Place | None = None,
) -> Inbox:
    """Return a page of a box. Raises NotFound for an unknown box or order."""
    try:
        chosen, sorted_by = Box(box), Order(order)
    except ValueError as fault:
        raise NotFound("box") from fault
    words, cursor = search_words(search), journal.end(work)
    found = inbox.page(work, contact.id, chosen, sorted_by, words, after, PAGE + 1)
    page = tuple(ticket for ticket, _ in found[:PAGE])
    changed = {ticket.id: moment for ticket, moment in found}
    last = page[-1] if len(found) > PAGE else None
    place = Place(changed[last.id] if sorted_by is Order.CHANGED else last.created_at, last.id) if last else None
    said = inbox.last_said(work, list(changed))
    return Inbox(chosen, sorted_by, words, page, said, changed, inbox.counts(work, contact.id), place, cursor)


def counts(work: Work, contact: Contact) -> dict[str, int]:
    """Return how many tickets there are in each box, and how many `unread` ones."""
    return inbox.counts(work, contact.id)


def read(
    work: Work, contact: Contact, ticket_id: int, *, before: int | None = None, after: int = 0
) -> tuple[Ticket, list[Message]]:
    """Return a customer's ticket with the newest page of what they may see between two `seq`. Raises NotFound."""
    ticket = tickets.get(work, ticket_id) if 0 < ticket_id < 2**62 else None
    if ticket is None or ticket.contact.id != contact.id:
        raise NotFound("ticket")
    return ticket, inbox.timeline(work, ticket_id, before=before, after=after, limit=TIMELINE)


def open_ticket(work: Work, contact: Contact, ticket_id: int, *, before: int | None = None, after: int = 0) -> Reading:
    """Return a customer's ticket with everything that its page shows. Raises NotFound."""
    cursor = journal.end(work)
    ticket, messages = read(work, contact, ticket_id, before=before, after=after)
    first = messages[0].seq if messages else 0
    earlier = first > after + 1 and bool(inbox.timeline(work, ticket_id, before=first, after=after, limit=1))
    files = attachments.by_message(attachments.of_ticket(work, ticket_id))
    latest = messages[-1:] if messages and before is None else inbox.timeline(work, ticket_id, limit=1)
    return Reading(
        ticket, tuple(messages), next(iter(latest), None), earlier, files, inbox.counts(work, contact.id), cursor
    )


def whole_timeline(work: Work, contact: Contact, ticket_id: int) -> list[Message]:
    """Return all that a customer may see of their ticket's timeline, however long it is. Raises NotFound."""
    ticket, page = read(work, contact, ticket_id)
    whole = page
    while page and page[0].seq > 1:
        page = inbox.timeline(work, ticket.id, before=page[0].seq, limit=TIMELINE)
        whole = [*page, *whole]
    return whole


def mark_seen(work: Work, contact: Contact, ticket_id: int) -> None:
    """Note that the customer has seen everything up to now. Raises NotFound."""
    row = verbs.own(work, contact, ticket_id)
    if row.seen_seq < row.last_public_seq:
        row.seen_seq = row.last_public_seq
        journal.append(work, "ticket.seen", ticket_id=row.id, contact_id=contact.id, public=True, seq=row.seen_seq)


def set_favourite(work: Work, contact: Contact, ticket_id: int, favourite: bool) -> Ticket:
    """Star a ticket, or take the star away. Raises NotFound."""
    row = verbs.own(work, contact, ticket_id)
    if row.favourite != favourite:
        row.favourite = favourite
        journal.append(
            work, "ticket.starred", ticket_id=row.id, contact_id=contact.id, public=True, favourite=favourite
        )
    return verbs.get(work, row.id)


def close(work: Work, contact: Contact, ticket_id: int) -> Ticket:
    """Close a ticket for the customer. Raises NotFound."""
    row = verbs.own(work, contact, ticket_id)
    return verbs.set_status(work, contact.author, row.id, Status.CLOSED)


def reopen(work: Work, contact: Contact, ticket_id: int) -> Ticket:
    """Open a closed ticket again; number and assignee stay. Raises NotFound."""
    row = verbs.own(work, contact, ticket_id)
    if not Status(row.status).is_closed:
        return verbs.get(work, row.id)
    return verbs.set_status(work, contact.author, row.id, Status.OPEN)
