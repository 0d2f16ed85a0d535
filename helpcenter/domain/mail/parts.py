"""The tree of a mail's parts, found in one walk over its bytes: every line is looked at once, whatever the nesting."""

from __future__ import annotations

from dataclasses import dataclass

from helpcenter.domain.mail.headers import Fields, line_at, read_fields
from helpcenter.domain.mail.limits import MAX_DELIMITERS, MAX_DEPTH, MAX_PARTS
from helpcenter.domain.mail.parameters import Described, content_type, described


@dataclass
class Part:
    """One part: where its body lies in the raw mail, and the index of the part around it (-1: none).

    A container is a multipart or a message; its body is what its children are made of.
    """

    fields: Fields
    type: Described
    disposition: Described
    begin: int
    end: int
    parent: int
    start: int
    container: bool = False
    boundary: bytes = b""

    @property
    def media(self) -> str:
        """The media type in lower case, `text/plain` when nothing is said, or when a multipart has no parts."""
        if self.type.value.startswith("multipart/") and not self.container:
            return "text/plain"
        return self.type.value or "text/plain"

    @property
    def encoding(self) -> str:
        """The transfer encoding as declared, in lower case."""
        return self.fields.first("content-transfer-encoding").decode("ascii", "replace").strip().strip(";\"'").lower()


class Walk:
    """Finds the parts of `raw`. `parts` has them in their order, the mail itself first; `cut` when limits were met."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.parts: list[Part] = []
        self.cut = False
        self._open: list[int] = []  # containers around the place where we are, outermost first
        self._boundaries: dict[bytes, int] = {}
        self._part(0, -1, "")
        self._scan()
        for index in self._open:
            self.parts[index].end = len(raw)

    def _part(self, start: int, parent: int, default: str) -> int:
        """Read the part that begins at `start`, and go into what it contains. Return where its content begins."""
        fields, begin = read_fields(self.raw, start, lambda line: self._match(line) is not None)
        kind = content_type(fields.first("content-type"))
        if not kind.value and default:
            kind = Described(default, kind.parameters)
        disposition = described(fields.first("content-disposition"))
        part = Part(fields, kind, disposition, begin, len(self.raw), parent, start)
        self.cut = self.cut or fields.cut
        self.parts.append(part)
        index = len(self.parts) - 1
        self._open.append(index)
        if len(self._open) > MAX_DEPTH or len(self.parts) >= MAX_PARTS:
            self.cut = True
            return begin
        if kind.value.startswith("multipart/"):
            part.boundary = self._boundary(part)
            part.container = bool(part.boundary)
            if part.boundary:
                self._boundaries.setdefault(part.boundary, index)
        elif part.media in ("message/rfc822", "message/global") and part.encoding not in ("base64", "quoted-printable"):
            part.container = True
            return self._part(begin, index, "")
        return begin

    def _boundary(self, part: Part) -> bytes:
        """The declared boundary; when there is none, or it never occurs, what the first `--` line says."""
        declared = part.type.parameters.get("boundary", "").encode("utf-8", "replace").strip()
        if declared and self.raw.find(b"--" + declared, part.begin) >= 0:
            return declared
        here = part.begin
        for _ in range(20):
            line, here = line_at(self.raw, here)
            if line.startswith(b"--") and len(line.rstrip()) > 4:
                return line[2:202].rstrip().removesuffix(b"--")
        return b""

    def _match(self, line: bytes) -> tuple[int, bool] | None:
        """Return which open multipart a line is a delimiter of, and whether it is the closing one."""
        if len(line) > 2_000:
            return None
        key = line[2:].rstrip()
        if key in self._boundaries:
            return self._boundaries[key], False
        if key.endswith(b"--") and key[:-2] in self._boundaries:
            return self._boundaries[key[:-2]], True
        return None

    def _scan(self) -> None:
        raw, here, seen = self.raw, self.parts[0].begin, 0
        at = here if raw.startswith(b"--", here) else _next(raw, here)
        while at >= 0 and self._boundaries:
            seen += 1
            if seen > MAX_DELIMITERS or len(self.parts) >= MAX_PARTS:
                self.cut = True
                return
            line, after = line_at(raw, at)
            found = self._match(line)
            if found is None:
                at = _next(raw, at)
                continue
            index, closing = found
            self._close(index, at, closing)
            if not closing:
                default = "message/rfc822" if self.parts[index].media == "multipart/digest" else ""
                after = self._part(after, index, default)
            at = after if raw.startswith(b"--", after) else _next(raw, max(after - 1, at + 1))

    def _close(self, index: int, at: int, closing: bool) -> None:
        """End what is open within multipart `index` before the delimiter at `at`, and itself when it is closing."""
        end = at - 1 if at and self.raw[at - 1 : at] == b"\n" else at
        end = end - 1 if end and self.raw[end - 1 : end] == b"\r" else end
        while self._open and self._open[-1] != index:
            self._end(self._open.pop(), end)
        if closing and self._open:
            self._end(self._open.pop(), end)

    def _end(self, index: int, end: int) -> None:
        part = self.parts[index]
        part.end = max(end, part.begin)
        if part.boundary and self._boundaries.get(part.boundary) == index:
            del self._boundaries[part.boundary]


def _next(raw: bytes, here: int) -> int:
    """Where the next line begins that starts with `--`, or -1."""
    found = raw.find(b"\n--", here)
    return found + 1 if found >= 0 else -1
