"""What questions tell: which have no answer, which articles disappoint, and how many tickets were spared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log, sqrt

from helpcenter.domain.answers.analysis import forms, grams
from helpcenter.domain.articles import article_path
from helpcenter.domain.questions import Question, Shown
from helpcenter.domain.votes import Voice

ALIKE = 0.4
"""Cosine of two questions' pieces of words, rare pieces weighing more, from which they mean the same."""

MOST_TEXTS = 2_000
"""Different wordings that are grouped: those of the most people, then the newest."""

MOST_WORDINGS = 5
MOST_COMMENTS = 20
_MOST_WORDS = 40

DEFINITION = (
    "A question counts as deflected only if the person opened a result, or said that it answered the question, and"
    " did not contact us within 24 hours. Questions asked less than 24 hours ago are not counted yet."
)


@dataclass(frozen=True)
class Group:
    """Questions of one language that mean the same; `wordings` begins with what most people typed."""

    locale: str
    people: int
    asked: int
    wordings: tuple[str, ...]
    latest: datetime


@dataclass(frozen=True)
class Disappointing:
    """An article that did not help `people`: those who said no and those who read it and contacted us, each once.

    What somebody says in the widget and on the article's page is one word, the last. `said_yes` are those whose word
    is a yes, `reasons` why not (code, how many), `comments` what was missing in their words, the newest first.
    """

    shown: Shown
    people: int
    said_no: int
    contacted: int
    said_yes: int
    reasons: tuple[tuple[str, int], ...]
    comments: tuple[str, ...]


@dataclass(frozen=True)
class Deflection:
    """Of all questions that are `decided` (24 hours old or followed by a ticket) how many were read and deflected."""

    asked: int
    decided: int
    read: int
    contacted: int
    deflected: int


@dataclass(frozen=True)
class _Word:
    """What one person said of an article at a moment."""

    at: datetime
    person: str
    helpful: bool
    reason: str
    comment: str


def deflection(questions: Sequence[Question], now: datetime) -> Deflection:
    """Count honestly, see DEFINITION."""
    decided = [each for each in questions if each.is_decided(now)]
    return Deflection(
        len(questions),
        len(decided),
        sum(each.was_read for each in decided),
        sum(each.contacted_at is not None for each in decided),
        sum(each.is_deflected(now) for each in decided),
    )


def disappointing(questions: Iterable[Question], voices: Iterable[Voice], most: int) -> list[Disappointing]:
    """Return the articles that people said no to or contacted us after reading, those of the most people first.

    A word on an answer is for the first result, which stood there as the answer; a contact is for each result that
    was opened.
    """
    articles: dict[tuple[str, str], Shown] = {}
    words: defaultdict[tuple[str, str], dict[str, _Word]] = defaultdict(dict)
    contacted: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for one, word in sorted(_words(questions, voices), key=lambda each: each[1].at):
        articles[one.kind, one.path] = one
        words[one.kind, one.path][word.person] = word
    for each in questions:
        for one in each.shown:
            if one.path in each.opened and each.contacted_at is not None:
                articles.setdefault((one.kind, one.path), one)
                contacted[one.kind, one.path].add(each.person)
    found = [_disappointing(one, words[key].values(), contacted[key]) for key, one in articles.items()]
    ranked = sorted(found, key=lambda each: (-each.people, each.said_yes, each.shown.path))
    return [each for each in ranked if each.people][:most]


def _words(questions: Iterable[Question], voices: Iterable[Voice]) -> Iterator[tuple[Shown, _Word]]:
    for each in questions:
        if each.helpful is not None and each.shown:
            reason = each.reason.value if each.reason else ""
            yield each.shown[0], _Word(each.asked_at, each.person, each.helpful, reason, "")
    for voice in voices:
        vote = voice.vote
        shown = Shown("article", vote.slug, vote.locale, voice.title, article_path(vote.slug, vote.locale))
        reason = vote.reason.value if vote.reason else ""
        yield shown, _Word(vote.voted_at, voice.person, vote.helpful, reason, vote.comment)


def _disappointing(shown: Shown, words: Collection[_Word], contacted: set[str]) -> Disappointing:
    noes = sorted((word for word in words if not word.helpful), key=lambda word: word.at, reverse=True)
    reasons = Counter(word.reason for word in noes if word.reason)
    return Disappointing(
        shown,
        len(contacted | {word.person for word in noes}),
        len(noes),
        len(contacted),
        len(words) - len(noes),
        tuple(reasons.most_common()),
        tuple(word.comment for word in noes if word.comment)[:MOST_COMMENTS],
    )


def grouped(questions: Iterable[Question], most: int) -> list[Group]:
    """Return questions in groups of one meaning, those of the most people first, at most so many groups.

    Work is bounded by MOST_TEXTS wordings. The order in which questions come does not matter.
    """
    by_wording: defaultdict[tuple[str, str], list[Question]] = defaultdict(list)
    for each in questions:
        words = " ".join(forms(each.text)[:_MOST_WORDS])
        if words:
            by_wording[each.locale, words].append(each)
    wordings = sorted(by_wording.values(), key=lambda own: (-_people(own), -max(q.id for q in own)))[:MOST_TEXTS]
    locales = dict.fromkeys(own[0].locale for own in wordings)
    groups = [group for locale in locales for group in _clustered([own for own in wordings if own[0].locale == locale])]
    return sorted(groups, key=lambda group: (-group.people, -group.asked, group.wordings[0]))[:most]


def _clustered(wordings: Sequence[Sequence[Question]]) -> list[Group]:
    """Each wording joins the group whose first wording it is most alike, or begins one: one pass, heaviest first."""
    pieces = [_pieces(own[0].text) for own in wordings]
    holding = Counter(piece for own in pieces for piece in own)
    weights = {piece: log(1 + len(wordings) / count) for piece, count in holding.items()}
    leaders: dict[int, list[tuple[int, float]]] = {}
    groups: list[list[Question]] = []
    for own, mine in zip(wordings, pieces, strict=True):
        length = sqrt(sum(weights[piece] ** 2 for piece in mine)) or 1.0
        alike: defaultdict[int, float] = defaultdict(float)
        for piece in sorted(mine):
            for group, weight in leaders.get(piece, ()):
                alike[group] += weight * weights[piece] / length
        best = max(alike, key=lambda group: (round(alike[group], 9), -group), default=None)
        if best is not None and alike[best] >= ALIKE:
            groups[best].extend(own)
            continue
        groups.append(list(own))
        for piece in mine:
            leaders.setdefault(piece, []).append((len(groups) - 1, weights[piece] / length))
    return [_group(own) for own in groups]


def _group(own: Sequence[Question]) -> Group:
    wordings = tuple(dict.fromkeys(question.text.strip() for question in own))[:MOST_WORDINGS]
    return Group(own[0].locale, _people(own), len(own), wordings, max(question.asked_at for question in own))


def _pieces(text: str) -> set[int]:
    return {piece for form in forms(text)[:_MOST_WORDS] for piece in grams(form)}


def _people(questions: Iterable[Question]) -> int:
    return len({question.person for question in questions})
