"""FreeScout: conversations with their threads, as its API gives them out (`/api/conversations?embed=threads,tags`).

https://api-docs.freescout.net/#conversations
"""

from __future__ import annotations

from helpcenter.domain.foreign_tickets.values import (
    Aside,
    Entry,
    ForeignTicket,
    Person,
    Record,
    Unfit,
    files,
    lost,
    moment,
    part,
    parts,
    plain,
    text,
)
from helpcenter.domain.tickets import Priority, Status

KINDS = frozenset({"conversations", "tickets"})
STATUSES = {"active": Status.OPEN, "pending": Status.WAITING, "closed": Status.CLOSED}
SAID = frozenset({"customer", "message", "note"})


def aside(kind: str, record: Record, kept: Aside) -> None:
    """Keep `customers` and `users`, for where a thread only names their number."""
    if kind in ("customers", "users"):
        kept.people[f"{kind}:{text(record, 'id')}"] = _person(record, kind == "users")


def ticket(record: Record, kept: Aside) -> ForeignTicket:
    """Return a conversation as a ticket. Raises Unfit for spam, drafts and what was deleted there."""
    status, state = text(record, "status"), text(record, "state")
    if status == "spam" or state in ("deleted", "draft"):
        raise Unfit("it is spam there" if status == "spam" else f"it is {state} there")
    customer = part(record, "customer")
    requester = _person(customer, False)
    if not requester.email:
        requester = kept.people.get(f"customers:{text(customer, 'id')}", requester)
    within = part(record, "_embedded")
    threads = [each for each in parts(within, "threads") if text(each, "type") in SAID]
    published = [each for each in threads if text(each, "state") in ("", "published")]
    fields = any(text(each, "value") for each in parts(record, "customFields"))
    return ForeignTicket(
        text(record, "number", "id"),
        text(record, "subject"),
        STATUSES.get(status, Status.OPEN),
        Priority.NORMAL,
        requester,
        _person(part(record, "assignee"), True),
        tuple(text(each, "name", "tag") for each in parts(within, "tags")),
        moment(record, "createdAt"),
        moment(record, "updatedAt", "closedAt"),
        moment(record, "closedAt", "updatedAt"),
        tuple(_entry(each, requester) for each in published),
        lost(status, STATUSES, fields=fields),
    )


def _entry(each: Record, requester: Person) -> Entry:
    kind, maker = text(each, "type"), part(each, "createdBy")
    author = _person(maker or part(each, "customer"), kind != "customer")
    own = kind == "customer" and author.email in ("", requester.email)
    words = plain(text(each, "body", "text"))
    who, own_files = requester if own else author, files(part(each, "_embedded"))
    return Entry(moment(each, "createdAt"), who, kind != "customer", kind == "note", words, own_files)


def _person(record: Record, agent: bool) -> Person:
    name = " ".join(filter(None, (text(record, "firstName"), text(record, "lastName"))))
    return Person(text(record, "email"), name, agent)
