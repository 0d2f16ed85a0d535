"""How much of a question's words, cut into pieces, a document holds: compounds and endings meet where words do not."""

from collections import Counter
from collections.abc import Iterable

from helpcenter.domain.answers.analysis import grams
from helpcenter.domain.answers.candidates import SATURATION
from helpcenter.domain.answers.index import Index, Known
from helpcenter.domain.answers.question import Question


class Pieces:
    """BM25F over the pieces of a question's words of content, as a share (0..1) of what it could reach at most."""

    def __init__(self, index: Index, question: Question, close: Iterable[Known]) -> None:
        """For `close`, the documents that may be asked about."""
        terms = [term for term in question.terms if not term.filler]
        wanted = sorted({piece for term in terms for piece in grams(term.form)})
        self._index = index
        self._idf = index.grams_idf(wanted)
        self._total = sum(self._idf) or 1.0
        self._shared = _shared(index, {piece: at for at, piece in enumerate(wanted)}, close)

    def held(self, document: int, known: Known) -> float:
        """The share of a document."""
        in_title, in_body = self._index.norms()
        counts = [0.0] * len(self._idf)
        self._count((number for title in known.titles for number in title), in_title[document], counts)
        self._count(known.body, in_body[document], counts)
        gained = sum(
            [idf * often / (often + SATURATION) for idf, often in zip(self._idf, counts, strict=True) if often]
        )
        return gained / self._total

    def _count(self, numbers: Iterable[int], each: float, counts: list[float]) -> None:
        shared = self._shared
        for number, often in Counter(filter(shared.__contains__, numbers)).items():
            for at in shared[number]:
                counts[at] += each * often


def _shared(index: Index, place: dict[int, int], close: Iterable[Known]) -> dict[int, list[int]]:
    """By word of the documents: the places of the pieces that it shares with the question, of words that share any."""
    numbers = set[int]().union(*(text for known in close for text in (known.body, *known.titles)))
    apart = frozenset(place).isdisjoint
    pieces = ((number, grams(index.form(number))) for number in numbers)
    return {number: [place[piece] for piece in own if piece in place] for number, own in pieces if not apart(own)}
