"""A question as the ranker sees it: its words, what each weighs, and which words of the articles may answer it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from helpcenter.domain.answers.analysis import forms, grams, unspaced
from helpcenter.domain.answers.index import Index
from helpcenter.domain.answers.lexicon import Lexicon

MOST_CHARACTERS = 1_000
MOST_TERMS = 64
"""Longer questions are cut: what a person means stands at the beginning, and work stays bounded."""

LONG = 15
"""Words of a question from which on it counts as long."""

FILLER = 0.6
FAITHFUL = 0.95
SYNONYM = 0.5
_LOOKS = 0.3
_MOST_ALIKE = 150


@dataclass(frozen=True)
class Term:
    """One word of the question. `matches` are (number of a held word, strength 0..1, 1 = the same word)."""

    form: str
    weight: float
    filler: bool
    matches: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Question:
    """The distinct terms of a question, and its words in order as indexes of `terms`.

    `yes_no` tells that none of its first words asks who, what, when or how, so that yes or no may be the answer.
    """

    terms: tuple[Term, ...]
    order: tuple[int, ...]
    yes_no: bool = False

    @property
    def length(self) -> float:
        """How long it is: 0..1, where 1 is `LONG` words or more."""
        return min(1.0, len(self.order) / LONG)


class Reader:
    """Reads questions against one index; remembers words until the index changes."""

    def __init__(self, index: Index, lexicon: Lexicon) -> None:
        self._index = index
        self._lexicon = lexicon
        self._version = -1
        self._terms: dict[str, Term] = {}
        self._alike: dict[str, tuple[tuple[int, float], ...]] = {}

    def read(self, text: str) -> Question:
        """The question in `text`, at most its first thousand characters and 64 distinct words."""
        if self._version != self._index.version:
            self._version = self._index.version
            self._terms.clear()
            self._alike.clear()
        found = forms(text[:MOST_CHARACTERS])
        distinct = list(dict.fromkeys(found))[:MOST_TERMS]
        place = {form: at for at, form in enumerate(distinct)}
        order = tuple(place[form] for form in found if form in place)
        return Question(tuple(map(self._term, distinct)), order, self._yes_no(found))

    def _yes_no(self, found: Sequence[str]) -> bool:
        """Scripts without spaces have the question word anywhere, others begin with it or nearly so."""
        begin = found if found and unspaced(found[0]) else found[:3]
        return bool(found) and self._lexicon.askers.keys().isdisjoint(begin)

    def _term(self, form: str) -> Term:
        term = self._terms.get(form)
        if term is None:
            if len(self._terms) > 20_000:
                self._terms.clear()
            term = self._terms[form] = self._new_term(form)
        return term

    def _new_term(self, form: str) -> Term:
        filler = form in self._lexicon.fillers
        own = self._matches(form)
        mass = sum(self._index.grams_idf(grams(form)))
        holding = max((self._index.holding(number) for number, strength in own if strength >= 0.36), default=0)
        weight = sqrt(mass * self._index.idf(holding)) * (FILLER if filler else 1)
        return Term(form, weight, filler, own if filler else self._with_synonyms(form, own))

    def _matches(self, form: str) -> tuple[tuple[int, float], ...]:
        known = self._alike.get(form)
        if known is None:
            known = self._alike[form] = self._look(form)
        return known

    def _look(self, form: str) -> tuple[tuple[int, float], ...]:
        """Held words by the share of this word's pieces that they have, squared: rare pieces count more."""
        index = self._index
        same = index.number(form)
        matches = {} if same is None else {same: 1.0}
        if not unspaced(form):
            pieces = grams(form)
            idf = dict(zip(pieces, index.grams_idf(pieces), strict=True))
            mass = sum(idf.values())
            for number in index.alike(form, _MOST_ALIKE):
                share = sum(idf[piece] for piece in grams(index.form(number)) if piece in idf) / mass
                if share >= _LOOKS and number != same:
                    matches[number] = min(FAITHFUL, share * share)
        return _sorted(index, matches)

    def _with_synonyms(self, form: str, own: tuple[tuple[int, float], ...]) -> tuple[tuple[int, float], ...]:
        matches = dict(own)
        for other in self._lexicon.others(form):
            for number, strength in self._matches(other):
                if strength >= 0.36 and strength * SYNONYM > matches.get(number, 0):
                    matches[number] = strength * SYNONYM
        return _sorted(self._index, matches)


def _sorted(index: Index, matches: dict[int, float]) -> tuple[tuple[int, float], ...]:
    """By strength, then by the word itself: sums come out the same whatever numbers the words got."""
    return tuple(sorted(matches.items(), key=lambda match: (-match[1], index.form(match[0]))))


def total(terms: Sequence[Term]) -> float:
    """The weight of all terms; never zero."""
    return sum(term.weight for term in terms) or 1.0
