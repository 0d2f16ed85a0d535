"""From text to words: one pure, versioned function for articles and questions in every language."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

ANALYSIS_VERSION = 1
"""Raise it when `words` or `grams` change: stored documents of an older version are analysed again."""

GRAM_BITS = 20
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"  # kana, Han
)
_RUN = re.compile(rf"([{_UNSPACED}]+)|[^\W_{_UNSPACED}]+")
_IS_UNSPACED = re.compile(rf"[{_UNSPACED}]")
_LONGEST_WORD = 40
_LONGEST_PARTICLE = 2
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


class Word(NamedTuple):
    """One word of a text: its folded form, and where it stands (character offsets into the text)."""

    form: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The words of `text` in order. Scripts written without spaces give single characters and pairs.

    Elided particles fall away on the short side of an apostrophe: l'adresse is "adresse", don't is "don".
    """
    for found in _RUN.finditer(text):
        start, end = found.span()
        if found.lastindex:
            yield from _characters(found.group(), start)
        elif end - start > _LONGEST_PARTICLE or not _elided(text, start, end):
            yield Word(fold(found.group()[:_LONGEST_WORD]), start, end)


def forms(text: str) -> list[str]:
    """Only the folded forms of the words of `text`, in order."""
    return [word.form for word in words(text)]


def unspaced(form: str) -> bool:
    """Whether a word is of a script written without spaces (Japanese, Chinese, Thai, Lao, Burmese, Khmer)."""
    return _IS_UNSPACED.match(form) is not None


@lru_cache(maxsize=50_000)
def fold(run: str) -> str:
    """Compatibility form, lower case, without accents; kana keep their voice marks."""
    run = unicodedata.normalize("NFKC", run).casefold()
    if run.isascii() or _IS_UNSPACED.match(run):
        return run
    split = unicodedata.normalize("NFD", run)
    return "".join(c for c in split if not unicodedata.combining(c)).translate(_PLAIN) or run


@lru_cache(maxsize=30_000)
def grams(form: str) -> tuple[int, ...]:
    """Hashes of the 3- to 5-character pieces of a word with its edges marked; of unspaced scripts the form itself.

    A hash of 20 bits keeps document counts in one small array; crc32 is the same on every machine.
    """
    if unspaced(form):
        return (_hash(form),)
    edged = f"<{form}>"
    pieces = {edged[i : i + n] for n in (3, 4, 5) for i in range(len(edged) - n + 1)}
    return tuple(sorted({_hash(piece) for piece in pieces}))


def trigrams(form: str) -> set[str]:
    """The 3-character pieces of a word with its edges marked: what finds words that look alike."""
    edged = f"<{form}>"
    return {edged[i : i + 3] for i in range(len(edged) - 2)}


def _hash(piece: str) -> int:
    return crc32(piece.encode("utf-8", "surrogatepass")) >> (32 - GRAM_BITS)


def _characters(run: str, start: int) -> Iterator[Word]:
    folded = unicodedata.normalize("NFKC", run)
    if len(folded) != len(run):  # half-width kana with a separate voice mark: offsets follow the original
        folded = run
    for at, character in enumerate(folded):
        yield Word(character, start + at, start + at + 1)
        if at + 1 < len(folded):
            yield Word(folded[at : at + 2], start + at, start + at + 2)


def _elided(text: str, start: int, end: int) -> bool:
    """Whether a short run is only joined on: l' before a vowel, or 't and 're after a longer word."""
    before = end + 1 < len(text) and text[end] in "'’" and text[end + 1].isalnum()
    after = start > 1 and text[start - 1] in "'’" and text[start - 2].isalnum()
    return before or (after and (end - start == 1 or (text[max(0, start - 4) : start - 1].isalnum() and start > 3)))
