"""The order of the candidates: a weighted sum of features, equal sums by key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpcenter.domain.answers.features import NAMES, table
from helpcenter.domain.answers.index import Index
from helpcenter.domain.answers.lexicon import Lexicon
from helpcenter.domain.answers.question import Question
from helpcenter.domain.answers.weights import RANKING

Weights = Mapping[str, tuple[float, float]]
"""By feature: what it weighs in the shortest question, and what is added to that in a long one."""


@dataclass(frozen=True)
class Ranked:
    """A document in its place: its number in the index, key, score, and features in the order of `NAMES`."""

    document: int
    key: str
    score: float
    features: tuple[float, ...]


def rank(
    index: Index,
    lexicon: Lexicon,
    question: Question,
    found: Sequence[tuple[int, float]],
    weights: Weights = RANKING,
) -> tuple[Ranked, ...]:
    """The candidates of a question (document, score), best first; the same order wherever the texts are indexed."""
    if not found:
        return ()
    by_place = by_length(question.length, weights)
    ranked = [
        Ranked(sight.document, sight.known.key, score(row, by_place), tuple(row))
        for sight, row in table(index, lexicon, question, found)
    ]
    return tuple(sorted(ranked, key=lambda one: (-one.score, one.key)))


def by_length(length: float, weights: Weights) -> list[float]:
    """What each of `NAMES` weighs in a question of this length (0..1)."""
    pairs = (weights.get(name, (0.0, 0.0)) for name in NAMES)
    return [short + length * longer for short, longer in pairs]


def score(row: Sequence[float], weights: Sequence[float]) -> float:
    """The weighted sum, rounded so that the order of additions cannot show."""
    return round(sum(value * weight for value, weight in zip(row, weights, strict=True)), 9)


def reasons(
    question: Question, ranked: Ranked, weights: Weights = RANKING, most: int = 5
) -> tuple[tuple[str, float], ...]:
    """What brought a document to its place, for editors: the features that weigh most, and how much each gave."""
    shares: dict[str, float] = {}
    for name, value, weight in zip(NAMES, ranked.features, by_length(question.length, weights), strict=True):
        plain = name.removesuffix("_best")
        shares[plain] = shares.get(plain, 0.0) + value * weight
    heavy = sorted(shares.items(), key=lambda share: (-abs(share[1]), share[0]))[:most]
    return tuple((name, round(share, 3)) for name, share in heavy if share)
