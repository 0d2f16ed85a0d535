"""What stands behind a transfer encoding (RFC 2045), told also by its looks when what is declared makes no sense."""

from __future__ import annotations

import binascii
import re
from itertools import islice

from helpcenter.domain.mail.words import unbase64

_BASE64 = re.compile(rb"[A-Za-z0-9+/\s]*={0,2}\s*")
_UU = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{0,300})\r?\n", re.MULTILINE)


def unwrapped(body: bytes, encoding: str) -> bytes:
    """Return the bytes that `body` stands for. Never raises: what cannot be decoded stays as it is."""
    name = encoding.split(";")[0].strip()
    if name in ("base64", "b64", "base-64", "x-base64"):
        return _base64(body)
    if name in ("quoted-printable", "qp", "quoted_printable", "quotedprintable", "quoted printable"):
        return binascii.a2b_qp(body)
    if name in ("uuencode", "x-uuencode", "x-uu", "uue", "x-uue"):
        found = uu_files(body)
        return found[0][1] if found else body
    return body


def _base64(body: bytes) -> bytes:
    """Some programs put plain text under a base64 label: then it stays."""
    blank = body.find(b"\n\n")
    if blank < 0:
        blank = body.find(b"\r\n\r\n")
    data = body if blank < 0 or not body[:blank].strip() else body[:blank]  # a list's footer may follow
    probe = data[:4_000]
    strange = len(re.sub(rb"[A-Za-z0-9+/=\s]", b"", probe))
    if strange * 10 > len(probe) or (b" " in probe.strip() and not _BASE64.fullmatch(probe.replace(b" ", b""))):
        return body
    return unbase64(body if strange == 0 and data is body else data)


def uu_files(body: bytes) -> list[tuple[bytes, bytes, int, int]]:
    """Return the uuencoded files in `body`: (name, content, begin, end), where begin and end bound the block."""
    found: list[tuple[bytes, bytes, int, int]] = []
    done = 0
    for match in islice(_UU.finditer(body), 1_000):
        if match.start() < done:
            continue
        content, end = _uu_lines(body, match.end())
        if content is not None:
            found.append((match[1].strip(), content, match.start(), end))
            done = end
    return found


def _uu_lines(body: bytes, here: int) -> tuple[bytes | None, int]:
    """Decode until `end`. A block that goes wrong at once is no block; one that is cut off keeps what there was."""
    content, lines = bytearray(), 0
    while here < len(body):
        end = body.find(b"\n", here)
        end = len(body) if end < 0 else end
        line = body[here:end].rstrip(b"\r")
        if line.strip() == b"end":
            return bytes(content), min(end + 1, len(body))
        try:
            content += _uu_line(line)
        except (binascii.Error, ValueError):
            return (bytes(content), here) if lines else (None, here)
        lines += 1
        here = end + 1
    return (bytes(content) if lines else None), len(body)


def _uu_line(line: bytes) -> bytes:
    if not line.strip():
        return b""
    if len(line) > 100 or line[0] > 96:
        raise ValueError("no uuencoded line")
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:  # some programs add characters behind the line
        return binascii.a2b_uu(line[: (((line[0] - 32) & 63) * 4 + 5) // 3])
