"""Signatures, lines that telephones add, and disclaimers, at the end of an author's text. In doubt they are text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpcenter.domain.mail.reply.lines import Line
from helpcenter.domain.mail.reply.tables import disclaims, is_mobile

MOST_LINES = 20
MOST_CHARACTERS = 1_500

_SEPARATORS = ("--", "__", "—", "——", "- -", "-- --")
_CARD = re.compile(r"https?://|www\.|@[\w-]{1,60}\.|\+?\d[\d\s()./-]{6,20}\d|\b(?:tel|phone|fax|mobil|mob|tél)\b")
_NO_NAME = re.compile(r"\d{3}|https?://|[:;.!?]$|[.!?] ")
_WRAPPERS = "<>()[]*_\"' "
_EXACT = "-- "
_PROSE = re.compile(
    r"(?:sent|from|written|typed|composed) (?:\w+ )?(?:the|our|your|their|his|her|this|that|these|which)\b"
)
_SCANNED = (
    "consider the environment before printing",
    "email has been scanned for viruses",
    "e-mail has been scanned for viruses",
    "message has been scanned for viruses",
    "virenfrei. www.avast",
    "virus-free. www.avast",
    "virus-free.www.avast",
    "sans virus. www.avast",
    "libre de virus. www.avast",
    "livre de vírus. www.avast",
    "wolny od wirusów. www.avast",
)
_HEADINGS = frozenset(
    {
        "disclaimer",
        "confidentiality notice",
        "confidentiality",
        "legal notice",
        "haftungsausschluss",
        "vertraulichkeitshinweis",
        "avertissement",
        "avis de confidentialité",
        "aviso legal",
        "aviso de confidencialidad",
        "aviso de confidencialidade",
        "klauzula poufności",
        "免責事項",
    }
)
_SENTENCES = re.compile(r"[^\W\d]{2,}[.!?] [^\W\d]{2,}|[?？]$")


def signature_start(lines: Sequence[Line]) -> int:
    """Return the index from which on these lines of one author are signature, or their number when there is none."""
    found = _separated(lines)
    end = _without_mobile(lines, found)
    return _drawn(lines, end)


def disclaimer_start(lines: Sequence[Line], end: int) -> int:
    """Return where the disclaimer before line `end` begins, or `end`; never the first paragraph."""
    begin = end
    while begin > 0:
        stop = begin
        while stop > 0 and lines[stop - 1].blank:
            stop -= 1
        first = stop
        while first > 0 and not lines[first - 1].blank:
            first -= 1
        said = " ".join(line.bare for line in lines[first:stop])
        heads = begin < end and said.strip("*_:=- ") in _HEADINGS
        if first == 0 or not (heads or _disclaims(said)):
            return begin
        begin = first
    return begin


def _added(line: Line) -> bool:
    """Whether a telephone or a mail program added this line."""
    bare = line.bare.strip(_WRAPPERS).replace("[", "")
    if not 4 < len(bare) < 160 or len(bare.split()) > 14 or _PROSE.match(bare) or bare.endswith("?"):
        return False
    return is_mobile(bare) or ("outlook" in bare and "aka.ms/" in bare)


def _separated(lines: Sequence[Line]) -> int:
    """A line with only two dashes, and not too much behind it: prose only behind a name or the blank of RFC 3676."""
    found, behind, size, prose, named = len(lines), 0, 0, False, False
    closing = disclaimer_start(lines, len(lines))
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if behind > MOST_LINES or size > MOST_CHARACTERS:
            break
        if line.bare in _SEPARATORS and not line.code and (not prose or named or line.text.endswith(_EXACT)):
            found = at
        named = named if line.blank else _is_name(line)
        behind += not line.blank
        size += len(line.text)
        prose = prose or (at < closing and bool(_SENTENCES.search(line.bare)) and not _added(line))
    return found


def _without_mobile(lines: Sequence[Line], end: int) -> int:
    begin = end
    while begin > 0:
        line = lines[begin - 1]
        if not line.blank and not (_added(line) or line.delimiter):
            break
        begin -= 1
    while begin < end and lines[begin].blank:
        begin += 1
    return begin


def _drawn(lines: Sequence[Line], end: int) -> int:
    """A drawn line with a visiting card, the footer of a mailing list, or one short line behind underscores."""
    last = next((at for at in range(end - 1, max(-1, end - 12), -1) if lines[at].delimiter), -1)
    if last < 0:
        return end
    card = [line for line in lines[last + 1 : end] if not line.blank]
    if len(card) > 8 or any(len(line.bare) > 80 for line in card):
        return end
    underscores = not lines[last].bare.strip("_") and len(lines[last].bare) >= 5
    looks = len(card) > 1 and _is_name(card[0]) and any(_CARD.search(line.bare) for line in card)
    return last if not card or looks or (underscores and len(card) == 1 and len(card[0].bare) <= 30) else end


def _is_name(line: Line) -> bool:
    """Whether a line may be a person's, a firm's or a list's name: a few words, no number, no sentence."""
    return len(line.bare.split()) <= 6 and not _NO_NAME.search(line.bare.rstrip("."))


def _disclaims(paragraph: str) -> bool:
    if any(each in paragraph for each in _SCANNED):
        return True
    if len(paragraph) < 100 or "?" in paragraph:
        return False
    return disclaims(paragraph)
