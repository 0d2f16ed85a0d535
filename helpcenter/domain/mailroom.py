"""The mailroom: every mail that came, one entry each, and what became of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from helpcenter.domain.mail.values import ParsedMail

MAX_FAILURES = 3
"""Failures after which a mail is put aside, so that the rest goes on."""

PIPE = "pipe"
"""The mailbox of what comes by `helpcenter mail receive`."""


class Verdict(StrEnum):
    """What became of a mail. `failing` is tried again; every other one stands until somebody replays the mail."""

    TICKET = "ticket"
    FOLLOW_UP = "follow_up"
    NOTE = "note"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    SPAM = "spam"
    OWN = "own"
    DUPLICATE = "duplicate"
    FAILING = "failing"
    QUARANTINED = "quarantined"

    @property
    def replayable(self) -> bool:
        """Whether a replay may give another verdict without saying anything twice."""
        return self in (Verdict.AUTO_REPLY, Verdict.SPAM, Verdict.FAILING, Verdict.QUARANTINED)


@dataclass(frozen=True)
class Place:
    """Where a mail lay: a mailbox's folder and UID (RFC 9051, 2.3.1.1), or the pipe, which has none of these."""

    mailbox: str = PIPE
    folder: str = ""
    uidvalidity: int = 0
    uid: int | None = None

    def key(self, digest: str) -> str:
        """Return what is unique within folder and UIDVALIDITY: the UID, by the pipe the hash of the bytes."""
        return digest if self.uid is None else str(self.uid)


@dataclass(frozen=True)
class Entry:
    """One line of the ledger. Times are UTC; `digest` is the SHA-256 of the raw bytes, `size` counts them.

    `kept` says whether the raw bytes are here (they are not when the mail was too large).
    """

    id: int
    place: Place
    digest: str
    size: int
    kept: bool
    message_id: str
    sender: str
    subject: str
    verdict: Verdict
    reason: str
    ticket_id: int | None
    message_seq: int | None
    attempts: int
    received_at: datetime
    decided_at: datetime


@dataclass(frozen=True)
class FailingAddress:
    """An address that mail does not reach: since when (UTC), the status code (RFC 3463) and the server's words."""

    address: str
    since: datetime
    status: str
    words: str


def fingerprint(mail: ParsedMail, raw: bytes) -> str:
    """Return a hash of what a mail says, the same for two copies that came by different ways."""
    digest = hashlib.sha256()
    texts = (mail.message_id, str(mail.date), mail.subject, *(each.address for each in mail.senders), mail.text)
    for text in texts:
        digest.update(text.encode("utf-8", "replace") + b"\0")
    for file in mail.attachments:
        digest.update(hashlib.sha256(file.content).digest())
    if not mail.message_id:
        digest.update(raw)
    return digest.hexdigest()
