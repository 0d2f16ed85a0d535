"""What speaks for a document: bounded numbers, each 0..1, the same from the same texts on every store."""

from collections.abc import Mapping, Sequence
from itertools import takewhile
from math import log, sqrt

from helpcenter.domain.answers.index import Index
from helpcenter.domain.answers.lexicon import Lexicon
from helpcenter.domain.answers.pieces import Pieces
from helpcenter.domain.answers.question import Question
from helpcenter.domain.answers.sights import CONTENT, Scales, Sight, covered, scales, sights, strongest
from helpcenter.domain.answers.windows import Occurrence, found_pairs, longest_run, windows

STRICT = 0.8
_BEST = 20
_LONG_TITLE = 20
ABSOLUTE = (
    "words", "found", "content", "content_same", "heavy", "heaviest", "title_content", "title_full", "title_same",
    "title_covered", "title_both", "title_length", "window_80", "window_25", "lead", "first", "early", "pairs_title",
    "pairs_body", "run", "yes_no", "window_apart", "pieces", "asks_same", "asks_other",
)  # fmt: skip
NAMES = ABSOLUTE + tuple(f"{name}_best" for name in ABSOLUTE)
"""Each feature as it is, and as a share of the best among the candidates."""

Row = tuple[Sight, list[float]]


def table(index: Index, lexicon: Lexicon, question: Question, found: Sequence[tuple[int, float]]) -> list[Row]:
    """The most promising candidates of `found` (document, score of its words), each with its row of `NAMES`."""
    by = scales(question)
    close = sights(index, by, found)
    look = _Look(index, lexicon, question, by, close)
    rows = [look.row(sight) for sight in close]
    best = [max(column) or 1.0 for column in zip(*rows, strict=True)]
    shares = [[value / most for value, most in zip(row, best, strict=True)] for row in rows]
    return [(sight, row + share) for sight, row, share in zip(close, rows, shares, strict=True)]


class _Look:
    """A close look at the candidates of one question."""

    def __init__(self, index: Index, lexicon: Lexicon, question: Question, by: Scales, close: Sequence[Sight]) -> None:
        self._index = index
        self._lexicon = lexicon
        self._question = question
        self._by = by
        self._apart = _apart(close, by.content)
        self._apart_total = sum(self._apart) or 1.0
        self._asked = {lexicon.askers[term.form] for term in question.terms if term.form in lexicon.askers}
        self._kinds = _numbered(index, lexicon.askers)
        self._replies = _numbered(index, dict.fromkeys(lexicon.replies, 0)).keys()
        self._pieces = Pieces(index, question, [sight.known for sight in close])
        self._weights: dict[int, float] = {}

    def row(self, sight: Sight) -> list[float]:
        """The values of `ABSOLUTE`."""
        by, question, body = self._by, self._question, sight.in_body
        content, anywhere = by.content, sight.anywhere
        titles = [found for _, found in sight.asked]
        ((wide, _, _),) = windows(body, [content], 80)
        (near, _, _), (apart, _, _) = windows(body, [by.full, self._apart], 25)
        return [
            sight.score,
            sight.found,
            covered(anywhere, content) / by.content_total,
            covered(_same(anywhere), content) / by.content_total,
            sum([content[at] ** 2 * strength for at, strength in sorted(anywhere.items())]) / by.square_total,
            anywhere.get(by.heaviest, 0.0),
            *self._best_title(sight.asked),
            min(1.0, len(sight.known.titles[0]) / _LONG_TITLE),
            wide / by.content_total,
            near / by.full_total,
            *(_beginning(body, content, size) / by.content_total for size in (40, 8)),
            _early(body, content) / by.content_total,
            max(found_pairs(found, by.pairs, content) for found in titles) / by.pair_total,
            found_pairs(body, by.pairs, content) / by.pair_total,
            max([0, *(longest_run(found, question.order) for found in (body, *titles) if found)]) / len(question.order),
            float(question.yes_no and not self._replies.isdisjoint(sight.known.body[:2])),
            apart / self._apart_total,
            self._pieces.held(sight.document, sight.known),
            *self._asking(sight.known.titles),
        ]

    def _asking(self, titles: Sequence[Sequence[int]]) -> tuple[float, float]:
        """Whether a title or known question asks for what the question asks for, and whether all ask for another."""
        known = self._kinds
        kinds = {known[number] for title in titles for number in title if number in known}
        same = not self._asked.isdisjoint(kinds)
        return float(same), float(bool(self._asked and kinds) and not same)

    def _best_title(self, asked: Sequence[tuple[Sequence[int], list[Occurrence]]]) -> list[float]:
        """Question in title, title in question, and both, of the title or the known question that fits best."""
        by = self._by
        best = [0.0] * 5
        for title, found in asked:
            if not found:
                continue
            held = strongest(found)
            contained = covered(held, by.content) / by.content_total
            weights = [self._weight(number) for number in title]
            matched = strongest((0, place, strength) for place, _, strength in found)
            share = covered(matched, weights) / (sum(weights) or 1.0)
            both = sqrt(contained * share)
            if both > best[4]:
                full = covered(held, by.full) / by.full_total
                best = [contained, full, covered(_same(held), by.content) / by.content_total, share, both]
        return best

    def _weight(self, number: int) -> float:
        """What a word of a title weighs."""
        weight = self._weights.get(number)
        if weight is None:
            filler = self._index.form(number) in self._lexicon.fillers
            weight = self._index.idf(self._index.holding(number)) * (CONTENT if filler else 1)
            self._weights[number] = weight
        return weight


def _numbered(index: Index, forms: Mapping[str, int]) -> dict[int, int]:
    """The same by the numbers of the words that some document holds."""
    return {number: kind for form, kind in forms.items() if (number := index.number(form)) is not None}


def _apart(close: Sequence[Sight], content: Sequence[float]) -> list[float]:
    """Weights that tell the best candidates apart: the fewer of them hold a term, the more it counts."""
    best = close[:_BEST]
    holding = [0.0] * len(content)
    for sight in best:
        for at, strength in sight.anywhere.items():
            holding[at] += strength
    return [
        weight * log(1 + (len(best) - held + 0.5) / (held + 0.5)) for weight, held in zip(content, holding, strict=True)
    ]


def _beginning(in_body: Sequence[Occurrence], weights: Sequence[float], size: int) -> float:
    return covered(strongest(takewhile(lambda one: one[0] < size, in_body)), weights)


def _early(in_body: Sequence[Occurrence], weights: Sequence[float]) -> float:
    """The terms of the question by where each stands first: half its weight at the fifteenth word."""
    first: dict[int, Occurrence] = {}
    for one in in_body:
        first.setdefault(one[1], one)
    return sum([weights[at] * first[at][2] / (1 + first[at][0] / 15) for at in sorted(first)])


def _same(best: dict[int, float]) -> dict[int, float]:
    return {at: strength for at, strength in best.items() if strength >= STRICT}
