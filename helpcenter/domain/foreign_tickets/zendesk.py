"""Zendesk Support: the full JSON export (a ticket a line, with its comments), or what its Tickets API gives out.

https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/ and …/ticket_audits/, …/users/users/
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
    words,
)
from helpcenter.domain.tickets import Priority, Status

KINDS = frozenset({"tickets"})
STATUSES = {
    "new": Status.NEW, "open": Status.OPEN, "hold": Status.OPEN, "pending": Status.WAITING,
    "solved": Status.SOLVED, "closed": Status.CLOSED,
}  # fmt: skip
PRIORITIES = {each.value: each for each in Priority}


def aside(kind: str, record: Record, kept: Aside) -> None:
    """Keep a record that belongs to tickets: `users`, and `audits` or `comments` that name their ticket."""
    if kind == "users":
        kept.people[text(record, "id")] = _person(record)
    if kind == "audits":
        told = [
            {"author_id": record.get("author_id"), "created_at": record.get("created_at")} | dict(each)
            for each in parts(record, "events")
            if each.get("type") == "Comment"
        ]
        kept.said.setdefault(text(record, "ticket_id"), []).extend(told)
    if kind == "comments":
        kept.said.setdefault(text(record, "ticket_id"), []).append(record)


def ticket(record: Record, kept: Aside) -> ForeignTicket:
    """Return a ticket. Raises Unfit for one that was deleted there."""
    key, status = text(record, "id"), text(record, "status")
    if status == "deleted":
        raise Unfit("it was deleted there")
    requester = _whom(record, "requester", kept)
    comments = [*parts(record, "comments"), *kept.said.get(key, ())]
    entries = tuple(_entry(each, text(record, "requester_id"), requester, kept) for each in comments)
    if not entries and text(record, "description"):
        entries = (Entry(moment(record, "created_at"), requester, False, False, text(record, "description")),)
    fields = any(each.get("value") for each in parts(record, "custom_fields"))
    return ForeignTicket(
        key,
        text(record, "subject", "raw_subject"),
        STATUSES.get(status, Status.OPEN),
        PRIORITIES.get(text(record, "priority"), Priority.NORMAL),
        requester,
        _whom(record, "assignee", kept),
        words(record, "tags"),
        moment(record, "created_at"),
        moment(record, "updated_at"),
        moment(record, "solved_at", "updated_at"),
        entries,
        lost(status, STATUSES, fields=fields),
    )


def _entry(each: Record, requester_id: str, requester: Person, kept: Aside) -> Entry:
    author = _whom(each, "author", kept)
    own = text(each, "author_id") == requester_id if requester_id else author.email == requester.email
    return Entry(
        moment(each, "created_at"),
        requester if own else author,
        not own and author.agent is not False,
        each.get("public") is False,
        text(each, "plain_body") or plain(text(each, "html_body")) or text(each, "body"),
        files(each),
    )


def _whom(record: Record, name: str, kept: Aside) -> Person:
    """The person that stands in a record, or whose number does."""
    there = part(record, name)
    return _person(there) if there else kept.people.get(text(record, f"{name}_id"), Person())


def _person(user: Record) -> Person:
    role = text(user, "role")
    return Person(text(user, "email"), text(user, "name"), role != "end-user" if role else None, text(user, "locale"))
