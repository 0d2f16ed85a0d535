"""Refit the weights on labelled questions. Needs numpy, which only those who train must have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import TYPE_CHECKING, Any

from helpcenter.domain.answers.confidence import ANSWER_FROM, EVIDENCE, confidence, evidence, verdict
from helpcenter.domain.answers.evaluation import Judged, judge
from helpcenter.domain.answers.features import NAMES
from helpcenter.domain.answers.question import Question
from helpcenter.domain.answers.ranking import Ranked, by_length
from helpcenter.domain.answers.values import Verdict

if TYPE_CHECKING:
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[np.float64]]
    Vector = Matrix
    Places = np.ndarray[Any, np.dtype[np.intp]]

RIDGE_RANKING = 0.05
RIDGE_CONFIDENCE = 1e-2
ANSWERED = 0.51
"""Share of the questions with an answer that get it at `ANSWER_FROM`; a little more than is wanted on new ones."""
_STEPS = 12
_FIRST = 20
"""Candidates of a question that take part in a fit: those that a reader could be shown."""


@dataclass(frozen=True, eq=False)
class Example:
    """A labelled question with the candidates found for it; `relevant` is empty when nothing answers it."""

    group: str
    relevant: frozenset[str]
    question: Question
    candidates: tuple[Ranked, ...]

    @cached_property
    def table(self) -> Matrix:
        """The candidates' features, one row each."""
        import numpy as np

        return np.array([one.features for one in self.candidates])


def unweighed(ranked: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """The candidates in an order that no weights had a part in, so that a fit does not depend on the one before."""
    words, found = NAMES.index("words"), NAMES.index("found")
    return tuple(sorted(ranked, key=lambda one: (-round(one.features[words] + one.features[found] / 2, 9), one.key)))


Sets = Mapping[str, Sequence[Example]]
Weights = dict[str, tuple[float, float]]
Sureness = dict[str, float]


def fit(sets: Sets) -> tuple[Weights, Sureness]:
    """Ranking and confidence weights from labelled sets, each set counting the same however large it is."""
    ranking = fit_ranking(sets)
    return ranking, fit_confidence(sets, ranking)


def left_out(sets: Sets, family: Mapping[str, str]) -> dict[str, list[Judged]]:
    """Judge each set by weights fitted without its family: what the weights do on data they never saw."""
    judged: dict[str, list[Judged]] = {}
    for out in sorted(set(family.values())):
        ranking, sureness = fit({name: rows for name, rows in sets.items() if family[name] != out})
        for name, rows in sets.items():
            if family[name] == out:
                judged[name] = [_judge(example, ranking, sureness) for example in rows]
    return judged


def fit_ranking(sets: Sets) -> Weights:
    """Weights under which relevant candidates come first: softmax over a question's candidates, by Newton's method.

    Each feature takes part twice, as it is and times the length of the question, both scaled to the same spread.
    """
    import numpy as np

    rows, good, starts, share = _stacked(sets)
    spread = rows.std(0) + 1e-6
    rows = rows / spread
    counts = np.diff([*starts, len(rows)])
    fitted = np.zeros(rows.shape[1])
    loss, given, wanted = _softmax(rows @ fitted, good, starts, counts, share)
    for _ in range(_STEPS):
        slope = rows.T @ ((given - wanted) * np.repeat(share, counts)) + RIDGE_RANKING * fitted
        mean = np.add.reduceat(rows * given[:, None], starts)
        weighed = rows * (given * np.repeat(share, counts))[:, None]
        curve = rows.T @ weighed - mean.T @ (mean * share[:, None]) + RIDGE_RANKING * np.eye(len(fitted))
        step = np.linalg.solve(curve, slope)
        for pace in (1.0, 0.5, 0.25, 0.1, 0.03):
            tried = fitted - pace * step
            new, *likely = _softmax(rows @ tried, good, starts, counts, share)
            if new + RIDGE_RANKING / 2 * (tried @ tried) < loss + RIDGE_RANKING / 2 * (fitted @ fitted):
                fitted, loss, given, wanted = tried, new, *likely
                break
    raw = fitted / spread
    short, longer = raw[: len(NAMES)], raw[len(NAMES) :]
    return {name: (round(float(a), 4), round(float(b), 4)) for name, a, b in zip(NAMES, short, longer, strict=True)}


def fit_confidence(sets: Sets, ranking: Weights) -> Sureness:
    """Logistic weights (raw scale, "" is the constant) for the first document being right, by Newton's method.

    The constant is then moved so that `ANSWER_FROM` stands where `ANSWERED` of the questions get their answer, as a
    mean of sets: above it is more than an even chance, and settings mean the same whatever the weights.
    """
    import numpy as np

    found, right, share, sizes = [], [], [], []
    for rows in sets.values():
        seen = [(ex, _ordered(ex, ranking)) for ex in rows if ex.candidates]
        sizes.append((len(seen), sum(bool(ex.relevant) for ex in rows)))
        found += [evidence(ex.question, ordered) for ex, ordered in seen]
        right += [float(ordered[0].key in ex.relevant) for ex, ordered in seen]
        share += [len(seen) ** -0.5] * len(seen)
    table, wanted = np.array(found), np.array(right)
    weight = np.array(share) / sum(share)
    centre, spread = table.mean(0), table.std(0) + 1e-9
    scaled = np.c_[(table - centre) / spread, np.ones(len(table))]
    fitted = np.zeros(scaled.shape[1])
    ridge = RIDGE_CONFIDENCE * np.r_[np.ones(len(fitted) - 1), 1e-6]
    for _ in range(40):
        sure = 1 / (1 + np.exp(-scaled @ fitted))
        slope = scaled.T @ (weight * (sure - wanted)) + ridge * fitted
        curve = (scaled * (weight * sure * (1 - sure))[:, None]).T @ scaled + np.diag(ridge)
        fitted -= np.linalg.solve(curve, slope)
    raw = fitted[:-1] / spread
    at = _reaching(ANSWERED, scaled @ fitted, wanted, sizes)
    constant = float(fitted[-1] - raw @ centre) - at + log(ANSWER_FROM / (1 - ANSWER_FROM))
    return {"": round(constant, 4)} | {n: round(float(v), 4) for n, v in zip(EVIDENCE, raw, strict=True)}


def _reaching(least: float, sure: Vector, right: Vector, sizes: Sequence[tuple[int, int]]) -> float:
    """The highest of `sure` from which on that share of each set's answers is given, as a mean of sets.

    `sizes` has for each set how many of the rows are its own, and how many questions of it have an answer.
    """
    import numpy as np

    gains = np.repeat([1 / max(1, answers) / len(sizes) for _, answers in sizes], [rows for rows, _ in sizes]) * right
    order = np.argsort(-sure, kind="stable")
    reached = np.searchsorted(np.cumsum(gains[order]), least)
    return float(sure[order[min(int(reached), len(order) - 1)]])


def _softmax(scores: Vector, good: Vector, starts: Places, counts: Places, share: Vector) -> tuple[Any, Vector, Vector]:
    """The loss, and what each candidate gets and should get of its question's probability."""
    import numpy as np

    likely = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), counts))
    relevant = likely * good
    all_of, good_of = np.add.reduceat(likely, starts), np.add.reduceat(relevant, starts)
    loss = -(share * np.log(good_of / all_of)).sum()
    return loss, likely / np.repeat(all_of, counts), relevant / np.repeat(good_of, counts)


