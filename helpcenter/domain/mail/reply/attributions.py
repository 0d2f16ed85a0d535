"""Lines such as "On Monday, Jane wrote:", in one line or broken into several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from helpcenter.domain.mail.reply.lines import LONGEST, Line, bare_of
from helpcenter.domain.mail.reply.tables import begins_with_opener, may_end_with_verb, opens, verbs

MOST_LINES = 5
MOST_WORDS, MOST_CAPITALS = 40, 4

_TIME = re.compile(r"(?<!\d)\d{1,2}[:.hH時点시]\s?\d{2}(?!\d)|\d{1,2}\s?(?:uhr|heures|[ap]\.?m\.?)(?![a-z])")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?!\d)")
_ADDRESS = re.compile(r"[^\s<>()\"@]{1,80}@[^\s<>()\"@]{1,120}")
_ANGLED = re.compile(r"[<(\[][^<>()@]{0,80}@[^<>()@]{1,120}[>)\]]|&lt;[^\s@]{1,80}@[^\s@]{1,120}&gt;")
_ISO = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?: \d{1,2}:\d{2}(?::\d{2})?)?(?: (?:gmt|utc)(?:[+-]\d{1,2}:?\d{0,2})?)? \S"
)
_WORD = re.compile(r"[^\W\d_]+")
_NUMBERED = re.compile(r"\d\.$")
_BETWEEN = "van der den de von zu da di del della do dos la le el bin al ter ten af av"
_NOBODY = (
    "it this that he she they you i we the a an my our your es das dies er sie ich wir der die mein unser ihr"
    " il elle ça cela je nous le la un une mon notre votre ello esto yo el una mi ele ela isso eu o os um uma meu"
    " to on ona ten ta het dit hij zij de een det den han hun это он она"
)
_PARTICLES, _NO_NAMES = frozenset(_BETWEEN.split()), frozenset(_NOBODY.split())
"""Small words within names, and those that begin sentences and no names."""

_DASHES = "-‐–—_*= "
_COLONS = (":", "：")


def may_end(line: Line) -> bool:
    """Whether an attribution may end with this line: the cheap question, for every line."""
    text = line.bare.rstrip(_DASHES)
    if not text or line.code:
        return False
    return text.endswith((*_COLONS, ">")) or may_end_with_verb(text) or (text[0].isdigit() and bool(_ISO.match(text)))


def attribution(lines: Sequence[Line], end: int) -> tuple[int, bool] | None:
    """Return where the attribution begins that ends with line `end`, and whether it is beyond doubt; or None.

    A doubtful one counts only when a quote follows it.
    """
    last = lines[end]
    best: tuple[int, bool] | None = None
    window = ""
    for start in range(end, max(-1, end - MOST_LINES), -1):
        line = lines[start]
        if line.blank or line.depth != last.depth or line.delimiter or len(window) + len(line.bare) > LONGEST:
            break
        window = f"{line.bare} {window}".strip()
        text = window.strip(_DASHES)
        if _half(text) and start > max(0, end - MOST_LINES + 1) and not lines[start - 1].blank:
            continue
        dated = _dated(text) if _opened(line.bare) else None
        if dated or (dated is False and _somebody(lines[start : end + 1], text)):
            best = (start, True)
            break
        if (best is None or not best[1]) and (start == end or _joins(line)):
            named = _named(text)
            if named is False and not _of_names(lines[start : end + 1], text):
                named = None
            if named or (best is None and (named is False or dated is False or _addressed(text))):
                best = (start, bool(named))
    return (_with_name(lines, best[0]), best[1]) if best else None


def shared(lines: Sequence[Line], end: int) -> tuple[int, int, bool] | None:
    """Return line and column where an attribution begins behind the author's own words: "Yes! On 1 May 2023, …".

    Its first word has a capital. The third says whether it is beyond doubt; a doubtful one needs a quote behind it.
    """
    window = ""
    for start in range(end, max(-1, end - MOST_LINES), -1):
        line = lines[start]
        if line.blank or line.depth != lines[end].depth or len(window) + len(line.bare) > LONGEST:
            break
        told = f"{line.bare} {window}"
        for column in _capitals(line) if _TIME.search(told) and _YEAR.search(told) else ():
            text = f"{bare_of(line.text[column:])} {window}".strip(_DASHES)
            dated = _dated(text) if _TIME.search(text) and _YEAR.search(text) and not _half(text) else None
            if dated is not None:
                return start, column, dated
        window = told.strip()
    return None


def _capitals(line: Line) -> list[int]:
    """Where within a line words with a capital stand that attributions begin with; a few of them are enough."""
    columns = (found.start() for found in _WORD.finditer(line.text[:LONGEST]) if found.group()[0].isupper())
    openers = (at for at in islice(columns, MOST_WORDS) if begins_with_opener(bare_of(line.text[at : at + 40])))
    return [at for at in islice(openers, MOST_CAPITALS) if at]


def opened(line: Line) -> bool:
    """Whether a line begins as an attribution does."""
    return _opened(line.bare)


def _half(text: str) -> bool:
    """Whether an address in brackets ends in this text and begins before it."""
    for begin, end in ("<>", "()", "[]"):
        stop = text.find(end)
        if "@" in text[: max(stop, 0)] and begin not in text[:stop]:
            return True
    return False


def _with_name(lines: Sequence[Line], start: int) -> int:
    """The name, its address or the date may stand on the lines above."""
    for above in range(start - 1, max(-1, start - 3), -1):
        line = lines[above]
        if line.blank or line.depth != lines[start].depth or not _joins(line):
            break
        angled = _ANGLED.search(line.bare)
        named = angled and not any(map(_small, line.text[: angled.start()].lstrip("> \t").split()))
        if lines[start].bare.startswith("<") or (named and not opens(lines[start].bare)):
            return above
    return start


def _opened(bare: str) -> bool:
    """Whether a line begins as an attribution does: with a word for it, a day's name or a number."""
    text = bare.lstrip(_DASHES + "\"'")
    return text[:1].isdigit() or opens(text)


