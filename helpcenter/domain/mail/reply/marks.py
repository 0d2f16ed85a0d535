"""Where somebody else's words begin: attributions, header blocks and banners, found in one walk over the lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpcenter.domain.mail.reply.attributions import attribution, may_end, opened, shared
from helpcenter.domain.mail.reply.header_blocks import banner_of, block_end, label_of
from helpcenter.domain.mail.reply.lines import Line

MOST_TRIES = 1_000
"""Lines that may be marks. Whoever has more of them before the first old mail did not write a mail."""

MOST_SHARED = 100
"""The first of them may begin behind somebody's own words in the same line, which takes longer to find out."""


@dataclass(frozen=True)
class Mark:
    """Lines `start` to `end` (exclusive) announce somebody else's words.

    `kind` is attribution, header, forward or above (a line that asks to reply above it). With a `column` the mark
    begins there in the line before `start`, which begins with the author's own words.
    """

    start: int
    end: int
    kind: str
    depth: int
    column: int = 0


def marks_of(lines: Sequence[Line]) -> list[Mark]:
    """Return the marks in order; they do not overlap."""
    found: list[Mark] = []
    at, floor, tries = 0, 0, 0
    while at < len(lines) and tries < MOST_TRIES:
        tries += _promising(lines[at])
        mark = _mark_at(lines, at, floor, tries <= MOST_SHARED)
        if mark:
            found.append(mark)
            at = floor = mark.end
        else:
            at += 1
    return found


def _mark_at(lines: Sequence[Line], at: int, floor: int, sharing: bool) -> Mark | None:
    line = lines[at]
    if line.blank:
        return None
    banner = banner_of(line)
    if banner == "above":
        return Mark(at, at + 1, "above", line.depth)
    if banner:
        end = _next_text(lines, at + 1)
        block = block_end(lines, end, announced=True) if end < len(lines) else None
        kind = "forward" if banner == "forward" else "header"
        return Mark(_with_rule(lines, at, floor), block or at + 1, kind, line.depth)
    rule = _with_rule(lines, at, floor)
    end = block_end(lines, at, announced=rule < at) or 0
    if end:
        return Mark(rule, end, "header", line.depth)
    return _attributed(lines, at, floor, sharing) if may_end(line) else None


def _attributed(lines: Sequence[Line], at: int, floor: int, sharing: bool) -> Mark | None:
    line, named = lines[at], attribution(lines, at)
    if sharing and not (named and opened(lines[named[0]])):
        behind = shared(lines, at)
        if behind and behind[0] >= floor and (behind[2] or _quote_follows(lines, at + 1, line.depth)):
            return Mark(behind[0] + 1, at + 1, "attribution", line.depth, behind[1])
    if named and named[0] >= floor and (named[1] or _quote_follows(lines, at + 1, line.depth)):
        return Mark(named[0], at + 1, "attribution", line.depth)
    return None


def _promising(line: Line) -> bool:
    return may_end(line) or label_of(line) is not None


def _with_rule(lines: Sequence[Line], at: int, floor: int) -> int:
    """A line drawn above belongs to the mark; where the mark then begins."""
    above = at - 1
    while above >= floor and lines[above].blank and at - above < 4:
        above -= 1
    if above >= floor and lines[above].delimiter and len(lines[above].bare) >= 3:
        return above
    return at


def _next_text(lines: Sequence[Line], at: int) -> int:
    limit = min(len(lines), at + 4)
    while at < limit and lines[at].blank:
        at += 1
    return at


def _quote_follows(lines: Sequence[Line], at: int, depth: int) -> bool:
    at = _next_text(lines, at)
    return at < len(lines) and lines[at].depth > depth
