"""Which documents may answer: the heaviest words first, until enough occurrences were read."""

from helpcenter.domain.answers.index import Index
from helpcenter.domain.answers.question import Question

MOST_CANDIDATES = 60
MOST_POSTINGS = 10_000
"""Occurrences that are read for one question; a word that would go beyond is passed over, unless it is the first."""
SATURATION = 1.2


def candidates(index: Index, question: Question, most: int = MOST_CANDIDATES) -> list[tuple[int, float]]:
    """(Document, score) of the best documents by their words alone, best first; equal scores by key."""
    title_norms, body_norms = index.norms()
    scores: dict[int, float] = {}
    budget = MOST_POSTINGS
    for term in sorted(question.terms, key=lambda term: (-term.weight, term.form)):
        occurrences: dict[int, float] = {}
        for number, strength in term.matches:
            documents, counts = index.postings(number)
            if len(documents) > budget and budget < MOST_POSTINGS:
                continue
            budget -= len(documents)
            for document, count in zip(documents, counts, strict=True):
                weighed = (count >> 10) * title_norms[document] + (count & 1023) * body_norms[document]
                occurrences[document] = occurrences.get(document, 0.0) + strength * weighed
        for document, often in occurrences.items():
            gain = term.weight * often * (SATURATION + 1) / (often + SATURATION)
            scores[document] = scores.get(document, 0.0) + gain
    least = sorted(scores.values(), reverse=True)[most - 1] - 1e-8 if len(scores) > most else 0.0
    near = [scored for scored in scores.items() if scored[1] >= least]
    return sorted(near, key=lambda scored: (-round(scored[1], 9), index.known(scored[0]).key))[:most]
