"""To which ticket a mail belongs, by what only we can have written: Message-IDs, plus-addresses, subject tokens."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterator

from helpcenter.domain.deliveries import ticket_of
from helpcenter.domain.mail.values import ParsedMail
from helpcenter.domain.text import storable

_PLUS = re.compile(r"[^@\s]{1,64}\+t(\d{1,18})\.([0-9a-f]{16})@", re.IGNORECASE)
_TOKEN = re.compile(r"\[#(\d{1,18})-([0-9a-f]{16})\]", re.IGNORECASE)
_DELIVERED = ("delivered-to", "x-original-to", "envelope-to")
_FORWARDABLE = re.compile(r"[!-;=?-~]{1,200}@[!-;=?-~]{1,50}")


def plus_address(address: str, ticket_id: int, secret: str) -> str:
    """Return our address with a signed mark of a ticket: `support+t12.<hmac>@example.com` (RFC 5233)."""
    local, _, domain = address.rpartition("@")
    return f"{local}+t{ticket_id}.{_seal('plus', ticket_id, secret)}@{domain}"


def subject_token(ticket_id: int, secret: str) -> str:
    """Return the signed mark of a ticket for the end of a subject: `[#12-<hmac>]`."""
    return f"[#{ticket_id}-{_seal('subject', ticket_id, secret)}]"


def proven_tickets(mail: ParsedMail, secret: str) -> tuple[int, ...]:
    """Return the tickets that a mail proves to answer, the surest first, each once. Whoever sent it is not looked at.

    Only what carries our seal counts; a bare number in a subject is a guess, and we do not guess.
    """
    return tuple(dict.fromkeys(_found(mail, secret)))


def named_mails(mail: ParsedMail) -> tuple[str, ...]:
    """Return the Message-IDs that a mail answers, the nearest first, without brackets, storable."""
    return tuple(dict.fromkeys(storable(each) for each in (*mail.in_reply_to, *reversed(mail.references))))


def forwardable(message_id: str) -> bool:
    """Whether somebody else's Message-ID (without brackets) may stand in our headers: short, plain ASCII."""
    return bool(_FORWARDABLE.fullmatch(message_id))


def _found(mail: ParsedMail, secret: str) -> Iterator[int]:
    for header in named_mails(mail):
        if place := ticket_of(header, secret):
            yield place[0]
    for address in _addresses(mail):
        for number, seal in _PLUS.findall(address[:400]):
            if _sealed("plus", int(number), seal, secret):
                yield int(number)
    for number, seal in _TOKEN.findall(mail.subject):
        if _sealed("subject", int(number), seal, secret):
            yield int(number)


def _addresses(mail: ParsedMail) -> Iterator[str]:
    yield from (each.address for each in (*mail.to, *mail.cc))
    for name in _DELIVERED:
        yield from mail.all_headers(name)


def _sealed(kind: str, ticket_id: int, seal: str, secret: str) -> bool:
    return hmac.compare_digest(seal.lower(), _seal(kind, ticket_id, secret))


def _seal(kind: str, ticket_id: int, secret: str) -> str:
    return hmac.new(secret.encode(), f"mail-{kind}:{ticket_id}".encode(), hashlib.sha256).hexdigest()[:16]
