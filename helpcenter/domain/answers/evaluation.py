"""How good a ranker is on questions with known answers, with 95 % intervals by bootstrap over articles.

Ranking is measured on questions that have an answer, answering on all. Definitions as in the shared evaluation:
AURC is the mean risk over all coverages, answers taken by falling confidence; recall at P90 is the recall at the
largest coverage whose precision is at least 0.9.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

MEASURES = ("hit@1", "hit@3", "MRR@10", "recall@10", "precision", "recall", "false answers", "AURC", "R@P90")
NOTHING = -1e9


@dataclass(frozen=True)
class Judged:
    """One question judged: reciprocal rank of the first relevant document and share found, within ten."""

    group: str
    has_answer: bool
    answered: bool
    confidence: float
    rank: int | None
    found: float

    @property
    def right(self) -> bool:
        """Whether the first document is relevant."""
        return self.rank == 1


def judge(relevant: Mapping[str, int], group: str, answered: bool, sure: float, ranked: Sequence[str]) -> Judged:
    """Hold one result (documents, best first) against its relevant documents; none means it has no answer."""
    ten = list(ranked[:10])
    good = [place for place, key in enumerate(ten, 1) if relevant.get(key)]
    return Judged(
        group,
        bool(relevant),
        answered and bool(ten),
        sure if ten else NOTHING,
        good[0] if good else None,
        len(good) / len(relevant) if relevant else 0.0,
    )


def measure(rows: Sequence[Judged]) -> dict[str, float]:
    """`MEASURES` of judged questions; NaN where nothing can be measured."""
    having = [row for row in rows if row.has_answer]
    lacking = [row for row in rows if not row.has_answer]
    answered = [row for row in rows if row.answered]
    good = sum(row.right for row in answered)
    curve = _precisions(rows)
    reached = max((place for place, precision in enumerate(curve, 1) if precision >= 0.9), default=0)
    return {
        "hit@1": _mean([row.rank == 1 for row in having]),
        "hit@3": _mean([row.rank is not None and row.rank <= 3 for row in having]),
        "MRR@10": _mean([1 / row.rank if row.rank else 0.0 for row in having]),
        "recall@10": _mean([row.found for row in having]),
        "precision": good / len(answered) if answered else float("nan"),
        "recall": good / len(having) if having else float("nan"),
        "false answers": _mean([row.answered for row in lacking]),
        "AURC": _mean([1 - precision for precision in curve]),
        "R@P90": round(curve[reached - 1] * reached) / len(having) if reached and having else 0.0,
    }


def intervals(rows: Sequence[Judged], samples: int = 300, seed: int = 1) -> dict[str, tuple[float, float]]:
    """95 % intervals of `MEASURES`, resampling articles, as questions on one article succeed and fail together."""
    groups: dict[str, list[Judged]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    members, random = list(groups.values()), Random(seed)  # noqa: S311 - resampling, not secrecy
    drawn = [measure([row for _ in members for row in members[random.randrange(len(members))]]) for _ in range(samples)]
    return {name: _middle(sorted(d[name] for d in drawn if d[name] == d[name])) for name in MEASURES}


def _middle(values: Sequence[float]) -> tuple[float, float]:
    if not values:
        return float("nan"), float("nan")
    last = len(values) - 1
    return values[round(0.025 * last)], values[round(0.975 * last)]


def _precisions(rows: Sequence[Judged]) -> list[float]:
    right, precisions = 0, []
    for place, row in enumerate(sorted(rows, key=lambda row: -row.confidence), 1):
        right += row.right
        precisions.append(right / place)
    return precisions


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else float("nan")
