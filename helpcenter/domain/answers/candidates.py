"""Which documents may answer: the heaviest words first, until enough occurrences were read."""

from __future__ import annotations

from array import array

from helpcenter.domain.answers.index import Index
from helpcenter.domain.answers.question import Question, Term

MOST_CANDIDATES = 60
MOST_POSTINGS = 10_000
"""Occurrences that are read for one question; a word that would go beyond is passed over, unless it is the first."""
SATURATION = 1.2

_MOST_KEPT = 500_000


class Candidates:
    """Finds documents by their words alone. What a word gives to whom is kept until the index changes."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._version = -1
        self._gains: dict[str, tuple[array[int], array[float]]] = {}
        self._kept = 0

    def find(self, question: Question, most: int = MOST_CANDIDATES) -> list[tuple[int, float]]:
        """(Document, score) of the best documents, best first; equal scores by key."""
        scores: dict[int, float] = {}
        held = scores.get
        budget = MOST_POSTINGS
        for term in sorted(question.terms, key=lambda term: (-term.weight, term.form)):
            documents, gains = self._of(term)
            if len(documents) > budget and budget < MOST_POSTINGS:
                continue
            budget -= len(documents)
            for document, gain in zip(documents, gains, strict=True):
                scores[document] = held(document, 0.0) + gain
        least = sorted(scores.values(), reverse=True)[most - 1] - 1e-8 if len(scores) > most else 0.0
        near = [scored for scored in scores.items() if scored[1] >= least]
        return sorted(near, key=lambda scored: (-round(scored[1], 9), self._index.known(scored[0]).key))[:most]

    def _of(self, term: Term) -> tuple[array[int], array[float]]:
        if self._version != self._index.version or self._kept > _MOST_KEPT:
            self._version, self._kept = self._index.version, 0
            self._gains.clear()
        gains = self._gains.get(term.form)
        if gains is None:
            gains = self._gains[term.form] = _gains(self._index, term)
            self._kept += len(gains[0])
        return gains


def _gains(index: Index, term: Term) -> tuple[array[int], array[float]]:
    """Documents that hold a term or a word like it, and what it gives to each; the likest words are read first."""
    title_norms, body_norms = index.norms()
    occurrences: dict[int, float] = {}
    held = occurrences.get
    budget = MOST_POSTINGS
    for number, strength in term.matches:
        documents, counts = index.postings(number)
        if len(documents) > budget and budget < MOST_POSTINGS:
            continue
        budget -= len(documents)
        for document, count in zip(documents, counts, strict=True):
            weighed = (count >> 10) * title_norms[document] + (count & 1023) * body_norms[document]
            occurrences[document] = held(document, 0.0) + strength * weighed
    most = term.weight * (SATURATION + 1)
    gains = (most * often / (often + SATURATION) for often in occurrences.values())
    return array("I", occurrences), array("d", gains)
