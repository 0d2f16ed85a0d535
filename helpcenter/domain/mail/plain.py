"""A `ParsedMail` as plain values for JSON: whole and back, for the way out of the child, and as it is printed."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from helpcenter.domain.mail.values import Address, Attachment, Bounce, Failure, ParsedMail, Segment

_SPECIALS = frozenset('()<>[]:;@\\,"')


def packed(mail: ParsedMail) -> dict[str, Any]:
    """Return all of a mail but its files' contents."""
    bare = replace(mail, attachments=tuple(replace(each, content=b"") for each in mail.attachments))
    values = asdict(bare)
    for file in values["attachments"]:
        del file["content"]
    values["date"] = mail.date.isoformat() if mail.date else None
    return values


def unpacked(values: dict[str, Any], contents: list[bytes]) -> ParsedMail:
    """Return the mail that was packed, its files with their `contents` as far as there are any."""
    files = [Attachment(**each) for each in values["attachments"]]
    bounce = values["bounce"]
    return ParsedMail(
        **{
            **values,
            **{name: tuple(Address(**each) for each in values[name]) for name in ("senders", "to", "cc", "reply_to")},
            **{name: tuple(values[name]) for name in ("in_reply_to", "references", "cuts")},
            "date": datetime.fromisoformat(values["date"]) if values["date"] else None,
            "segments": tuple(Segment(**each) for each in values["segments"]),
            "headers": tuple((name, value) for name, value in values["headers"]),
            "attachments": (
                *(replace(file, content=content) for file, content in zip(files, contents, strict=False)),
                *files[len(contents) :],
            ),
            "bounce": bounce
            and Bounce(tuple(Failure(**each) for each in bounce["failures"]), bounce["original_message_id"]),
        }
    )


def shown(mail: ParsedMail) -> dict[str, Any]:
    """Return a mail as `helpcenter mail parse` prints it; people as `Name <address>`, what is missing as "" or null."""
    return {
        "from": ", ".join(map(_address, mail.senders)),
        "to": [_address(each) for each in mail.to],
        "cc": [_address(each) for each in mail.cc],
        "subject": mail.subject,
        "message_id": mail.message_id,
        "in_reply_to": " ".join(mail.in_reply_to),
        "references": list(mail.references),
        "text": mail.text,
        "reply_text": mail.reply_text,
        "html_sanitised": mail.html_sanitised,
        "attachments": [{"name": each.name, "type": each.type, "size": each.size} for each in mail.attachments],
        "automatic": bool(mail.automatic),
        "bounce": _bounce(mail.bounce) if mail.bounce else None,
    }


def shown_json(mail: ParsedMail) -> bytes:
    """Return the same as JSON in UTF-8, on one line."""
    return json.dumps(shown(mail), ensure_ascii=False).encode("utf-8", "replace")


def _address(person: Address) -> str:
    """A name with signs that mean something among addresses stands in quotes (RFC 5322, 3.2.4)."""
    if person.name and person.address and _SPECIALS.intersection(person.name):
        quoted = person.name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{quoted}" <{person.address}>'
    return str(person)


def _bounce(bounce: Bounce) -> dict[str, Any]:
    """The first recipient's fields, and all of them where there are several."""
    first, *others = [asdict(each) for each in bounce.failures]
    return first | ({"others": others} if others else {})
