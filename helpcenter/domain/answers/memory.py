"""The index of one locale in memory: word numbers in flat arrays, no more than the ranker reads."""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from math import log

from helpcenter.domain.answers.analysis import GRAM_BITS, grams, trigrams, unspaced
from helpcenter.domain.answers.index import Document, Known

TITLE_WEIGHT = 2.0
TITLE_LENGTH = 0.3
BODY_LENGTH = 0.75
MOST_WORDS = 20_000
"""Words of a body that are read: about a hundred pages; what follows does not take part."""

_ENTRIES_READ = 6_000
_OFTENEST = 65_535


class MemoryIndex:
    """`Index` over documents added and removed one by one."""

    def __init__(self, documents: Iterable[Document] = ()) -> None:
        self.version = 0
        self.size = 0
        self._numbers: dict[str, int] = {}
        self._forms: list[str] = []
        self._postings: list[tuple[array[int], array[int]]] = []
        self._by_trigram: dict[str, array[int]] = {}
        self._gram_count = array("H", bytes(2 << GRAM_BITS))
        self._known: list[Known | None] = []
        self._where: dict[str, int] = {}
        self._free: list[int] = []
        self._norms: tuple[array[float], array[float]] | None = None
        for document in documents:
            self.add(document)

    def add(self, document: Document) -> None:
        """Take a document in; one of the same key is replaced."""
        self.remove(document.key)
        titles = tuple(array("I", map(self._number, title)) for title in document.titles)
        body = array("I", map(self._number, document.body[:MOST_WORDS]))
        place = self._free.pop() if self._free else len(self._known)
        known = Known(document.key, titles, body)
        if place == len(self._known):
            self._known.append(known)
        else:
            self._known[place] = known
        self._where[document.key] = place
        for number, count in _counts(known).items():
            documents, counts = self._postings[number]
            documents.append(place)
            counts.append(count)
        self._count_grams(known, 1)
        self._changed(1)

    def remove(self, key: str) -> None:
        """Leave a document out; an unknown key is no fault."""
        place = self._where.pop(key, None)
        known = self._known[place] if place is not None else None
        if place is None or known is None:
            return
        for number in _counts(known):
            documents, counts = self._postings[number]
            at = documents.index(place)
            del documents[at], counts[at]
        self._count_grams(known, -1)
        self._known[place] = None
        self._free.append(place)
        self._changed(-1)

    def idf(self, holding: int) -> float:
        """See `Index`."""
        return log(1 + (self.size - holding + 0.5) / (holding + 0.5)) if holding <= self.size else log(1.5)

    def grams_idf(self, hashes: Iterable[int]) -> list[float]:
        """See `Index`."""
        return [self.idf(self._gram_count[piece]) for piece in hashes]

    def number(self, form: str) -> int | None:
        """See `Index`."""
        number = self._numbers.get(form)
        return number if number is not None and self._postings[number][0] else None

    def form(self, number: int) -> str:
        """See `Index`."""
        return self._forms[number]

    def holding(self, number: int) -> int:
        """See `Index`."""
        return len(self._postings[number][0])

    def postings(self, number: int) -> tuple[Sequence[int], Sequence[int]]:
        """See `Index`."""
        return self._postings[number]

    def known(self, document: int) -> Known:
        """See `Index`."""
        known = self._known[document]
        if known is None:
            raise KeyError(document)
        return known

    def alike(self, form: str, most: int) -> list[int]:
        """See `Index`. The rarest pieces are read first, until enough words were seen."""
        pieces = trigrams(form)
        lists = sorted((len(found), piece) for piece in pieces if (found := self._by_trigram.get(piece)))
        shared: Counter[int] = Counter()
        read = 0
        for length, piece in lists:
            if read and read + length > _ENTRIES_READ:
                break
            shared.update(self._by_trigram[piece])
            read += length
        least = max(1, round(0.3 * len(pieces)))
        near = [(-count, self._forms[n], n) for n, count in shared.items() if count >= least and self._postings[n][0]]
        return [number for _, _, number in sorted(near)[:most]]

    def norms(self) -> tuple[Sequence[float], Sequence[float]]:
        """See `Index`."""
        if self._norms is None:
            lengths = [(sum(map(len, k.titles)), len(k.body)) if k else (0, 0) for k in self._known]
            title_mean = max(1.0, sum(title for title, _ in lengths) / max(1, self.size))
            body_mean = max(1.0, sum(body for _, body in lengths) / max(1, self.size))
            self._norms = (
                array("d", (TITLE_WEIGHT / (1 - TITLE_LENGTH + TITLE_LENGTH * t / title_mean) for t, _ in lengths)),
                array("d", (1 / (1 - BODY_LENGTH + BODY_LENGTH * b / body_mean) for _, b in lengths)),
            )
        return self._norms

    def _changed(self, by: int) -> None:
        self.size += by
        self.version += 1
        self._norms = None

    def _number(self, form: str) -> int:
        number = self._numbers.get(form)
        if number is None:
            number = self._numbers[form] = len(self._forms)
            self._forms.append(form)
            self._postings.append((array("I"), array("H")))
            for piece in () if unspaced(form) else trigrams(form):
                self._by_trigram.setdefault(piece, array("I")).append(number)
        return number

    def _count_grams(self, known: Known, by: int) -> None:
        pieces = {piece for number in _counts(known) for piece in grams(self._forms[number])}
        for piece in pieces:
            self._gram_count[piece] = min(self._gram_count[piece] + by, _OFTENEST)


def _counts(known: Known) -> dict[int, int]:
    """By word: occurrences in the titles * 1024 + in the body."""
    titles = Counter(number for title in known.titles for number in title)
    body = Counter(known.body)
    return {n: min(titles[n], 63) * 1024 + min(body[n], 1023) for n in {**titles, **body}}
