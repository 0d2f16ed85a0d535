"""Header fields of letters: what machines read, folded so that nothing can become anything else."""

from __future__ import annotations

import re
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy

from helpcenter.domain.deliveries import AUTOMATIC_LETTERS, Delivery
from helpcenter.domain.text import one_line


class _MessageIds(UnstructuredHeader, BaseHeader):
    """One id a line. The standard class would encode one too long for a line, and break the thread or the address."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: " + f"{policy.linesep} ".join(self.split()) + policy.linesep


def smtp_policy(*, utf8: bool) -> Policy:
    """Return SMTP's rules for mail; `utf8` only for addresses that cannot be written without it (RFC 6532)."""
    headers = HeaderRegistry()
    for name in ("message-id", "in-reply-to", "references", "list-unsubscribe"):
        headers.map_to_type(name, _MessageIds)
    return SMTP.clone(header_factory=headers, utf8=utf8)


def mark(mail: EmailMessage, delivery: Delivery) -> None:
    """Write what machines read: the thread, and whether a person wrote it (RFC 3834)."""
    mail["Message-ID"] = delivery.message_id
    if delivery.in_reply_to:
        mail["In-Reply-To"] = delivery.in_reply_to
        mail["References"] = " ".join(delivery.references)
    if delivery.letter.name in AUTOMATIC_LETTERS:
        mail["Auto-Submitted"] = "auto-generated"
        mail["X-Auto-Response-Suppress"] = "All"


def header_text(text: str) -> str:
    """Return text fit for a header: one line without control characters, so that nothing can begin another header."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", one_line(text)).strip()


def ascii_address(address: str, name: str = "") -> Address:
    """Return an address with its host name in ASCII (RFC 5891), and the name to show. Raises ValueError."""
    local, _, domain = address.rpartition("@")
    return Address(name, username=local, domain=domain.encode("idna").decode("ascii"))
