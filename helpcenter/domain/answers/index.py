"""What the ranker asks of an index, and the values it gets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Document:
    """An analysed text. `titles` is the title followed by questions known to lead here; forms in order."""

    key: str
    kind: str
    titles: tuple[tuple[str, ...], ...]
    body: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """A document by the numbers of its words: `titles[0]` is the title, the rest what it was asked as."""

    key: str
    titles: tuple[Sequence[int], ...]
    body: Sequence[int]


class Index(Protocol):
    """One locale's documents. All answers follow from its documents alone, not from the order they came in."""

    version: int
    size: int

    def grams_idf(self, hashes: Iterable[int]) -> list[float]:
        """The inverse document frequency of each hashed piece of a word."""
        ...

    def idf(self, holding: int) -> float:
        """The inverse document frequency of what `holding` documents hold."""
        ...

    def number(self, form: str) -> int | None:
        """The number of a word that some document holds."""
        ...

    def form(self, number: int) -> str:
        """The word of a number."""
        ...

    def alike(self, form: str, most: int) -> list[int]:
        """Numbers of held words that share pieces with `form`, at most `most`, the likest first."""
        ...

    def holding(self, number: int) -> int:
        """How many documents hold a word."""
        ...

    def postings(self, number: int) -> tuple[Sequence[int], Sequence[int]]:
        """Documents that hold a word, and beside each its occurrences: title * 1024 + body (at most 63, 1023)."""
        ...

    def norms(self) -> tuple[Sequence[float], Sequence[float]]:
        """By document: what an occurrence in the title counts, and in the body, the longer the less."""
        ...

    def known(self, document: int) -> Known:
        """A document by its number."""
        ...
