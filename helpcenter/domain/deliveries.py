"""Deliveries: what leaves the house, one row a try-until-done. Written with the change, carried later."""

from __future__ import annotations

import hashlib
import hmac
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

LEASE = timedelta(minutes=2)
"""How long a courier may hold a delivery before another one takes it over."""

SECRET_LETTERS = frozenset({"sign_in"})
"""Letters that open a door: once they are out, or given up, what stands in them is forgotten."""

OPTIONAL_LETTERS = frozenset({"reply"})
"""Letters that a customer may do without: what stands in them stands in the support inbox too."""

WEBHOOK = "webhook"
"""What a message to another program is called in the outbox."""

STAFF_LETTERS = frozenset({"mention", WEBHOOK})
"""For specialists and programs: no customer's thread knows them, and an answer by mail belongs to no ticket."""

AUTOMATIC_LETTERS = STAFF_LETTERS | frozenset(
    {"acknowledgement", "callback", "callback_missed", "closing", "community_answer", "sign_in", "silence"}
    | {"transcript"}
)
"""Letters that no person wrote: they say so (RFC 3834), so that no machine answers them."""

GIVE_UP_AFTER = timedelta(days=3)
"""RFC 5321 4.5.4.1 asks a sender to go on for at least four to five days unless told otherwise by its operator;
customers have long written again by then, so we tell the specialist after three."""


GIVE_UP_TRIES = 20
"""Tries that a letter gets in any case: one that waited for three days because no way out was set is not old."""


class Way(StrEnum):
    """How a delivery leaves the house: letters by mail, messages to other programs by HTTP."""

    MAIL = "mail"
    WEBHOOK = "webhook"


class DeliveryState(StrEnum):
    """queued → sending → sent; sending → queued after a passing fault; held waits for a person; dead is given up."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    HELD = "held"
    DEAD = "dead"


@dataclass(frozen=True)
class Letter:
    """A mail to be written: which one, to whom, in which language, with which values (JSON-able)."""

    name: str
    to: str
    locale: str
    values: Mapping[str, Any]
    ticket_id: int | None = None
    message_seq: int | None = None


@dataclass(frozen=True)
class Delivery:
    """A letter on its way. `raw` holds the bytes once written; every try sends the same ones. Times are UTC."""

    id: int
    letter: Letter
    message_id: str
    in_reply_to: str | None
    references: tuple[str, ...]
    state: DeliveryState
    attempts: int
    created_at: datetime
    next_at: datetime
    error: str | None
    raw: bytes | None


def back_off(attempts: int) -> timedelta:
    """Return how long to wait after the given number of failed tries: 1 minute doubling to 4 hours, ± 10 %."""
    minutes = min(2 ** max(attempts - 1, 0), 240)
    return timedelta(minutes=minutes * random.uniform(0.9, 1.1))  # noqa: S311 - spreads load, guards nothing


def is_given_up(created_at: datetime, now: datetime, attempts: int) -> bool:
    """Whether a letter that passing faults kept back is tried no more: three days have gone, and it had its tries."""
    return now - created_at >= GIVE_UP_AFTER and attempts >= GIVE_UP_TRIES


def message_id(ticket_id: int, seq: int, domain: str, secret: str) -> str:
    """Return the one Message-ID of a ticket's message: `<ticket.seq.hmac@domain>`, checkable without the store."""
    return f"<{ticket_id}.{seq}.{_seal(f'{ticket_id}.{seq}', secret)}@{domain}>"


def ticket_of(message_id_header: str, secret: str) -> tuple[int, int] | None:
    """Return (ticket id, seq) of one of our own Message-IDs, or None when it is not ours or was altered."""
    left = message_id_header.strip().strip("<>").rpartition("@")[0]
    parts = left.split(".")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 19 for part in parts[:2]):
        return None
    if not hmac.compare_digest(parts[2].encode(), _seal(f"{parts[0]}.{parts[1]}", secret).encode()):
        return None
    return int(parts[0]), int(parts[1])


def _seal(text: str, secret: str) -> str:
    return hmac.new(secret.encode(), b"message-id:" + text.encode(), hashlib.sha256).hexdigest()[:20]
