"""Outlook's way: a few header fields, in any language, between the answer and the old mail; and banners."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpcenter.domain.mail.reply.lines import Line
from helpcenter.domain.mail.reply.tables import banner, label, says_above

_MOST_LINES = 20
_LABEL = re.compile(r"[*_\s]{0,4}([^:：*<>@]{1,40}?)[\s*_]{0,4}[:：][*_]{0,3}(?=\s|$|[^/\d\s])")
_DASHED = re.compile(r"[*_#=\s]{0,10}[-‐–—=_*]{2,80}\s{0,5}(.{3,120}?)\s{0,5}[-‐–—=_*]{2,80}[*_#:\s]{0,10}")
_NUMBERS = re.compile(r"\d{1,2}:\d{2}|(?:19|20)\d\d")


def block_end(lines: Sequence[Line], start: int, announced: bool) -> int | None:
    """Return where a block of header fields that begins at line `start` ends (exclusive), or None.

    `announced`: a banner or a drawn line stands above it, so that less is asked for.
    """
    if label_of(lines[start]) is None:
        return None
    if _in_one_line(lines[start]):
        return start + 1
    kinds: dict[str, int] = {}
    wrapped, blanks, at = 0, 0, start
    dated = addressed = False
    end = start
    while at < len(lines) and at < start + _MOST_LINES:
        line = lines[at]
        if line.depth != lines[start].depth and not line.blank:
            break
        kind = label_of(line)
        if kind:
            if blanks > 1 or (blanks and len(kinds) >= 4):
                break
            if kinds.get(kind) and kind != "copy":
                break
            kinds[kind] = at
            wrapped = blanks = 0
            dated = dated or bool(_NUMBERS.search(line.bare))
            addressed = addressed or "@" in line.bare
            end = at + 1
        elif line.blank:
            blanks += 1
        else:
            wrapped += 1
            if blanks or wrapped > 4:
                break
            if "@" in line.bare or "subject" not in kinds:
                end = at + 1
        at += 1
    return end if _enough(kinds, dated, addressed, announced) else None


def _in_one_line(line: Line) -> bool:
    """Whether a line has the fields of a whole header, as some programs on the web put them."""
    if "@" not in line.bare or not _NUMBERS.search(line.bare):
        return False
    kinds = {label(word[:-1].strip("*_")) for word in line.bare.split(" ") if word.endswith((":", "："))}
    return {"sender", "sent", "to", "subject"} <= kinds


def label_of(line: Line) -> str | None:
    """Return which header field a line is, or None."""
    if line.blank or line.code:
        return None
    found = _LABEL.match(line.bare)
    return label(found[1].strip(" *_")) if found else None


def banner_of(line: Line) -> str:
    """Return `original`, `forward` or `above` when a line is such a banner, else ""."""
    bare = line.bare
    if line.code or not 3 < len(bare) < 250:
        return ""
    if len(bare) < 160 and says_above(bare):
        return "above"
    dashed = _DASHED.fullmatch(bare)
    words = dashed[1].strip(" :*") if dashed else bare
    return banner(words) if dashed or (bare.endswith((":", "：")) and len(bare) < 80) else ""


def _enough(kinds: dict[str, int], dated: bool, addressed: bool, announced: bool) -> bool:
    """Whether fields of these kinds are a mail's. Without an address they may be anybody's list: "From: Berlin"."""
    if "sender" not in kinds:
        return announced and len(kinds) >= 3
    if announced:
        return len(kinds) >= 2
    if addressed:
        return len(kinds) >= 3 and ("subject" in kinds or "sent" in kinds)
    first = min(kinds, key=kinds.__getitem__)
    return dated and first in ("sender", "sent") and {"sent", "subject"} <= kinds.keys() and len(kinds) >= 3
