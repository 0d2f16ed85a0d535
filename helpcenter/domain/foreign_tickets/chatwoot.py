"""Chatwoot: conversations with their messages, as its API gives them out.

https://developers.chatwoot.com/api-reference/conversations/conversations-list
"""

from __future__ import annotations

from helpcenter.domain.foreign_tickets.values import (
    Aside,
    Entry,
    ForeignTicket,
    Person,
    Record,
    files,
    lost,
    moment,
    part,
    parts,
    text,
    words,
)
from helpcenter.domain.tickets import Priority, Status

KINDS = frozenset({"conversations", "payload", "tickets"})
STATUSES = {"open": Status.OPEN, "pending": Status.NEW, "snoozed": Status.OPEN, "resolved": Status.SOLVED}
PRIORITIES = {"low": Priority.LOW, "medium": Priority.NORMAL, "high": Priority.HIGH, "urgent": Priority.URGENT}
INCOMING, OUTGOING, ACTIVITY = "0", "1", "2"
NAMED = {"incoming": INCOMING, "outgoing": OUTGOING, "activity": ACTIVITY, "template": "3"}
MOST_SUBJECT = 80


def aside(kind: str, record: Record, kept: Aside) -> None:
    """Keep a record that belongs to conversations: `contacts`, `agents`, and `messages` that name theirs."""
    if kind in ("contacts", "agents"):
        name = text(record, "name", "available_name")
        kept.people[f"{kind}:{text(record, 'id')}"] = Person(text(record, "email"), name, kind == "agents")
    if kind == "messages":
        kept.said.setdefault(text(record, "conversation_id"), []).append(record)


def ticket(record: Record, kept: Aside) -> ForeignTicket:
    """Return a conversation as a ticket; it has no subject there, so that its first words are one."""
    key, status = text(record, "id", "display_id"), text(record, "status")
    meta = part(record, "meta")
    sender, chosen = part(meta, "sender"), part(meta, "assignee")
    requester = Person(text(sender, "email"), text(sender, "name"), False)
    if not requester.email:
        requester = kept.people.get(f"contacts:{text(sender, 'id')}", requester)
    messages = {text(each, "id"): each for each in (*kept.said.get(key, ()), *parts(record, "messages"))}.values()
    said = [each for each in messages if _type(each) != ACTIVITY]
    entries = tuple(_entry(each, requester, kept) for each in said)
    subject = text(part(record, "additional_attributes"), "mail_subject")
    first = next((each.body for each in entries if each.body.strip() and not each.private), "")
    return ForeignTicket(
        key,
        subject or first.strip().partition("\n")[0][:MOST_SUBJECT],
        STATUSES.get(status, Status.OPEN),
        PRIORITIES.get(text(record, "priority"), Priority.NORMAL),
        requester,
        Person(text(chosen, "email"), text(chosen, "name"), True),
        words(record, "labels"),
        moment(record, "created_at", "timestamp"),
        moment(record, "last_activity_at", "updated_at", "timestamp"),
        moment(record, "last_activity_at", "updated_at", "timestamp"),
        entries,
        lost(status, STATUSES, fields=bool(part(record, "custom_attributes"))),
    )


def _entry(each: Record, requester: Person, kept: Aside) -> Entry:
    sender, incoming = part(each, "sender"), _type(each) == INCOMING
    author = Person(text(sender, "email"), text(sender, "name", "available_name"), not incoming)
    if not author.email:
        author = kept.people.get(f"agents:{text(sender, 'id') or text(each, 'sender_id')}", author)
    body = text(each, "content")
    who = requester if incoming else author
    return Entry(moment(each, "created_at"), who, not incoming, _private(each), body, files(each))


def _private(each: Record) -> bool:
    return each.get("private") is True


def _type(each: Record) -> str:
    """What kind of message it is: the API numbers them, webhooks name them."""
    kind = text(each, "message_type")
    return NAMED.get(kind, kind)
