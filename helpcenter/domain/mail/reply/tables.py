"""Looking things up in the tables. Plain string methods throughout: patterns so large would take longer to compile
than a mail takes to read, and no line may cost more than its length.
"""

from __future__ import annotations

from functools import cache

from helpcenter.domain.mail.reply.languages import LANGUAGES, all_of
from helpcenter.domain.mail.reply.programs import telling

_DENSE = "\u2e80"
"""From here on scripts put no blanks between words, so no boundary is asked for."""


@cache
def _entries(name: str) -> tuple[str, ...]:
    return all_of(name)


@cache
def _entry_set(name: str) -> frozenset[str]:
    return frozenset(all_of(name))


def opens(text: str) -> bool:
    """Whether bare text begins with a word that attributions begin with ("on", "le", "am") or with a day's name."""
    if begins_with_opener(text) or _first_words(text)[0].rstrip(".،") in _entry_set("days"):
        return True
    return any(text.startswith(each) for each in _entry_set("openers") if each[0] >= _DENSE)


def begins_with_opener(text: str) -> bool:
    """Whether bare text begins with a word that attributions begin with, and a blank behind it."""
    words = _first_words(text)
    return any(" ".join(words[:size]) in _entry_set("openers") for size in range(1, len(words) + 1))


def _first_words(text: str) -> list[str]:
    return text[:80].replace(",", " ").replace("(", " ").replace(":", " ").split(" ")[:5]


def may_end_with_verb(text: str) -> bool:
    """Whether bare text ends with what it says that somebody did; boundaries are not looked at."""
    return text.endswith(_entries("verbs"))


def verbs(text: str) -> list[tuple[int, int]]:
    """Return begin and end of each verb of an attribution in bare text, in order; where two overlap, the longer one."""
    found: list[tuple[int, int]] = []
    for each in _entries("verbs"):
        at = text.find(each)
        for _ in range(5):
            if at < 0:
                break
            end = at + len(each)
            if _stands_alone(text, at, end) and not any(begin <= at and end <= stop for begin, stop in found):
                found.append((at, end))
            at = text.find(each, end)
    return sorted(found)


def label(name: str) -> str | None:
    """Return which kind of header field bare `name` is: sender, sent, to, subject, copy, or None."""
    return _labels().get(name)


def banner(words: str) -> str:
    """Return `original` or `forward` when bare words (without their dashes) announce an old mail, else ""."""
    for kind in ("original", "forward"):
        if words.startswith(_entries(kind)):
            size = next(len(each) for each in _entries(kind) if words.startswith(each))
            if len(words) - size < 80 and _stands_alone(words, 0, size):
                return kind
    return ""


def says_above(bare: str) -> bool:
    """Whether a line asks to reply above it."""
    return any(each in bare for each in _entries("above"))


def is_mobile(bare: str) -> bool:
    """Whether bare text is a line that a telephone or a mail program adds: it names one, or people's brevity."""
    bare = bare.rstrip(".!。 ")
    if bare in _entry_set("mobile_whole") or (bare.startswith(_entries("mobile_mine")) and len(bare.split()) <= 8):
        return True
    return (bare.endswith(_entries("mobile_end")) or _begins(bare)) and telling(bare)


def _begins(bare: str) -> bool:
    return bare.startswith(_entries("mobile")) and any(
        bare.startswith(each) and _stands_alone(bare, 0, len(each)) for each in _entries("mobile")
    )


def disclaims(paragraph: str) -> bool:
    """Whether a bare paragraph says that it is confidential, and for whom it is, in one language."""
    for words in LANGUAGES.values():
        if words.confidential and _any(words.confidential, paragraph) and _any(words.addressee, paragraph):
            return True
    return False


@cache
def _labels() -> dict[str, str]:
    kinds = ("copy", "to", "subject", "sent", "sender")
    return {entry: kind for kind in kinds for entry in all_of(kind)}


def _any(entries: str, text: str) -> bool:
    return any(each in text for each in entries.split("|"))


def _stands_alone(text: str, begin: int, end: int) -> bool:
    """Whether no letter touches a word of a script that puts blanks between words."""
    if text[begin] < _DENSE and begin and text[begin - 1].isalpha() and text[begin - 1] < _DENSE:
        return False
    return text[end - 1] >= _DENSE or end >= len(text) or not text[end].isalpha() or text[end] >= _DENSE
