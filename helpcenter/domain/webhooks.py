"""Webhooks: what other programs are told, at which address, and how they know that it was us (Standard Webhooks)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from helpcenter.domain.faults import Fault, Invalid

MOST_URL = 254
_SECRET = "whsec_"  # noqa: S105 - the mark of a secret, not one


class Event(StrEnum):
    """What a webhook can be told."""

    TICKET_CREATED = "ticket.created"
    TICKET_REPLIED = "ticket.replied"
    TICKET_STATUS = "ticket.status_changed"
    TICKET_CLOSED = "ticket.closed"
    SURVEY_GIVEN = "survey.given"
    ARTICLE_PUBLISHED = "article.published"


TEST_EVENT = "webhook.test"

OF_JOURNAL: Mapping[str, Event] = {
    "ticket.submitted": Event.TICKET_CREATED,
    "ticket.replied": Event.TICKET_REPLIED,
    "ticket.answered": Event.TICKET_REPLIED,
    "ticket.rated": Event.SURVEY_GIVEN,
}
"""Entries of the journal that are told. Lines of a live chat are not, one by one: its ticket's status is."""


@dataclass(frozen=True)
class Webhook:
    """An address that is told of `events`, with the secret that its messages are signed with."""

    id: int
    url: str
    secret: str
    events: tuple[Event, ...]
    created_at: datetime


def checked_url(url: str, *, private: bool) -> str:
    """Return an address to tell. Raises Invalid on `url`: without leave for private networks it has to be https."""
    parts = urlsplit(url)
    allowed = ("https", "http") if private else ("https",)
    try:
        port_is_one = parts.port is None or parts.port > 0
    except ValueError:
        port_is_one = False
    plain = url.isascii() and url.isprintable() and " " not in url
    if not plain or parts.scheme not in allowed or not parts.hostname or parts.username is not None or not port_is_one:
        raise Invalid({"url": Fault.WRONG})
    if len(url) > MOST_URL:
        raise Invalid({"url": Fault.TOO_LONG})
    return url


def checked_events(names: Collection[str]) -> tuple[Event, ...]:
    """Return the events by name, all when none is named. Raises Invalid on `events`."""
    try:
        wanted = {Event(name) for name in names}
    except ValueError:
        raise Invalid({"events": Fault.WRONG}) from None
    return tuple(event for event in Event if event in wanted or not wanted)


def new_secret() -> str:
    """Return a fresh secret."""
    return _SECRET + base64.b64encode(secrets.token_bytes(32)).decode()


def new_id() -> str:
    """Return the name of one message, the same for all tries."""
    return f"msg_{secrets.token_hex(16)}"


def signed_headers(secret: str, message_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """Return what a message says of itself: its name, when it was sent, and the seal over both and the body."""
    stamp = str(int(at.timestamp()))
    key = base64.b64decode(secret.removeprefix(_SECRET))
    seal = hmac.new(key, f"{message_id}.{stamp}.".encode() + body, hashlib.sha256).digest()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{base64.b64encode(seal).decode()}",
    }
