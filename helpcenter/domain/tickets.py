"""Tickets: one conversation each, its status, and what may be done to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from helpcenter.domain import fields
from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.people import Author, Contact, Specialist
from helpcenter.domain.text import is_blank, normal_address, one_line, storable

MAX_SUBJECT = 200
MAX_BODY = 50_000
TOPICS = ("general", "subscription")


class Status(StrEnum):
    """new → open (our turn) ⇄ waiting (customer's turn) → solved → closed. Customers see open and closed only."""

    NEW = "new"
    OPEN = "open"
    WAITING = "waiting"
    SOLVED = "solved"
    CLOSED = "closed"

    @property
    def is_closed(self) -> bool:
        """Whether the customer sees the ticket as closed."""
        return self in (Status.SOLVED, Status.CLOSED)


class Priority(StrEnum):
    """How much a ticket matters."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class MessageKind(StrEnum):
    """What an entry of the timeline is."""

    REPLY = "reply"
    NOTE = "note"
    EVENT = "event"
    CHAT = "chat"
    CALL = "call"


CUSTOMER_SEES = frozenset({MessageKind.REPLY, MessageKind.CHAT, MessageKind.CALL})
PUBLIC_EVENTS = frozenset(
    {
        "submitted",
        "closed",
        "reopened",
        "solved",
        "staff_access",
        "follows",
        "continued",
        "merged_from",
        "split",
        "split_from",
    }
    | {"chat_accepted", "chat_passed_on", "chat_returned", "chat_left", "chat_by_mail", "chat_continued"}
    | {"callback_cancelled", "callback_changed", "callback_claimed", "callback_handed_over"}
)


@dataclass(frozen=True)
class Submission:
    """What a customer sends from the contact form; `asked` is the reference of the question before it, if any.

    `checked` makes it fit to store.
    """

    site_id: int
    channel: str
    email: str
    subject: str
    body: str
    locale: str
    topic: str = "general"
    question: str = ""
    evidence: Mapping[str, str] = field(default_factory=dict)
    asked: str = ""
    follows: int | None = None
    """The ticket of the same customer that this one goes on from."""

    def checked(self, locales: tuple[str, ...]) -> Submission:
        """Return it in storable form. Raises Invalid naming every field that cannot be taken."""
        faults: dict[str, Fault] = {}
        subject, body = one_line(self.subject), storable(self.body).strip("\n")
        fields.check_length(faults, "subject", subject, MAX_SUBJECT)
        fields.check_length(faults, "body", body, MAX_BODY)
        email = self.email
        try:
            email = normal_address(self.email)
        except ValueError:
            faults["email"] = Fault.MISSING if is_blank(self.email) else Fault.NOT_AN_ADDRESS
        if self.locale not in locales:
            faults["locale"] = Fault.NOT_OFFERED
        if self.topic not in TOPICS:
            faults["topic"] = Fault.NOT_OFFERED
        if faults:
            raise Invalid(faults)
        evidence = {one_line(k)[:40]: one_line(v)[:2000] for k, v in list(self.evidence.items())[:10] if v}
        return Submission(
            self.site_id, self.channel, email, subject, body, self.locale, self.topic,
            storable(self.question)[:MAX_BODY], evidence, self.asked, self.follows,
        )  # fmt: skip


def checked_body(body: str) -> str:
    """Return a reply's text in storable form. Raises Invalid on `body` when empty or too long."""
    return fields.checked_body(body, MAX_BODY)


@dataclass(frozen=True)
class Message:
    """One entry of the timeline. `data` holds what an event or call says of itself; `at` is UTC."""

    id: int
    ticket_id: int
    seq: int
    kind: MessageKind
    author: Author
    body: str
    at: datetime
    data: Mapping[str, Any]

    @property
    def is_event(self) -> bool:
        """Whether it is told in one line: an event, or a call of which nothing more is said."""
        return self.kind is MessageKind.EVENT or (self.kind is MessageKind.CALL and not self.body)

    @property
    def customer_sees(self) -> bool:
        """Whether the customer may see this entry."""
        return self.kind in CUSTOMER_SEES or (
            self.kind is MessageKind.EVENT and self.data.get("event") in PUBLIC_EVENTS
        )


@dataclass(frozen=True)
class Ticket:
    """One conversation. All times are UTC; `due_at` is when we promised the next answer, or None.

    `snoozed_until` is when a ticket that was put aside comes back to the queue, or None.
    """

    id: int
    site_id: int
    contact: Contact
    channel: str
    status: Status
    priority: Priority
    subject: str
    locale: str
    topic: str
    reply_to: str
    assignee: Specialist | None
    tags: tuple[str, ...]
    question: str
    evidence: Mapping[str, str]
    favourite: bool
    unread: bool
    last_seq: int
    version: int
    created_at: datetime
    updated_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    snoozed_until: datetime | None = None
    merged_into: int | None = None
    """The ticket in which this one goes on."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Values of custom fields by name."""

    @property
    def number(self) -> str:
        """The number that people say and see."""
        return f"#{self.id}"


@dataclass(frozen=True)
class Receipt:
    """What the customer is told after sending. `repeated` when the same form had been taken before."""

    ticket_id: int
    promised_at: datetime | None
    repeated: bool


def status_after_customer(status: Status) -> Status:
    """The status after the customer wrote: our turn again, whatever it was (a new ticket stays new)."""
    return status if status is Status.NEW else Status.OPEN


def status_after_reply(status: Status, chosen: Status | None) -> Status:
    """The status after a specialist's public reply: the one chosen with it, else the customer's turn."""
    return chosen or Status.WAITING
