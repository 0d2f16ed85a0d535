"""The customer's support inbox: their own tickets and nobody else's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from helpcenter.domain.faults import NotFound
from helpcenter.domain.people import Contact
from helpcenter.domain.tickets import Message, Status, Ticket
from helpcenter.services import tickets as verbs
from helpcenter.store import journal, tickets
from helpcenter.store.work import Work

BOXES = ("all", "open", "closed", "favourites")


@dataclass(frozen=True)
class Inbox:
    """One box of somebody's tickets, with the counts of all boxes; `older` is the key of the next page, or None."""

    box: str
    tickets: tuple[Ticket, ...]
    counts: dict[str, int]
    older: tuple[datetime, int] | None


def look(work: Work, contact: Contact, box: str = "all", *, before: tuple[datetime, int] | None = None) -> Inbox:
    """Return a page of a box, last changed first. Raises NotFound for an unknown box."""
    if box not in BOXES:
        raise NotFound("box")
    size = 50
    found = tickets.of_contact(work, contact.id, box, before=before, limit=size + 1)
    page = tuple(found[:size])
    older = (page[-1].updated_at, page[-1].id) if len(found) > size else None
    return Inbox(box, page, tickets.counts_of_contact(work, contact.id), older)


def counts(work: Work, contact: Contact) -> dict[str, int]:
    """Return how many tickets there are in each box, and how many `unread` ones."""
    return tickets.counts_of_contact(work, contact.id)


def read(work: Work, contact: Contact, ticket_id: int) -> tuple[Ticket, list[Message]]:
    """Return a customer's ticket with what they may see of its timeline. Raises NotFound."""
    ticket = tickets.get(work, ticket_id) if 0 < ticket_id < 2**62 else None
    if ticket is None or ticket.contact.id != contact.id:
        raise NotFound("ticket")
    return ticket, [message for message in tickets.timeline(work, ticket_id) if message.customer_sees]


def whole_timeline(work: Work, contact: Contact, ticket_id: int) -> list[Message]:
    """Return all that a customer may see of their ticket's timeline, however long it is. Raises NotFound."""
    verbs.own(work, contact, ticket_id)
    last, whole = 0, list[Message]()
    while page := tickets.timeline(work, ticket_id, after=last):
        whole += [message for message in page if message.customer_sees]
        last = page[-1].seq
    return whole


def mark_seen(work: Work, contact: Contact, ticket_id: int) -> None:
    """Note that the customer has seen everything up to now. Raises NotFound."""
    row = verbs.own(work, contact, ticket_id)
    if row.seen_seq < row.last_public_seq:
        row.seen_seq = row.last_public_seq
        journal.append(work, "ticket.seen", ticket_id=row.id, contact_id=contact.id, seq=row.seen_seq)


def set_favourite(work: Work, contact: Contact, ticket_id: int, favourite: bool) -> Ticket:
    """Star a ticket, or take the star away. Raises NotFound."""
    verbs.own(work, contact, ticket_id).favourite = favourite
    return verbs.get(work, ticket_id)


def close(work: Work, contact: Contact, ticket_id: int) -> Ticket:
    """Close a ticket for the customer. Raises NotFound."""
    verbs.own(work, contact, ticket_id)
    return verbs.set_status(work, contact.author, ticket_id, Status.CLOSED)


def reopen(work: Work, contact: Contact, ticket_id: int) -> Ticket:
    """Open a closed ticket again; number and assignee stay. Raises NotFound."""
    row = verbs.own(work, contact, ticket_id)
    if not Status(row.status).is_closed:
        return verbs.get(work, ticket_id)
    return verbs.set_status(work, contact.author, ticket_id, Status.OPEN)
