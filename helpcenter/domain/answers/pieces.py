"""How much of a question's words, cut into pieces, a document holds: compounds and endings meet where words do not."""

from collections import Counter
from collections.abc import Iterable, Sequence

from helpcenter.domain.answers.analysis import grams
from helpcenter.domain.answers.candidates import SATURATION
from helpcenter.domain.answers.index import Index
from helpcenter.domain.answers.question import Question


class Pieces:
    """BM25F over the pieces of a question's words of content, as a share (0..1) of what it could reach at most."""

    def __init__(self, index: Index, question: Question) -> None:
        terms = [term for term in question.terms if not term.filler]
        wanted = sorted({piece for term in terms for piece in grams(term.form)})
        self._index = index
        self._idf = index.grams_idf(wanted)
        self._total = sum(self._idf) or 1.0
        self._place = {piece: at for at, piece in enumerate(wanted)}
        self._wanted = frozenset(wanted)
        self._shared: dict[int, Sequence[int]] = {}

    def held(self, document: int, titles: Iterable[int], body: Iterable[int]) -> float:
        """The share of a document, from those of its words that are like words of the question."""
        in_title, in_body = self._index.norms()
        counts = [0.0] * len(self._idf)
        for words, each in ((titles, in_title[document]), (body, in_body[document])):
            for number, often in Counter(words).items():
                for at in self._places(number):
                    counts[at] += each * often
        gained = sum(
            [idf * often / (often + SATURATION) for idf, often in zip(self._idf, counts, strict=True) if often]
        )
        return gained / self._total

    def _places(self, number: int) -> Sequence[int]:
        places = self._shared.get(number)
        if places is None:
            held = self._wanted.intersection(grams(self._index.form(number)))
            places = self._shared[number] = sorted(self._place[piece] for piece in held)
        return places
