"""The passage of an article that answers a question, with the words of the question marked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from helpcenter.domain.answers.analysis import Word, unspaced, words
from helpcenter.domain.answers.blocks import Block
from helpcenter.domain.answers.excerpts import around, opening
from helpcenter.domain.answers.index import Index
from helpcenter.domain.answers.lexicon import Lexicon
from helpcenter.domain.answers.memory import MOST_WORDS
from helpcenter.domain.answers.question import Question
from helpcenter.domain.answers.values import Passage
from helpcenter.domain.answers.windows import windows

WIDE = 60
TITLED = 0.75
"""Share of the question's weight from which on it asks for the title itself, so that the article's opening answers."""

SECTIONED = 0.6
"""Share of the question's weight from which on one section's heading answers it better than the article's opening."""

TELLING = 40
"""Characters from which on the beginning of a section says something."""

WEAK = 0.2
"""Share of the question's weight below which a place is there by accident."""

_HAN = re.compile("[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_HEADING = 0.5
_SURE = 0.36
_MOST_BLOCKS = 2_000
_MOST_CHARACTERS = 120_000

Matches = Mapping[str, Sequence[tuple[int, float]]]
"""By form of a word: (term of the question, how alike)."""


def passage(index: Index, lexicon: Lexicon, question: Question, title: str, blocks: Sequence[Block]) -> Passage | None:
    """The passage of an article for a question; None for an article without text.

    When the question is the article's title, that is how the article begins, else the place that holds most of the
    question. Only words of content count and are marked. What only points to another article is never shown alone.
    """
    read = list(_read(blocks))
    if not read:
        return None
    matches = _by_form(index, question)
    weights = [term.weight for term in question.terms]
    at, start, end = _place(read, title, matches, weights)
    text = opening(read) if at is None else around(read, at, start, end)
    shown = read[at or 0]
    return Passage(text, shown.heading, shown.anchor, tuple(_marks(text, matches, lexicon)))


def _read(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks that take part: work stays bounded however long an article is."""
    left = _MOST_CHARACTERS
    for block in blocks[:_MOST_BLOCKS]:
        if block.text.strip() and left > 0:
            yield block if len(block.text) <= left else replace(block, text=block.text[:left])
            left -= len(block.text)


def _by_form(index: Index, question: Question) -> Matches:
    asked = {at: term for at, term in enumerate(question.terms) if not term.filler} or dict(enumerate(question.terms))
    found: dict[str, list[tuple[int, float]]] = {}
    for at, term in asked.items():
        for number, strength in term.matches:
            found.setdefault(index.form(number), []).append((at, strength))
    return found


def _place(
    blocks: Sequence[Block], title: str, matches: Matches, weights: Sequence[float]
) -> tuple[int | None, int, int]:
    """The block to show and where in its text, or None for the opening."""
    asked = sum(weights[at] for at in sorted({at for found in matches.values() for at, _ in found})) or 1.0
    headings = {head: _held(head, matches, weights, 0.5) for head in {block.heading for block in blocks} if head}
    if _held(title, matches, weights) >= TITLED * asked:
        return _begins(blocks, _section(headings, asked)), 0, 0
    best: tuple[float, int | None, int, int] = (WEAK * asked, None, 0, 0)
    for at, block in enumerate(blocks):
        if not block.pointer:
            weight, start, end = _best(block.text, matches, weights)
            weight = round(weight + _HEADING * headings.get(block.heading or "", 0.0), 9)
            if weight > best[0]:
                best = (weight, at, start, end)
    return best[1:]


def _section(headings: Mapping[str, float], asked: float) -> str | None:
    """The one section that says more of the question in its heading than any other: there the article answers it."""
    first, second = ([*sorted(headings.items(), key=lambda each: (-each[1], each[0])), ("", 0.0), ("", 0.0)])[:2]
    return first[0] if first[1] >= SECTIONED * asked and first[1] > second[1] else None


def _begins(blocks: Sequence[Block], section: str | None) -> int | None:
    """Where a section begins; None for one that begins with too little to say something, such as a table's head."""
    at = next((at for at, block in enumerate(blocks) if section and block.heading == section), None)
    return at if at is not None and len(around(blocks, at, 0, 0)) >= TELLING else None


def _held(text: str, matches: Matches, weights: Sequence[float], least: float = 0.0) -> float:
    """The weight of the question's terms that a title or heading holds at least so well."""
    strongest: dict[int, float] = {}
    for word in words(text):
        for at, strength in matches.get(word.form, ()):
            if strength > least:
                strongest[at] = max(strongest.get(at, 0.0), strength)
    return sum(weights[at] * strongest[at] for at in sorted(strongest))


def _best(text: str, matches: Matches, weights: Sequence[float]) -> tuple[float, int, int]:
    """The weight of the best window of a text, and where it stands."""
    own = list(islice(words(text), MOST_WORDS))
    found = [(place, at, strength) for place, word in enumerate(own) for at, strength in matches.get(word.form, ())]
    weight, first, last = windows(found, [weights], WIDE)[0]
    return (weight, own[first].start, own[last].end) if found else (0.0, 0, 0)


def _marks(text: str, matches: Matches, lexicon: Lexicon) -> list[tuple[int, int]]:
    marked: list[tuple[int, int]] = []
    for word in words(text):
        strong = any(strength >= _SURE for _, strength in matches.get(word.form, ()))
        if not strong or word.form in lexicon.fillers or _part(text, word):
            continue
        if marked and word.start <= marked[-1][1]:
            marked[-1] = (marked[-1][0], max(word.end, marked[-1][1]))
        else:
            marked.append((word.start, word.end))
    return marked


def _part(text: str, word: Word) -> bool:
    """Whether a word is a single character inside a longer one of a script without spaces: 色 is whole in 色は."""
    if len(word.form) > 1 or not unspaced(word.form):
        return False
    return not _HAN.match(word.form) or any(
        map(_HAN.match, (text[max(0, word.start - 1) : word.start], text[word.end : word.end + 1]))
    )
