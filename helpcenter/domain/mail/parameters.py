"""Content-Type and Content-Disposition: value and parameters, RFC 2231 and what programs get wrong included."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from helpcenter.domain.mail.charsets import decoded
from helpcenter.domain.mail.words import header_text, tidy

_TYPE = re.compile(r"[\w!#$&^.+-]{1,100}/[\w!#$&^.+*-]{1,100}", re.ASCII)
_KEY = re.compile(r"([\w-]{1,60})(?:\*(\d{1,4}))?(\*)?", re.ASCII)
_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")
_MAX_PARAMETERS = 200


@dataclass(frozen=True)
class Described:
    """A field's value in lower case and its parameters (names in lower case)."""

    value: str
    parameters: dict[str, str] = field(default_factory=dict)


def content_type(raw: bytes) -> Described:
    """Return the media type; "" as value when there is none or it makes no sense."""
    found = described(raw)
    value = _TYPE.match(found.value)
    return Described(value.group() if value else "", found.parameters)


def described(raw: bytes) -> Described:
    """Return value and parameters of such a field. Never raises."""
    pieces = _split(raw)
    value = decoded(pieces[0]).strip().strip('"').lower() if pieces else ""
    plain: dict[str, str] = {}
    parts: dict[str, list[tuple[int, bool, bytes]]] = {}
    for piece in pieces[1 : _MAX_PARAMETERS + 1]:
        name, equals, content = piece.partition(b"=")
        found = _KEY.fullmatch(name.strip().decode("ascii", "replace").lower())
        if not equals or not found:
            continue
        content = _unquoted(content.strip())
        if found[2] or found[3]:
            parts.setdefault(found[1], []).append((int(found[2] or 0), bool(found[3]), content))
        else:
            plain.setdefault(found[1], header_text(content))
    return Described(value, plain | {name: _joined(pieces) for name, pieces in parts.items()})


def _split(raw: bytes) -> list[bytes]:
    """Cut at semicolons that stand outside quotes."""
    pieces, begin, quoted, escaped = [], 0, False, False
    for at, byte in enumerate(raw):
        if escaped:
            escaped = False
        elif quoted and byte == 0x5C:
            escaped = True
        elif byte == 0x22:
            quoted = not quoted
        elif byte == 0x3B and not quoted:
            pieces.append(raw[begin:at])
            begin = at + 1
    return [*pieces, raw[begin:]]


def _unquoted(content: bytes) -> bytes:
    if not content.startswith(b'"'):
        return content
    inner = content[1:-1] if content.endswith(b'"') and len(content) > 1 else content[1:]
    return re.sub(rb'\\(["\\])', rb"\1", inner)


def _joined(pieces: list[tuple[int, bool, bytes]]) -> str:
    """Put an RFC 2231 value together: only the first piece names the charset, each says whether it is encoded."""
    charset, data, words = "", b"", True
    for number, encoded, content in sorted(pieces, key=lambda piece: piece[0]):
        if encoded:
            words = False
            if number == 0 and content.count(b"'") >= 2:
                name, _, content = content.split(b"'", 2)
                charset = name.decode("ascii", "replace")
            content = _PERCENT.sub(lambda found: bytes([int(found[1], 16)]), content)
        data += content
    return header_text(data) if words else tidy(decoded(data, charset))
