"""What the parts of a mail are for: texts to read, files to keep, reports to understand. Every leaf is one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from helpcenter.domain.mail.charsets import decoded
from helpcenter.domain.mail.file_names import file_name
from helpcenter.domain.mail.flowed import unflowed
from helpcenter.domain.mail.limits import MAX_HTML, MAX_TEXT
from helpcenter.domain.mail.parts import Part, Walk
from helpcenter.domain.mail.transfer import unwrapped, uu_files
from helpcenter.domain.mail.values import Attachment
from helpcenter.domain.mail.words import header_text

_META = re.compile(rb"<meta[^>]{0,200}charset\s{0,5}=\s{0,5}[\"']?([\w:.-]{2,40})", re.IGNORECASE)
_CONTROLS = {code: None for code in (*range(9), 11, *range(14, 32), *range(127, 160)) if code != 0x85} | {12: "\n"}
_SHOWN = ("text/plain", "text/html")
_TEXTS = (*_SHOWN, "text/enriched", "text/markdown")


@dataclass
class Body:
    """Texts that stand for one another: the ones of one multipart/alternative, or a single one."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)


@dataclass
class Contents:
    """All that the leaves gave, in their order."""

    bodies: list[Body] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    returned: str = ""
    calendar: str = ""
    cuts: list[str] = field(default_factory=list)


class Sorting:
    """Sorts the parts of a walked mail into `contents`."""

    def __init__(self, walk: Walk) -> None:
        self.contents = Contents()
        self._walk = walk
        self._groups: dict[int, Body] = {}
        self._named: list[tuple[int, Part, bytes]] = []
        for index, part in enumerate(walk.parts):
            self._sort(index, part)
        if not self.contents.bodies:  # what is shown in the mail and has a name is a file, but then the text, too
            for index, part, data in self._named:
                self._text(index, part, data)

    def _sort(self, index: int, part: Part) -> None:
        nested = self._within(part, ("message/rfc822", "message/global"))
        if part.container:
            if part.media.startswith("message/") and index:
                self._message(part, nested >= 0)
            return
        name = part.disposition.parameters.get("filename") or part.type.parameters.get("name") or ""
        data = unwrapped(self._walk.raw[part.begin : part.end], part.encoding)
        report = part.media in ("message/delivery-status", "message/global-delivery-status")
        if report and nested < 0:
            self.contents.statuses.append(_clean(decoded(data, "utf-8"))[:MAX_TEXT])
            if not name:
                return
        if part.media == "text/rfc822-headers" and nested < 0:
            self.contents.returned = self.contents.returned or decoded(data[:50_000])
        if part.media == "text/calendar" and nested < 0:
            self.contents.calendar = self.contents.calendar or decoded(data, self._charset(part, data))
        text = part.media in _TEXTS or (part.media == "text/x-amp-html" and not name)
        if text and not name and part.disposition.value != "attachment":
            if nested < 0 and part.media != "text/x-amp-html":
                self._text(index, part, data)
            return
        if text and nested < 0 and part.media in _SHOWN and part.disposition.value != "attachment":
            self._named.append((index, part, data))
        if name or data.strip() or part.disposition.value == "attachment":
            self._file(part, name, data)

    def _within(self, part: Part, media: tuple[str, ...]) -> int:
        """The nearest container of such a type around a part, or -1; a mail that is but another mail is not around."""
        at = part.parent
        while at >= 0 and not (at == 0 and self._walk.parts[0].media.startswith("message/")):
            if self._walk.parts[at].media in media and self._walk.parts[at].container:
                return at
            at = self._walk.parts[at].parent
        return -1

    def _message(self, part: Part, nested: bool) -> None:
        raw = self._walk.raw[part.begin : part.end]
        inner = next((each for each in self._walk.parts if each.start == part.begin and each is not part), None)
        given = part.disposition.parameters.get("filename") or part.type.parameters.get("name") or ""
        if inner and not given:
            subject = header_text(inner.fields.first("subject"))[:100].replace("/", "-").replace("\\", "-")
            given = f"{subject}.eml" if subject else ""
        if inner and not nested:
            self.contents.returned = self.contents.returned or decoded(
                self._walk.raw[part.begin : inner.begin][:50_000]
            )
        self._add(given, part.media, raw, part)

    def _text(self, index: int, part: Part, data: bytes) -> None:
        group = self._within(part, ("multipart/alternative",))
        body = self._groups.get(group if group >= 0 else -index - 2)
        if body is None:
            body = self._groups[group if group >= 0 else -index - 2] = Body()
            self.contents.bodies.append(body)
        if part.media == "text/html":
            if len(data) > 4 * MAX_HTML:
                self.contents.cuts.append("html")
            html = decoded(data[: 4 * MAX_HTML], self._charset(part, data)).replace("\r\n", "\n")
            body.html.append(html[:MAX_HTML])
            return
        body.plain.append(self._plain(part, data))

    def _plain(self, part: Part, data: bytes) -> str:
        charset = self._charset(part, data)
        if b"\nbegin" in data or data.startswith(b"begin"):
            data = self._without_uu(data)
        if len(data) > 4 * MAX_TEXT:
            self.contents.cuts.append("text")
        text = _clean(decoded(data[: 4 * MAX_TEXT], charset)[: 2 * MAX_TEXT])[:MAX_TEXT]
        if part.type.parameters.get("format", "").lower() == "flowed":
            text = unflowed(text, part.type.parameters.get("delsp", "").lower() == "yes")
        return text

    def _without_uu(self, data: bytes) -> bytes:
        kept, done = [], 0
        for name, content, begin, end in uu_files(data):
            kept.append(data[done:begin])
            self._add(header_text(name), "application/octet-stream", content, None)
            done = end
        return b"".join([*kept, data[done:]])

    def _charset(self, part: Part, data: bytes) -> str:
        declared = part.type.parameters.get("charset", "")
        if not declared and part.media == "text/html":
            found = _META.search(data[:4_000])
            declared = found[1].decode("ascii") if found else ""
        return declared

    def _file(self, part: Part, name: str, data: bytes) -> None:
        if part.media in ("application/ms-tnef", "application/vnd.ms-tnef") or name.lower() == "winmail.dat":
            from helpcenter.domain.mail.tnef import unpacked

            wrapped = unpacked(data)
            if wrapped and (wrapped.files or wrapped.text or wrapped.html):
                for given, media, cid, content in wrapped.files:
                    self._add(given, media or "application/octet-stream", content, None, cid)
                if not self.contents.bodies and (wrapped.text or wrapped.html):
                    html = [decoded(wrapped.html)[:MAX_HTML]] if wrapped.html else []
                    self.contents.bodies.append(Body([_clean(wrapped.text)[:MAX_TEXT]] if wrapped.text else [], html))
                if wrapped.files:
                    return
        self._add(name, part.media, data, part)

    def _add(self, name: str, media: str, data: bytes, part: Part | None, cid: str = "") -> None:
        inline = part is not None and part.disposition.value == "inline"
        if part is not None:
            cid = part.fields.first("content-id").decode("utf-8", "replace").strip(" \t<>")[:900]
        shown = file_name(name, media, len(self.contents.files) + 1)
        self.contents.files.append(Attachment(shown, media, len(data), cid, inline, data))


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)
