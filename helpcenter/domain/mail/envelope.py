"""The cheap pass: what a mail's own header says. It needs no walk over the body and is all there is when that fails."""

from __future__ import annotations

from helpcenter.domain.mail.addresses import addresses
from helpcenter.domain.mail.automatic import automatic
from helpcenter.domain.mail.headers import Fields, read_fields
from helpcenter.domain.mail.identifiers import date, message_id, message_ids
from helpcenter.domain.mail.limits import MAX_ADDRESSES
from helpcenter.domain.mail.values import Address, ParsedMail
from helpcenter.domain.mail.words import header_text

_RAW_KEPT = 20_000
"""Bytes of one field that are kept as text beside what was understood of it."""


def envelope(raw: bytes) -> ParsedMail:
    """Return what the header of a raw mail says, with no text and no files. Any bytes; linear; never raises."""
    fields, _ = read_fields(raw, 0)
    return of_fields(fields)


def of_fields(fields: Fields) -> ParsedMail:
    """Return the same from fields that were read already."""
    senders = _all(fields, "from") or _all(fields, "sender")
    subject = header_text(fields.first("subject"))
    return ParsedMail(
        senders=senders,
        to=_all(fields, "to"),
        cc=_all(fields, "cc"),
        reply_to=_all(fields, "reply-to"),
        subject=subject,
        date=date(fields.first("date")),
        message_id=message_id(fields.first("message-id")),
        in_reply_to=message_ids(fields.first("in-reply-to")),
        references=message_ids(b" ".join(fields.all("references"))),
        automatic=why_automatic(fields, senders, subject, report=False),
        headers=tuple((name, header_text(value[:_RAW_KEPT])) for _, name, value in fields.rows),
        cuts=("header",) if fields.cut else (),
    )


def why_automatic(fields: Fields, senders: tuple[Address, ...], subject: str, *, report: bool) -> str:
    """Return why no person wrote this, or ""."""
    headers: dict[str, list[str]] = {}
    for key, _, value in fields.rows:
        headers.setdefault(key, []).append(value[:500].decode("utf-8", "replace"))
    return automatic(headers, senders[0].address if senders else "", subject, report)


def _all(fields: Fields, name: str) -> tuple[Address, ...]:
    return tuple(each for value in fields.all(name)[:20] for each in addresses(value))[:MAX_ADDRESSES]
