"""The text of a mail cut by who wrote it. Nothing is dropped: the segments together are the text."""

from __future__ import annotations

import re
from itertools import groupby, islice

from helpcenter.domain.mail.reply.lines import Line, lines_of
from helpcenter.domain.mail.reply.marks import Mark, marks_of
from helpcenter.domain.mail.reply.signatures import disclaimer_start, signature_start
from helpcenter.domain.mail.values import Segment

MOST_OF_A_SIGNATURE = 40
_LINK = re.compile(r"[(<]https?://[^\s()<>]{1,500}[)>]")

AUTHOR, QUOTE, SIGNATURE, DISCLAIMER = "author", "quote", "signature", "disclaimer"


def split(text: str) -> tuple[tuple[Segment, ...], str]:
    """Return the segments of a mail's text in order, and what its author wrote.

    The second is the author's lines, and those quotes that the author wrote something below, without the lines that
    announce them. When there is nothing but a quote or a forwarded mail, that is it.
    """
    if not text.strip():
        return (), ""
    lines = lines_of(text)
    marks = marks_of(lines)
    kinds = _kinds(lines, marks)
    shown = _shown(lines, kinds, marks)
    segments = tuple(
        Segment(kind, "\n".join(lines[at].text for at in group))
        for kind, group in groupby(range(len(lines)), kinds.__getitem__)
    )
    columns = {mark.start - 1: mark.column for mark in marks if mark.column}
    reply = "\n".join(_own(line, columns.get(at, 0)) for at, line in enumerate(lines) if shown[at])
    return segments, reply.strip("\n").rstrip()


def _own(line: Line, column: int) -> str:
    """The line as its author wrote it, without what a program put behind it."""
    return line.text[:column].rstrip(" \t-–—_") if column else line.text.rstrip()


def _kinds(lines: list[Line], marks: list[Mark]) -> list[str]:
    """Say of every line whose it is."""
    kinds = [QUOTE if line.depth else AUTHOR for line in lines]
    for at in range(1, len(lines) - 1):
        within = lines[at - 1].depth and lines[at + 1].depth
        if within and _wrapped_link(lines[at - 1], lines[at]):
            kinds[at] = QUOTE
    for mark in marks:
        kinds[mark.start : mark.end] = [QUOTE] * (mark.end - mark.start)
    cut = _cut(lines, kinds, marks)
    kinds[cut:] = [QUOTE] * (len(lines) - cut)
    _blanks_follow(lines, kinds)
    for start, end in _runs(kinds, AUTHOR):
        _sign(lines, kinds, start, end)
    return kinds


def _wrapped_link(above: Line, line: Line) -> bool:
    """Whether a line between two quoted ones is but a link, or the end of one, that a program broke out of a quote."""
    bare = line.bare.rstrip("> ")
    if _LINK.fullmatch(bare):
        return True
    opened = max(above.bare.rfind("(http"), above.bare.rfind("<http"))
    return (
        opened >= 0
        and " " not in bare
        and bare.endswith((")", ">"))
        and not any(c in above.bare[opened:] for c in ")>")
    )


def _cut(lines: list[Line], kinds: list[str], marks: list[Mark]) -> int:
    """Where an old mail without quote marks begins, if the author wrote something before; else the end."""
    marked = {at for mark in marks for at in range(mark.start, mark.end)}
    for mark in marks:
        if mark.depth:
            continue
        quoted = lines[mark.end - 1].depth  # below a header that is quoted itself stands no old mail
        if (mark.kind == "attribution" or quoted) and _quoted_behind(lines, mark, marked):
            continue
        if _written(lines, kinds, mark.start):
            return mark.start
    return len(lines)


def _written(lines: list[Line], kinds: list[str], end: int) -> bool:
    """Whether the author wrote something before line `end`, more than a signature."""
    own = (lines[at] for at in range(end) if kinds[at] == AUTHOR and not lines[at].blank)
    first = list(islice(own, MOST_OF_A_SIGNATURE))
    return len(first) == MOST_OF_A_SIGNATURE or (bool(first) and signature_start(first) > 0)


def _quoted_behind(lines: list[Line], mark: Mark, marked: set[int]) -> bool:
    """Whether a quote follows a mark, maybe with further marks between them."""
    at = mark.end
    while at < len(lines) and (lines[at].blank or (at in marked and not lines[at].depth)):
        at += 1
    return at < len(lines) and lines[at].depth > 0


def _blanks_follow(lines: list[Line], kinds: list[str]) -> None:
    """Blank lines belong to what stands above them, those at the top to what follows."""
    for at in range(1, len(lines)):
        if lines[at].blank and not lines[at].depth:
            kinds[at] = kinds[at - 1]


def _sign(lines: list[Line], kinds: list[str], start: int, end: int) -> None:
    """Mark signature and disclaimer at the end of one run of the author's lines."""
    own = lines[start:end]
    signature = signature_start(own)
    kinds[start + signature : end] = [SIGNATURE] * (end - start - signature)
    disclaimer = disclaimer_start(own, signature)
    kinds[start + disclaimer : start + signature] = [DISCLAIMER] * (signature - disclaimer)


def _shown(lines: list[Line], kinds: list[str], marks: list[Mark]) -> list[bool]:
    """Say of every line whether it takes part in the reply."""
    written = [at for at, kind in enumerate(kinds) if kind == AUTHOR and not lines[at].blank]
    marked = {at for mark in marks for at in range(mark.start, mark.end)}
    if not written:
        if marked:
            return [False] * len(lines)
        return [kind in (AUTHOR, QUOTE) for kind in kinds]
    last = written[-1]
    return [kind == AUTHOR or (kind == QUOTE and at < last and at not in marked) for at, kind in enumerate(kinds)]


def _runs(kinds: list[str], wanted: str) -> list[tuple[int, int]]:
    """Return begin and end of each run of one kind."""
    runs, at = [], 0
    for kind, group in groupby(kinds):
        size = len(list(group))
        if kind == wanted:
            runs.append((at, at + size))
        at += size
    return runs
