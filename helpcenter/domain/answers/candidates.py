"""Which documents may answer: the heaviest words first, until enough occurrences were read."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from heapq import nlargest

from helpcenter.domain.answers.index import Index
from helpcenter.domain.answers.question import Question, Term

MOST_CANDIDATES = 60
MOST_POSTINGS = 10_000
"""Occurrences that are read for one question; a word that would go beyond is passed over, unless it is the first."""
MOST_OF_TERM = 5_000
"""Occurrences that are read for one word of it and those like it, the likest first."""
SATURATION = 1.2

_MOST_KEPT = 2_000_000
_IN_TITLE = 1024
Gains = tuple[Sequence[int], Sequence[float]]
"""Documents, and beside each what a term gives to it."""


class Candidates:
    """Finds documents by their words alone. What a word gives to whom is kept until the index changes."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._version = -1
        self._gains: dict[str, Gains] = {}
        self._kept = 0

    def find(self, question: Question, most: int = MOST_CANDIDATES) -> list[tuple[int, float]]:
        """(Document, score) of the best documents, best first; equal scores by key."""
        self._begin()
        sums = self._scores
        budget = MOST_POSTINGS
        for term in sorted(question.terms, key=lambda term: (-term.weight, term.form)):
            if self._least(term) > budget < MOST_POSTINGS:
                continue
            documents, gains = self._of(term)
            if len(documents) > budget < MOST_POSTINGS:
                continue
            budget -= len(documents)
            sums.read.append(documents)
            values = sums.values
            for document, gain in zip(documents, gains, strict=True):
                values[document] += gain
        scores = sums.taken()
        least = nlargest(most, scores.values())[-1] - 1e-8 if len(scores) > most else 0.0
        near = [scored for scored in scores.items() if scored[1] >= least]
        return sorted(near, key=lambda scored: (-round(scored[1], 9), self._index.known(scored[0]).key))[:most]

    def _begin(self) -> None:
        if self._version != self._index.version or self._kept > _MOST_KEPT:
            self._version, self._kept = self._index.version, 0
            self._gains.clear()
            documents = len(self._index.norms()[0])
            self._scores, self._often = _Sums(documents), _Sums(documents)

    def _least(self, term: Term) -> int:
        """How many documents hold a term at least: those of the likest word, which is always read."""
        return self._index.holding(term.matches[0][0]) if term.matches else 0

    def _of(self, term: Term) -> Gains:
        gains = self._gains.get(term.form)
        if gains is None:
            often = self._occurrences(term)
            most = term.weight * (SATURATION + 1)
            gained = array("d", [most * count / (count + SATURATION) for count in often.values()])
            gains = self._gains[term.form] = array("I", often), gained
            self._kept += len(often)
        return gains

    def _occurrences(self, term: Term) -> dict[int, float]:
        """By document: how often it holds a term or words like it, weighed; the likest words are read first."""
        titles, bodies = self._index.norms()
        sums = self._often
        values = sums.values
        budget = MOST_OF_TERM
        for number, strength in term.matches:
            documents, counts = self._index.postings(number)
            if len(documents) > budget < MOST_OF_TERM:
                continue
            budget -= len(documents)
            sums.read.append(documents)
            for document, count in zip(documents, counts, strict=True):
                if count < _IN_TITLE:
                    values[document] += strength * (count * bodies[document])
                else:
                    weighed = (count >> 10) * titles[document] + (count & 1023) * bodies[document]
                    values[document] += strength * weighed
        return sums.taken()


class _Sums:
    """A number for each document, and which documents have one: a flat list is summed up fastest."""

    def __init__(self, documents: int) -> None:
        self.values = [0.0] * documents
        self.read: list[Iterable[int]] = []

    def taken(self) -> dict[int, float]:
        """What came together, by document; all is zero again."""
        values = self.values
        found = {document: values[document] for document in set[int]().union(*self.read)}
        for document in found:
            values[document] = 0.0
        self.read.clear()
        return found
