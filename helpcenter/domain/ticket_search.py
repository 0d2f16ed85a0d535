"""Search over tickets: what a specialist typed, which words find candidates, and how well a ticket's texts fit.

The analysis is that of the answers. A word finds candidates by its first letters, so that its endings do not matter;
how well it fits is read from the texts themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

from helpcenter.domain.answers.analysis import forms, unspaced, words
from helpcenter.domain.tickets import Ticket

STEM = 6
"""Letters of a word that the index keeps."""

MOST_CHARACTERS = 300
MOST_TERMS = 12
MOST_READ = 20_000
"""Characters of one message that are indexed."""

SUBJECT = 2.0
SAME_BEGINNING = 0.75
IN_ORDER = 0.3
"""What a word in the subject counts, one of the same beginning only, and two that follow each other as typed."""

_AROUND = 70
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]*)[\"”“»]")


@dataclass(frozen=True)
class Wanted:
    """What is looked for: distinct words in order, and phrases that have to stand in one text word for word."""

    terms: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]


class Text(NamedTuple):
    """One text of a ticket; `seq` is its entry in the timeline, 0 for the subject."""

    seq: int
    text: str


@dataclass(frozen=True)
class Match:
    """How well a ticket fits, and the text that fits best.

    `highlights` are (start, end) character offsets into `excerpt`, a piece of the entry `seq`, on one line.
    """

    score: float
    seq: int
    excerpt: str
    highlights: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class TicketHit:
    """A ticket that was found, and why."""

    ticket: Ticket
    match: Match


def wanted(text: str) -> Wanted:
    """Return what a line in the search field asks for; "…" makes a phrase. Never raises, whatever is typed."""
    text = text[:MOST_CHARACTERS]
    phrases = tuple(said for quoted in _QUOTED.findall(text) if (said := tuple(forms(quoted))))
    found = list(dict.fromkeys(forms(text)))
    longer = [form for form in found if not (unspaced(form) and len(form) == 1)]
    return Wanted(tuple(longer or found)[:MOST_TERMS], phrases)


def key_of(form: str) -> int:
    """Return the number under which the index keeps a word: 31 bits, the same on every machine."""
    return crc32(form[:STEM].encode("utf-8", "surrogatepass")) >> 1


def keys_of(text: str) -> set[int]:
    """Return the numbers of all words of a text."""
    return {key_of(form) for form in forms(text[:MOST_READ])}


def match(query: Wanted, texts: Sequence[Text], weights: Mapping[str, float], least: float) -> Match | None:
    """Return how well the texts of one ticket fit, or None when a phrase is missing or its share is under `least`.

    `weights` say how much each term tells (its inverse document frequency).
    """
    read = [(text, [word.form for word in words(text.text[:MOST_READ])]) for text in texts]
    if not all(any(_holds(own, phrase) for _, own in read) for phrase in query.phrases):
        return None
    best: dict[str, float] = {}
    fitting = (-1.0, 0)
    for at, (text, own) in enumerate(read):
        here = {term: strength for term in query.terms if (strength := _strength(term, own))}
        for term, strength in here.items():
            best[term] = max(best.get(term, 0.0), strength * (1.0 if text.seq else SUBJECT))
        sum_here = sum(weights[term] * strength for term, strength in here.items()) * (1.0 if text.seq else 0.9)
        fitting = max(fitting, (sum_here, -at))
    total = sum(weights[term] for term in query.terms)
    share = sum(weights[term] for term in best) / (total or 1.0)
    if not best or share < least:
        return None
    score = sum(weights[term] * strength for term, strength in best.items()) / total
    score += IN_ORDER * max(_in_order(query.terms, own) for _, own in read)
    shown = read[-fitting[1]][0]
    return Match(round(score, 6), shown.seq, *_excerpt(query, shown.text))


def _strength(term: str, own: Sequence[str]) -> float:
    if term in own:
        return 1.0
    beginning = term[:STEM]
    alike = len(beginning) == STEM and any(form.startswith(beginning) for form in own)
    return SAME_BEGINNING if alike else 0.0


def _holds(own: Sequence[str], phrase: Sequence[str]) -> bool:
    first, size = phrase[0], len(phrase)
    return any(form == first and tuple(own[at : at + size]) == tuple(phrase) for at, form in enumerate(own))


def _in_order(terms: Sequence[str], own: Sequence[str]) -> float:
    """The share of neighbours in the question that are neighbours in a text."""
    pairs = set(pairwise(terms))
    return len(pairs & set(pairwise(own))) / len(pairs) if pairs else 0.0


def _excerpt(query: Wanted, text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    line = re.sub(r"\s", " ", text[:MOST_READ])
    found = [(word.start, word.end) for word in words(line) if _strength_of(query.terms, word.form)]
    start = max(0, found[0][0] - _AROUND // 2) if found else 0
    end = min(len(line), start + 2 * _AROUND)
    head, tail = ("… " if start else ""), (" …" if end < len(line) else "")
    marks = tuple((a - start + len(head), b - start + len(head)) for a, b in _joined(found) if b <= end)
    return f"{head}{line[start:end]}{tail}", marks


def _strength_of(terms: Iterable[str], form: str) -> bool:
    return any(_strength(term, (form,)) for term in terms)


def _joined(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places that overlap, as the pairs of unspaced scripts do, as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
