"""Header text: encoded words (RFC 2047) and raw bytes of any charset become clean Unicode on one line."""

from __future__ import annotations

import binascii
import re

from helpcenter.domain.mail.charsets import decoded
from helpcenter.domain.mail.limits import MAX_WORDS

_WORD = re.compile(rb"=\?([^?\s]{1,60})\?([bBqQ])\?([^?\r\n]{0,8000}?)\?=")


def header_text(raw: bytes) -> str:
    """Return a field's value as a person reads it: words decoded, white space made single, nothing invisible kept."""
    return tidy("".join(_pieces(raw)))


def tidy(text: str) -> str:
    """Return text on one line without control characters."""
    line = " ".join(text.replace("\x00", "").split())
    return "".join(ch for ch in line if ch.isprintable() or ch in "\u200c\u200d\xa0\u200e\u200f\u3000 ")


def _pieces(raw: bytes) -> list[str]:
    pieces: list[str] = []
    pending: tuple[str, bytes] | None = None  # neighbouring words of one charset may share a character
    done = 0
    for count, found in enumerate(_WORD.finditer(raw)):
        if count >= MAX_WORDS:
            break
        between = raw[done : found.start()]
        charset = found[1].partition(b"*")[0].decode("ascii", "replace").lower()
        data = _payload(found[2], found[3])
        if pending and not between.strip() and pending[0] == charset and b"\x1b" not in data[:1]:
            pending = (charset, pending[1] + data)
        else:
            _flush(pieces, pending)
            if between.strip() or (between and not pending):
                pieces.append(_plain(between))
            pending = (charset, data)
        done = found.end()
    _flush(pieces, pending)
    pieces.append(_plain(raw[done:]))
    return pieces


def _flush(pieces: list[str], pending: tuple[str, bytes] | None) -> None:
    if pending:
        pieces.append(decoded(pending[1], pending[0]))


def _plain(raw: bytes) -> str:
    return decoded(raw, "")


def _payload(kind: bytes, text: bytes) -> bytes:
    if kind in b"qQ":
        return binascii.a2b_qp(text.replace(b"_", b" "), header=True)
    return unbase64(text)


def unbase64(text: bytes) -> bytes:
    """Return what base64 stands for, as far as it can be read: strange characters are skipped, padding is mended."""
    try:
        return binascii.a2b_base64(text)
    except binascii.Error:
        kept = re.sub(rb"[^A-Za-z0-9+/]", b"", text)
    if len(kept) % 4 == 1:
        kept = kept[:-1]
    return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))