def _stacked(sets: Sets) -> tuple[Matrix, Vector, Places, Vector]:
    """Candidates of all questions, which are relevant, where each question starts, and what it weighs."""
    import numpy as np

    rows: list[Matrix] = []
    good: list[float] = []
    starts: list[int] = []
    share: list[float] = []
    for examples in sets.values():
        useful = [ex for ex in examples if any(one.key in ex.relevant for one in ex.candidates[:_FIRST])]
        for example in useful:
            starts.append(len(good))
            first = example.table[:_FIRST]
            rows.append(np.hstack([first, first * example.question.length]))
            good += [float(one.key in example.relevant) for one in example.candidates[:_FIRST]]
            share.append(len(useful) ** -0.5)
    shares = np.array(share)
    return np.concatenate(rows), np.array(good), np.array(starts), shares / shares.sum()


def _ordered(example: Example, ranking: Weights) -> list[Ranked]:
    """The first candidates in the order that these weights give, equal scores by key as `rank` has it."""
    import numpy as np

    if not example.candidates:
        return []
    scores = np.round(example.table @ np.array(by_length(example.question.length, ranking)), 9)
    order = np.argsort(-scores, kind="stable")[:_FIRST]
    first = [(example.candidates[at], float(scores[at])) for at in order]
    scored = [Ranked(one.document, one.key, score, one.features) for one, score in first]
    return sorted(scored, key=lambda one: (-one.score, one.key))


def _judge(example: Example, ranking: Weights, weights: Sureness) -> Judged:
    ordered = _ordered(example, ranking)
    sure = confidence(example.question, ordered, weights)
    answered = verdict(example.question, sure, len(ordered)) is Verdict.ANSWER
    return judge(dict.fromkeys(example.relevant, 1), example.group, answered, sure, [one.key for one in ordered])
