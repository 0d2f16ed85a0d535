"""Helpcenter itself: `ticket`, `message`, `contact`, `specialist` and `attachment` of `helpcenter export`."""

from __future__ import annotations

from helpcenter.domain.foreign_tickets.values import (
    NOBODY,
    Aside,
    Entry,
    File,
    ForeignTicket,
    Person,
    Record,
    Unfit,
    lost,
    moment,
    part,
    text,
    words,
)
from helpcenter.domain.people import AuthorKind
from helpcenter.domain.tickets import CUSTOMER_SEES, MessageKind, Priority, Status

KINDS = frozenset({"ticket", "tickets"})
STATUSES = {each.value: each for each in Status}
PRIORITIES = {each.value: each for each in Priority}
SAID = frozenset({*CUSTOMER_SEES, MessageKind.NOTE})
OWN = frozenset({"imported"})
"""Fields that a ticket gets by itself."""


def aside(kind: str, record: Record, kept: Aside) -> None:
    """Keep a record that belongs to tickets: who takes part, what was said, the files."""
    if kind in ("contacts", "agents"):
        person = Person(text(record, "email"), text(record, "name"), kind == "agents", text(record, "locale"))
        kept.people[f"{kind}:{text(record, 'id')}"] = person
    if kind == "messages":
        kept.said.setdefault(text(record, "ticket_id"), []).append(record)
    if kind == "attachments":
        kept.said.setdefault(_files_of(record), []).append(record)


def ticket(record: Record, kept: Aside) -> ForeignTicket:
    """Return a ticket. Raises Unfit for one that went up into another one, which has its messages."""
    key, status, channel = text(record, "id"), text(record, "status"), text(record, "channel")
    if text(record, "merged_into"):
        raise Unfit(f"it was merged into ticket {text(record, 'merged_into')} there")
    requester = kept.people.get(f"contacts:{text(record, 'contact_id')}", NOBODY)
    requester = Person(requester.email, requester.name, False, text(record, "locale") or requester.locale)
    told = sorted(kept.said.get(key, ()), key=lambda each: int(text(each, "seq") or 0))
    entries = tuple(_entry(each, requester, kept) for each in told if text(each, "kind") in SAID)
    gone = {
        f"channel {channel!r}: e-mail here": channel not in ("", "email"),
        "history: who assigned it, changed it or closed it, and when": len(entries) < len(told),
    }
    fields = bool(part(record, "fields").keys() - OWN)
    created = moment(record, "created_at")
    return ForeignTicket(
        f"{key}-{created:%Y%m%d%H%M%S}" if created else key,  # so that two Helpcenters' tickets 1 are two
        text(record, "subject"),
        STATUSES.get(status, Status.OPEN),
        PRIORITIES.get(text(record, "priority"), Priority.NORMAL),
        requester,
        kept.people.get(f"agents:{text(record, 'assignee_id')}", NOBODY),
        words(record, "tags"),
        created,
        moment(record, "updated_at"),
        moment(record, "closed_at"),
        entries,
        (*lost(status, STATUSES, fields=fields), *(what for what, true in gone.items() if true)),
    )


def _entry(each: Record, requester: Person, kept: Aside) -> Entry:
    by_customer = text(each, "author_kind") == AuthorKind.CONTACT
    known = f"{'contacts' if by_customer else 'agents'}:{text(each, 'author_id')}"
    author = kept.people.get(known, Person(name=text(each, "author_name")))
    if by_customer and author.email == requester.email:
        author = requester
    named = (File(text(file, "name"), "", _place(file)) for file in kept.said.get(_files_of(each), ()))
    private = text(each, "kind") == MessageKind.NOTE
    return Entry(moment(each, "at"), author, not by_customer, private, text(each, "body"), tuple(named))


def _files_of(record: Record) -> str:
    return f"files:{text(record, 'ticket_id')}:{text(record, 'message_seq', 'seq')}"


def _place(file: Record) -> str:
    return f"attachments/{text(file, 'sha256')}"
