"""Freshdesk: the JSON of its Tickets API with `conversations` and `requester`, or of its older account export.

https://developers.freshdesk.com/api/#tickets
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

KINDS = frozenset({"tickets", "helpdesk_tickets", "helpdesk_ticket"})
STATUSES = {
    "2": Status.OPEN, "3": Status.WAITING, "4": Status.SOLVED, "5": Status.CLOSED,
    "6": Status.WAITING, "7": Status.OPEN,
}  # fmt: skip
PRIORITIES = {"1": Priority.LOW, "2": Priority.NORMAL, "3": Priority.HIGH, "4": Priority.URGENT}


def aside(kind: str, record: Record, kept: Aside) -> None:
    """Keep a record that belongs to tickets: `contacts`, `agents` (their person is in `contact`), `conversations`."""
    if kind in ("contacts", "agents"):
        whom = part(record, "contact") or record
        locale = text(whom, "language")
        kept.people[text(record, "id")] = Person(text(whom, "email"), text(whom, "name"), kind == "agents", locale)
    if kind == "conversations":
        kept.said.setdefault(text(record, "ticket_id"), []).append(record)


def ticket(record: Record, kept: Aside) -> ForeignTicket:
    """Return a ticket. Raises Unfit for spam and for one that was deleted there."""
    record = part(record, "helpdesk_ticket") or record
    if record.get("spam") is True or record.get("deleted") is True:
        raise Unfit("it is spam there" if record.get("spam") is True else "it was deleted there")
    key, status = text(record, "display_id", "id"), text(record, "status")
    requester = _requester(record, kept)
    first = text(record, "description_text") or plain(text(record, "description"))
    told = [*parts(record, "conversations", "notes"), *kept.said.get(text(record, "id"), ())]
    told = [part(each, "helpdesk_note") or each for each in told]
    entries = [_entry(each, text(record, "requester_id"), requester, kept) for each in told]
    closed = moment(part(record, "stats"), "closed_at", "resolved_at") or moment(record, "updated_at")
    return ForeignTicket(
        key,
        text(record, "subject"),
        STATUSES.get(status, Status.OPEN),
        PRIORITIES.get(text(record, "priority"), Priority.NORMAL),
        requester,
        kept.people.get(text(record, "responder_id"), Person(name=text(record, "responder_name"))),
        words(record, "tags"),
        moment(record, "created_at"),
        moment(record, "updated_at"),
        closed,
        (Entry(moment(record, "created_at"), requester, False, False, first, files(record)), *entries),
        lost(status, STATUSES, fields=any(part(record, "custom_fields").values())),
    )


def _requester(record: Record, kept: Aside) -> Person:
    there = part(record, "requester")
    known = kept.people.get(text(record, "requester_id"), Person(text(record, "email", "requester_email")))
    return Person(text(there, "email"), text(there, "name"), False, text(there, "language")) if there else known


def _entry(each: Record, requester_id: str, requester: Person, kept: Aside) -> Entry:
    author = kept.people.get(text(each, "user_id"), Person(name=text(each, "user_name")))
    own = text(each, "user_id") == requester_id if requester_id else each.get("incoming") is True
    return Entry(
        moment(each, "created_at"),
        requester if own else author,
        not own and each.get("incoming") is not True,
        each.get("private") is True,
        text(each, "body_text") or plain(text(each, "body", "body_html")),
        files(each),
    )
