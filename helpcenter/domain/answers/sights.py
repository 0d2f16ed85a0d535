"""Where the candidates of a question hold its words, and which of them are worth a close look."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from helpcenter.domain.answers.candidates import SATURATION
from helpcenter.domain.answers.index import Index, Known
from helpcenter.domain.answers.question import Question, total
from helpcenter.domain.answers.windows import Occurrence

CONTENT = 0.2
"""What a filler weighs where content is asked for, beside its weight in full questions."""

MOST_CLOSE = 30
"""Candidates that are looked at closely: more cost time and bring the right one up in few questions."""

_FOUND = 0.5
"""What the share of the question that is found counts, beside the words' own score, for being among them."""


@dataclass(frozen=True)
class Scales:
    """What is the same for all candidates of one question."""

    full: tuple[float, ...]
    content: tuple[float, ...]
    full_total: float
    content_total: float
    square_total: float
    pair_total: float
    heaviest: int
    pairs: frozenset[tuple[int, int]]
    hits: dict[int, tuple[tuple[int, float], ...]]


@dataclass(frozen=True)
class Sight:
    """One candidate: its words' score, where body and titles hold terms of the question, and how well either does."""

    document: int
    known: Known
    score: float
    in_body: list[Occurrence]
    asked: list[tuple[Sequence[int], list[Occurrence]]]
    anywhere: dict[int, float]
    found: float


def scales(question: Question) -> Scales:
    """What a question's terms and neighbours weigh, and which words of the articles meet which terms."""
    full = tuple(term.weight for term in question.terms)
    content = tuple(term.weight * (CONTENT if term.filler else 1) for term in question.terms)
    pairs = frozenset(zip(question.order, question.order[1:], strict=False))
    hits: dict[int, list[tuple[int, float]]] = {}
    for at, term in enumerate(question.terms):
        for number, strength in term.matches:
            hits.setdefault(number, []).append((at, strength))
    return Scales(
        full,
        content,
        total(question.terms),
        sum(content) or 1.0,
        sum(weight * weight for weight in content) or 1.0,
        sum(min(content[a], content[b]) for a, b in pairs) or 1.0,
        max(range(len(content)), key=content.__getitem__),
        pairs,
        {number: tuple(found) for number, found in hits.items()},
    )


def sights(index: Index, by: Scales, found: Sequence[tuple[int, float]]) -> list[Sight]:
    """The candidates (document, score of its words) worth a close look, the most promising first."""
    seen = [
        _sight(document, index.known(document), score / (by.full_total * (SATURATION + 1)), by)
        for document, score in found
    ]
    return sorted(seen, key=lambda one: (-round(one.score + _FOUND * one.found, 9), one.known.key))[:MOST_CLOSE]


def strongest(found: Iterable[Occurrence]) -> dict[int, float]:
    """By term: how alike its best word is."""
    best: dict[int, float] = {}
    for _, term, strength in found:
        if strength > best.get(term, 0.0):
            best[term] = strength
    return best


def covered(best: dict[int, float], weights: Sequence[float]) -> float:
    """The weight of what is met, each as far as it is alike."""
    return sum([weights[at] * best[at] for at in sorted(best)])


def _sight(document: int, known: Known, score: float, by: Scales) -> Sight:
    hits = by.hits
    in_body = [(place, at, s) for place, number in enumerate(known.body) if number in hits for at, s in hits[number]]
    asked = [
        (title, [(place, at, s) for place, number in enumerate(title) if number in hits for at, s in hits[number]])
        for title in known.titles
    ]
    anywhere = strongest(one for found in (in_body, *(found for _, found in asked)) for one in found)
    return Sight(document, known, score, in_body, asked, anywhere, covered(anywhere, by.full) / by.full_total)
