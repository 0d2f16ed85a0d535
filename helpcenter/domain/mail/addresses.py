"""Address lists (RFC 5322, 3.4) in one walk without recursion: comments at any depth, groups, quotes, wild forms."""

from __future__ import annotations

import re

from helpcenter.domain.mail.limits import MAX_ADDRESSES
from helpcenter.domain.mail.values import Address
from helpcenter.domain.mail.words import header_text, tidy

_QUOTED = re.compile(rb'"(?:[^"\\]|\\.)*(?:(")|\\?\Z)', re.DOTALL)
_BARE = re.compile(rb"[^\s<>,;\"()]{1,320}@[^\s<>,;\"()]{1,320}")


def addresses(raw: bytes) -> tuple[Address, ...]:
    """Return the mailboxes of a field, in order; empty ones and the names of groups are left out."""
    found = []
    for piece, comment in _pieces(raw):
        address = _mailbox(piece, comment)
        if address:
            found.append(address)
            if len(found) >= MAX_ADDRESSES:
                break
    return tuple(found)


def _pieces(raw: bytes) -> list[tuple[bytes, bytes]]:
    """Cut a list at its commas into mailboxes, each with the last comment that stood in it."""
    pieces: list[tuple[bytes, bytes]] = []
    kept, comment = bytearray(), bytearray()
    quoted = escaped = angle = route = False
    depth = 0
    for byte in raw:
        if escaped:
            escaped = False
            (comment if depth else kept).append(byte)
        elif byte == 0x5C and (quoted or depth):  # backslash
            escaped = True
            if quoted:
                kept.append(byte)
        elif byte == 0x22 and not depth:
            quoted = not quoted
            kept.append(byte)
        elif quoted:
            kept.append(byte)
        elif byte == 0x28:  # (
            depth += 1
            if depth == 1:
                comment.clear()
        elif byte == 0x29 and depth:  # )
            depth -= 1
        elif depth:
            comment.append(byte)
        elif byte == 0x3A and not angle and b"@" not in kept:  # the colon behind a group's name
            kept.clear()
        elif byte in b",;" and not (angle and route):
            pieces.append((bytes(kept), bytes(comment)))
            kept.clear()
            comment.clear()
            angle = route = False
            if len(pieces) > 3 * MAX_ADDRESSES:
                return pieces
        else:
            route = byte == 0x40 if kept.endswith(b"<") else route and byte != 0x3A  # <@relay,@relay:person@host>
            angle = byte == 0x3C or (angle and byte != 0x3E)
            kept.append(byte)
    return [*pieces, (bytes(kept), bytes(comment))]


def _mailbox(piece: bytes, comment: bytes) -> Address | None:
    outside = _QUOTED.sub(_hidden, piece)  # a name may look like an address
    begin = outside.rfind(b"<")
    if begin >= 0:
        end = piece.find(b">", begin)
        inner = piece[begin + 1 : end if end > 0 else None]
        name = piece[:begin]
        route = inner.rfind(b":")  # obsolete <@relay:person@host>
        inner = inner[route + 1 :] if inner.startswith(b"@") and route > 0 else inner
        inner = inner.removeprefix(b"mailto:").strip(b"<> \t")
    else:
        *_, found = [None, *_BARE.finditer(outside)]
        if found and found.group().strip() != piece.strip():
            inner, name = found.group(), piece[: found.start()]
        else:
            inner, name = (piece, b"") if b"@" in piece else (b"", piece)
    address = _without_blanks(tidy(_plain(inner)))
    shown = header_text(_name(name) or comment)
    return Address(shown, address[:320]) if address or shown else None


def _hidden(quoted: re.Match[bytes]) -> bytes:
    """As many quotes as there are signs within quotes; a quote that never ends hides nothing."""
    return b'"' * len(quoted.group()) if quoted[1] else quoted.group()


def _without_blanks(address: str) -> str:
    """Blanks mean something only within quotes."""
    return '"'.join(each if at % 2 else each.replace(" ", "") for at, each in enumerate(address.split('"')))


def _plain(raw: bytes) -> str:
    text = header_text(raw)
    return text[1:-1] if text.startswith("'") and text.endswith("'") else text


def _name(raw: bytes) -> bytes:
    name = raw.strip()
    if len(name) > 1 and name.startswith(b'"') and name.endswith(b'"'):
        name = name[1:-1]
    elif name.count(b'"') >= 2:
        name = name.replace(b'"', b"")
    name = re.sub(rb'\\(["\\()])', rb"\1", name).strip()
    return name[1:-1] if len(name) > 1 and name.startswith(b"'") and name.endswith(b"'") else name
