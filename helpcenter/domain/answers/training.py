"""Refit the weights on labelled questions. Needs numpy, which only those who train must have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from helpcenter.domain.answers.confidence import EVIDENCE, confidence, evidence, verdict
from helpcenter.domain.answers.evaluation import Judged, judge
from helpcenter.domain.answers.features import NAMES
from helpcenter.domain.answers.question import Question
from helpcenter.domain.answers.ranking import Ranked
from helpcenter.domain.answers.values import Verdict

if TYPE_CHECKING:
    import numpy as np

    Matrix = np.ndarray[Any, np.dtype[np.float64]]

RIDGE_RANKING = 1e-4
RIDGE_CONFIDENCE = 3e-3
_STEPS = 300
_FIRST = 30
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


Sets = Mapping[str, Sequence[Example]]
Weights = dict[str, float]


def fit(sets: Sets) -> tuple[Weights, Weights]:
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
    """Weights under which relevant candidates come first: softmax over each question's candidates, by Adam."""
    import numpy as np

    rows, good, question_of, share = _stacked(sets)
    starts = np.searchsorted(question_of, np.arange(len(share)))
    weights = np.zeros(rows.shape[1])
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        scores = rows @ weights
        likely = np.exp(scores - np.maximum.reduceat(scores, starts)[question_of])
        relevant = likely * good
        wanted = relevant / np.add.reduceat(relevant, starts)[question_of]
        given = likely / np.add.reduceat(likely, starts)[question_of]
        slope = rows.T @ ((given - wanted) * share[question_of]) + RIDGE_RANKING * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        pace = 1.0 if step < 0.6 * _STEPS else 0.2
        weights -= pace * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return {name: round(float(weight), 4) for name, weight in zip(NAMES, weights, strict=True)}


def fit_confidence(sets: Sets, ranking: Weights) -> Weights:
    """Logistic weights (raw scale, "" is the constant) for the first document being right, by Newton's method."""
    import numpy as np

    found, right, share = [], [], []
    for rows in sets.values():
        seen = [(ex, _ordered(ex, ranking)) for ex in rows if ex.candidates]
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
    constant = float(fitted[-1] - raw @ centre)
    return {"": round(constant, 4)} | {n: round(float(v), 4) for n, v in zip(EVIDENCE, raw, strict=True)}


def _stacked(sets: Sets) -> tuple[Matrix, Matrix, Any, Matrix]:
    import numpy as np

    rows: list[Matrix] = []
    good: list[list[float]] = []
    question_of: list[int] = []
    share: list[float] = []
    for examples in sets.values():
        useful = [ex for ex in examples if any(one.key in ex.relevant for one in ex.candidates[:_FIRST])]
        for example in useful:
            rows.append(example.table[:_FIRST])
            good.append([float(one.key in example.relevant) for one in example.candidates[:_FIRST]])
            question_of += [len(share)] * len(good[-1])
            share.append(len(useful) ** -0.5)
    shares = np.array(share)
    return np.concatenate(rows), np.concatenate(good), np.array(question_of), shares / shares.sum()


def _ordered(example: Example, ranking: Weights) -> list[Ranked]:
    """The first candidates in the order that these weights give, equal scores by key as `rank` has it."""
    import numpy as np

    if not example.candidates:
        return []
    scores = np.round(example.table @ np.array([ranking[name] for name in NAMES]), 9)
    order = np.argsort(-scores, kind="stable")[:_FIRST]
    first = [(example.candidates[at], float(scores[at])) for at in order]
    scored = [Ranked(one.document, one.key, score, one.features) for one, score in first]
    return sorted(scored, key=lambda one: (-one.score, one.key))


def _judge(example: Example, ranking: Weights, weights: Weights) -> Judged:
    ordered = _ordered(example, ranking)
    sure = confidence(example.question, ordered, weights)
    answered = verdict(example.question, sure, len(ordered)) is Verdict.ANSWER
    return judge(dict.fromkeys(example.relevant, 1), example.group, answered, sure, [one.key for one in ordered])