def _dated(text: str) -> bool | None:
    """An attribution that begins with its word or its date: "On <date>, <somebody> wrote:".

    True beyond doubt, False when it must name somebody or a quote must follow, None when it is none.
    """
    colon = text.endswith(_COLONS)
    time, year, angled = _TIME.search(text), _YEAR.search(text), _ANGLED.search(text)
    found = verbs(text)
    if found and (colon or found[-1][1] == len(text)):
        start, end = found[-1]
        tail = text[end:].strip(" :：")
        numbered = any(map(str.isdigit, text[:start]))
        if not tail or (angled and end <= angled.end() and numbered):
            return bool(angled) if numbered else None
        telling = len(tail.split(" ")) <= 4 or angled or _TIME.search(tail) or _YEAR.search(tail)
        if not (time or year or angled) or not telling or len(tail) >= 120 or tail.endswith("."):
            return None
        return bool(angled)
    if time and angled and colon:
        return True
    if not _ISO.match(text) or not ((angled and angled.end() >= len(text.rstrip(":"))) or (time and "gmt" in text)):
        return None
    return colon or "gmt" in text


def _somebody(lines: Sequence[Line], text: str) -> bool:
    """Whether the word beside the verb may be a name: "On Monday, Ada wrote:", but not "On Monday I wrote:"."""
    found = verbs(text)
    if not found:
        return False
    said, (start, end) = _said(lines), found[-1]
    before, behind = len(text[:start].split()), len(text[:end].split())
    beside = said[behind : behind + 1] if text[end:].strip(" :：") else said[max(0, before - 2) : before]
    return bool(beside) and not _small(beside[-1]) and not any(each.lower() in _NO_NAMES for each in beside)


def _addressed(text: str) -> bool:
    """Whether it may be one in a language that no table has: an address, a date and a colon."""
    return bool(text.endswith(_COLONS) and _ADDRESS.search(text) and (_TIME.search(text) or _YEAR.search(text)))


def _said(lines: Sequence[Line]) -> list[str]:
    """The words of these lines as they are written."""
    return " ".join(line.text.lstrip("> \t" + _DASHES) for line in lines).split()


def _small(word: str) -> bool:
    """Whether a word is no part of a name."""
    return word[0].islower() and "@" not in word and word not in _PARTICLES


def _named(text: str) -> bool | None:
    """An attribution that begins with a name: True beyond doubt, False when a quote must follow, None when none."""
    found = verbs(text)
    if not found or (not text.endswith(_COLONS) and found[-1][1] != len(text)):
        return None
    start, end = found[0]
    address = _ANGLED.search(text) or _ADDRESS.search(text)
    if address and address.start() <= 100 and address.end() <= start + 2 and start - address.end() < 80:
        return True
    behind = text[end:].strip(" :：")
    if address and address.start() > end and len(text) < 250:
        return False
    if start <= 60 and (not behind or _TIME.search(behind) or _YEAR.search(behind)):
        return bool(behind) and text[start] >= "\u2e80"
    return None


def _of_names(lines: Sequence[Line], text: str) -> bool:
    """Whether a doubtful attribution may name somebody: "Ada Bąk wrote:" may, "The error says:" is a sentence.

    A name stands behind the last comma: "On Sunday, Ada wrote:".
    """
    said = _said(lines)[: len(text[: verbs(text)[0][0]].split())]
    commas = [at for at, word in enumerate(said[:-1], 1) if word.endswith((",", "、", "，"))]
    first, *others = said[commas[-1] if commas else 0 :] or [""]
    return first.lower() not in _NO_NAMES and not any(map(_small, others))


def _joins(line: Line) -> bool:
    """Whether a name may stand on the line above its address: a short line that is no sentence."""
    return len(line.bare) < 80 and (
        not line.bare.endswith((".", "!", "?", ":", "。")) or bool(_NUMBERED.search(line.bare))
    )
