"""What speaks for a document: bounded numbers, each 0..1, the same from the same texts on every store."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt

from helpcenter.domain.answers.candidates import SATURATION
from helpcenter.domain.answers.index import Index, Known
from helpcenter.domain.answers.lexicon import Lexicon
from helpcenter.domain.answers.pieces import Pieces
from helpcenter.domain.answers.question import Question, total
from helpcenter.domain.answers.windows import Occurrence, best_window, found_pairs, longest_run

CONTENT = 0.2
"""What a filler weighs where content is asked for, beside its weight in full questions."""

STRICT = 0.8
_BEST = 20
_LONG_TITLE = 20
ABSOLUTE = (
    "words", "found", "content", "content_same", "heavy", "heaviest", "title_content", "title_full", "title_same",
    "title_covered", "title_both", "title_length", "window_80", "window_25", "lead", "first", "early", "pairs_title",
    "pairs_body", "run", "yes_no", "window_apart", "pieces",
)  # fmt: skip
NAMES = ABSOLUTE + tuple(f"{name}_best" for name in ABSOLUTE)
"""Each feature as it is, and as a share of the best among the candidates."""


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
    """Where one candidate holds the question's terms, and how well at best: in body, titles, and either."""

    known: Known
    in_body: list[Occurrence]
    asked: list[tuple[Sequence[int], list[Occurrence]]]
    body: dict[int, float]
    anywhere: dict[int, float]


def table(index: Index, lexicon: Lexicon, question: Question, found: Sequence[tuple[int, float]]) -> list[list[float]]:
    """One row of `NAMES` for each candidate (document, score of its words)."""
    scales = _scales(question)
    sights = [_sight(index.known(document), scales) for document, _ in found]
    apart = _apart(sights, scales.content)
    apart_total = sum(apart) or 1.0
    pieces = Pieces(index, question)
    rows = [
        [
            *_row(index, lexicon, question, scales, sight, score),
            best_window(sight.in_body, apart, 25) / apart_total,
            pieces.held(document, sight.known),
        ]
        for sight, (document, score) in zip(sights, found, strict=True)
    ]
    best = [max(column) or 1.0 for column in zip(*rows, strict=True)]
    return [row + [value / most for value, most in zip(row, best, strict=True)] for row in rows]


def _scales(question: Question) -> Scales:
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


def _sight(known: Known, scales: Scales) -> Sight:
    in_body = _occurrences(known.body, scales)
    asked = [(title, _occurrences(title, scales)) for title in known.titles]
    body = _strongest(in_body)
    titles = _strongest(one for _, found in asked for one in found)
    anywhere = {at: max(body.get(at, 0.0), titles.get(at, 0.0)) for at in {**body, **titles}}
    return Sight(known, in_body, asked, body, anywhere)


def _apart(sights: Sequence[Sight], content: Sequence[float]) -> list[float]:
    """Weights that tell the best candidates apart: the fewer of them hold a term, the more it counts."""
    best = sights[:_BEST]
    holding = [0.0] * len(content)
    for sight in best:
        for at, strength in sight.anywhere.items():
            holding[at] += strength
    return [
        weight * log(1 + (len(best) - held + 0.5) / (held + 0.5)) for weight, held in zip(content, holding, strict=True)
    ]


def _row(index: Index, lexicon: Lexicon, question: Question, scales: Scales, sight: Sight, score: float) -> list[float]:
    in_body, anywhere, asked = sight.in_body, sight.anywhere, sight.asked
    full, content = scales.full, scales.content
    return [
        score / (scales.full_total * (SATURATION + 1)),
        _covered(anywhere, full) / scales.full_total,
        _covered(anywhere, content) / scales.content_total,
        _covered(_same(anywhere), content) / scales.content_total,
        sum(content[at] ** 2 * strength for at, strength in anywhere.items()) / scales.square_total,
        anywhere.get(scales.heaviest, 0.0),
        *_best_title(index, lexicon, scales, asked),
        min(1.0, len(sight.known.titles[0]) / _LONG_TITLE),
        best_window(in_body, content, 80) / scales.content_total,
        best_window(in_body, full, 25) / scales.full_total,
        *(_beginning(in_body, content, size) / scales.content_total for size in (40, 8)),
        _early(in_body, content) / scales.content_total,
        max(found_pairs(found, scales.pairs, content) for _, found in asked) / scales.pair_total,
        found_pairs(in_body, scales.pairs, content) / scales.pair_total,
        max(longest_run(found, question.order) for found in (in_body, *(f for _, f in asked))) / len(question.order),
        float(question.yes_no and any(index.form(n) in lexicon.replies for n in sight.known.body[:2])),
    ]


def _beginning(in_body: Sequence[Occurrence], weights: Sequence[float], size: int) -> float:
    return _covered(_strongest(one for one in in_body if one.place < size), weights)


def _early(in_body: Sequence[Occurrence], weights: Sequence[float]) -> float:
    """The terms of the question by where each stands first: half its weight at the fifteenth word."""
    first = {one.term: one for one in reversed(in_body)}
    return sum(weights[at] * first[at].strength / (1 + first[at].place / 15) for at in sorted(first))


def _best_title(
    index: Index, lexicon: Lexicon, scales: Scales, asked: list[tuple[Sequence[int], list[Occurrence]]]
) -> list[float]:
    """Question in title, title in question, and both, of the title or the known question that fits best."""
    best = [0.0] * 5
    for title, found in asked:
        strongest = _strongest(found)
        contained = _covered(strongest, scales.content) / scales.content_total
        weights = [index.idf(index.holding(n)) * (CONTENT if index.form(n) in lexicon.fillers else 1) for n in title]
        matched: dict[int, float] = {}
        for one in found:
            matched[one.place] = max(matched.get(one.place, 0.0), one.strength)
        covered = _covered(matched, weights) / (sum(weights) or 1.0)
        row = [
            contained,
            _covered(strongest, scales.full) / scales.full_total,
            _covered(_same(strongest), scales.content) / scales.content_total,
            covered,
            sqrt(contained * covered),
        ]
        best = max(best, row, key=lambda row: row[4])
    return best


def _occurrences(numbers: Sequence[int], scales: Scales) -> list[Occurrence]:
    hits = scales.hits
    return [
        Occurrence(place, at, strength)
        for place, number in enumerate(numbers)
        if number in hits
        for at, strength in hits[number]
    ]


def _strongest(found: Iterable[Occurrence]) -> dict[int, float]:
    strongest: dict[int, float] = {}
    for _, term, strength in found:
        if strength > strongest.get(term, 0.0):
            strongest[term] = strength
    return strongest


def _same(strongest: dict[int, float]) -> dict[int, float]:
    return {at: strength for at, strength in strongest.items() if strength >= STRICT}


def _covered(strongest: dict[int, float], weights: Sequence[float]) -> float:
    return sum(weights[at] * strongest[at] for at in sorted(strongest))
