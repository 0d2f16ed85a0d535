"""Header fields (RFC 5322) from bytes: one walk over the lines, tolerant of what is found in the wild."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count as count_up

from helpcenter.domain.mail.limits import MAX_FIELD_BYTES, MAX_FIELDS, MAX_HEADER_LINES

_NOT_BLANK = re.compile(rb"\S")
_NAME = frozenset(range(33, 127)) - {58}


@dataclass
class Fields:
    """The fields of one part: (name in lower case, name as written, raw value without line ends)."""

    rows: list[tuple[str, str, bytes]]
    cut: bool = False

    def first(self, name: str) -> bytes:
        """Return the first value of that name (lower case), or b""."""
        return next((value for key, _, value in self.rows if key == name), b"")

    def all(self, name: str) -> list[bytes]:
        """Return all values of that name (lower case)."""
        return [value for key, _, value in self.rows if key == name]


def read_fields(raw: bytes, start: int, ends: Callable[[bytes], bool] | None = None) -> tuple[Fields, int]:
    """Return the fields that begin at `start`, and where the body begins.

    `ends` says of a line that starts with `--` whether it is a boundary: there the part ends without a body.
    A line that is no field is skipped when fields follow, else the body begins with it.
    """
    fields: list[tuple[str, str, list[bytes]]] = []
    here, size, cut = start, 0, False
    for count in count_up():
        if here >= len(raw):
            break
        if count >= MAX_HEADER_LINES:
            cut, here = True, _body(raw, here)
            break
        line, after = line_at(raw, here)
        if not line:
            here = after
            break
        if line.startswith(b"--") and ends and ends(line):
            break
        if line[:1] in b" \t":
            if fields and size < MAX_FIELD_BYTES:
                fields[-1][2].append(line)
                size += len(line)
            elif fields:
                cut = True
        elif found := _field(line):
            if len(fields) >= MAX_FIELDS:
                cut = True
                fields.pop()
            fields.append((found[0].lower(), found[0], [found[1]]))
            size = len(line)
        elif not _envelope_line(line, here == start) and not _more(raw, after, ends):
            break
        here = after
    rows = [(key, name, b"".join(lines)[:MAX_FIELD_BYTES].strip()) for key, name, lines in fields]
    cut = cut or any(sum(map(len, lines)) > MAX_FIELD_BYTES for _, _, lines in fields)
    return Fields(rows, cut), here


def _body(raw: bytes, here: int) -> int:
    """Where the body begins behind more header than anybody reads: behind the next blank line."""
    ends = [(raw.find(blank, here), len(blank)) for blank in (b"\n\n", b"\n\r\n")]
    return min((at + size for at, size in ends if at >= 0), default=len(raw))


def line_at(raw: bytes, start: int) -> tuple[bytes, int]:
    """Return the line that begins at `start`, without its end, and where the next one begins."""
    end = raw.find(b"\n", start)
    if end < 0:
        return raw[start:].rstrip(b"\r"), len(raw)
    return raw[start:end].rstrip(b"\r"), end + 1


def _field(line: bytes) -> tuple[str, bytes] | None:
    name, colon, value = line[: MAX_FIELD_BYTES + 1].partition(b":")
    name = name.rstrip(b" \t")
    if not colon or not name or len(name) > 200 or not _NAME.issuperset(name):
        return None
    return name.decode("ascii"), value


def _envelope_line(line: bytes, first: bool) -> bool:
    """mbox begins with such a line, and some programs put it in the way."""
    return first and (line.startswith((b"From ", b">From ")) or not line.strip())


def _more(raw: bytes, here: int, ends: Callable[[bytes], bool] | None) -> bool:
    """Whether fields go on behind a line that is none, or a body begins; when nothing comes, the line is the body."""
    line, _ = line_at(raw, here)
    if line:
        return line[:1] not in b" \t" and _field(line) is not None
    found = _NOT_BLANK.search(raw, here)
    following = line_at(raw, found.start())[0] if found else b""
    return bool(following) and not (following.startswith(b"--") and ends and ends(following))
