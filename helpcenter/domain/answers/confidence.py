"""How sure the engine is that its first document answers: a probability from its evidence, and what follows."""

from collections.abc import Mapping, Sequence
from math import exp, log1p

from helpcenter.domain.answers.features import ABSOLUTE, NAMES
from helpcenter.domain.answers.question import Question
from helpcenter.domain.answers.ranking import Ranked
from helpcenter.domain.answers.sights import CONTENT
from helpcenter.domain.answers.values import Verdict
from helpcenter.domain.answers.weights import CONFIDENCE

ANSWER_FROM = 0.6
LIST_FROM = 0.3

_ORDER_ONLY = {"title_length", "first", "early", "yes_no", "window_apart"}
"""Features that help to order documents but say little about whether the first one answers."""

_TELLING = tuple(at for at, name in enumerate(ABSOLUTE) if name not in _ORDER_ONLY)

_SHARED = ("words", "pieces", "window_25", "title_full", "found", "title_both", "window_apart", "pairs_body")
_AGREEING = tuple(NAMES.index(f"{name}_best") for name in _SHARED)
"""Whether the first is also the best of all by each of these: rankers that agree are seldom all wrong."""

EVIDENCE = (
    *("score", "lead_on_second", "lead_on_five", "share", "length", "unknown_weight", "unknown_words"),
    *(NAMES[at] for at in (*_TELLING, *_AGREEING)),
)


def evidence(question: Question, ranked: Sequence[Ranked]) -> list[float]:
    """What is known about the first of `ranked`, which may not be empty, in the order of `EVIDENCE`."""
    scores = [one.score for one in ranked[:30]]
    others = [*scores[1:6], *[scores[-1] - 1] * 5][:5]
    content = [(term, term.weight * (CONTENT if term.filler else 1)) for term in question.terms]
    unknown = sum(weight for term, weight in content if not term.matches) / (sum(w for _, w in content) or 1.0)
    unknown_words = sum(1 for term in question.terms if not term.filler and not term.matches)
    return [
        scores[0],
        scores[0] - others[0],
        scores[0] - sum(others) / 5,
        1 / sum(exp(score - scores[0]) for score in scores),
        log1p(len(question.terms)),
        unknown,
        float(min(unknown_words, 3)),
        *(ranked[0].features[at] for at in (*_TELLING, *_AGREEING)),
    ]


def confidence(question: Question, ranked: Sequence[Ranked], weights: Mapping[str, float] = CONFIDENCE) -> float:
    """The probability (0..1) that the first document answers the question; 0 when there is none."""
    if not ranked:
        return 0.0
    found = zip(EVIDENCE, evidence(question, ranked), strict=True)
    sure = weights.get("", 0.0) + sum(value * weights.get(name, 0.0) for name, value in found)
    return round(1 / (1 + exp(-max(-30.0, min(30.0, sure)))), 6)


def verdict(
    question: Question, sure: float, found: int, answer_from: float = ANSWER_FROM, list_from: float = LIST_FROM
) -> Verdict:
    """What to show. A single word is a topic, not a question: it gets a list, however sure we are."""
    if not question.order:
        return Verdict.EMPTY
    if not found or sure < list_from:
        return Verdict.NONE
    single = len(question.order) == 1
    return Verdict.ANSWER if sure >= answer_from and not single else Verdict.MAYBE
