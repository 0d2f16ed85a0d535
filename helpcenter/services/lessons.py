"""What questions teach: a document that people found helpful for a question is found for it again ("asked as").

Nobody teaches alone: a lesson is learned when enough people said it, a person has one voice a lesson and few a day,
and an editor may learn it at once or remove it for good.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum

from helpcenter.domain.answers.analysis import forms
from helpcenter.domain.articles import article_links
from helpcenter.domain.faults import NotFound
from helpcenter.services import answers
from helpcenter.services.answer_engines import shipped_lexicon
from helpcenter.store import answers as index
from helpcenter.store import lessons as store
from helpcenter.store.lessons import Lesson, LessonState
from helpcenter.store.work import Work

LEARN_FROM = 3
PEOPLE_NEEDED = 2
MOST_A_DAY = 5
LONGEST = 300
MOST_LINKS = 3
"""Linked articles of one reply that count: a long list of links is no answer to one question."""


class Voice(StrEnum):
    """Who says so: a customer ("this answered my question"), or a specialist whose reply links the article."""

    CUSTOMER = "customer"
    SPECIALIST = "specialist"


_WEIGHT = {Voice.CUSTOMER: 1, Voice.SPECIALIST: 2}


def learn(
    work: Work, question: str, kind: str, target: str, locale: str, *, person: str, voice: Voice = Voice.CUSTOMER
) -> Lesson | None:
    """Hear that a hit (its kind, id and locale) answered a question, and learn it once enough people said so.

    `person` is whatever tells people apart (a contact, a session); only a keyed hash of it is kept. Returns None for
    what teaches nothing: a question of fewer than two words, a person who said enough today, a hit that is gone.
    """
    key = index.key_of(work, kind, target, locale)
    topic = _topic(question, locale)
    who = _hashed(work, person)
    if key is None or topic is None or store.said_since(work, who, work.now - timedelta(days=1)) >= MOST_A_DAY:
        return None
    lesson = store.hear(work, key, topic, question.strip()[:LONGEST], who, _WEIGHT[voice])
    if lesson.state is LessonState.HEARD and lesson.weight >= LEARN_FROM and lesson.people >= PEOPLE_NEEDED:
        return _set(work, lesson, LessonState.LEARNED)
    return lesson


def heard_in_reply(work: Work, contact_id: int, question: str, reply: str) -> list[Lesson]:
    """Hear that a specialist's public reply answered a contact's question with the articles of ours that it links.

    It counts as that contact's word: however often a specialist sends the same link, distinct people must have asked.
    """
    linked = article_links(reply, work.settings.public_url)[:MOST_LINKS]
    heard = (
        learn(work, question, "article", slug, locale, person=f"contact:{contact_id}", voice=Voice.SPECIALIST)
        for slug, locale in linked
    )
    return [lesson for lesson in heard if lesson is not None]


def listed(work: Work, limit: int = 50) -> Sequence[Lesson]:
    """Return the newest lessons for review, those removed left out."""
    return store.listed(work, limit)


def approve(work: Work, lesson_id: int) -> Lesson:
    """Learn a lesson at once, as an editor's decision. Raises NotFound."""
    return _set(work, _get(work, lesson_id), LessonState.LEARNED)


def remove(work: Work, lesson_id: int) -> Lesson:
    """Take a lesson out for good: however often it is heard again, it stays out. Raises NotFound."""
    return _set(work, _get(work, lesson_id), LessonState.REMOVED)


def forget(work: Work, contact_id: int) -> int:
    """Remove what a contact said, and the questions that nobody else spoke for. Returns how many such there were."""
    silent = store.forget_voices(work, _hashed(work, f"contact:{contact_id}"))
    for lesson in silent:
        store.forget_words(work, lesson)
        if lesson.state is LessonState.LEARNED:
            answers.refresh(work, lesson.document)
    return len(silent)


def _get(work: Work, lesson_id: int) -> Lesson:
    lesson = store.find(work, lesson_id)
    if lesson is None:
        raise NotFound("lesson")
    return lesson


def _set(work: Work, lesson: Lesson, state: LessonState) -> Lesson:
    store.set_state(work, lesson.id, state)
    answers.refresh(work, lesson.document)
    return store.get(work, lesson.id)


def _topic(question: str, locale: str) -> str | None:
    """The same for questions of the same words that matter, in whatever order; None when there are too few words."""
    found = forms(question[:LONGEST])
    if len(found) < 2:
        return None
    matter = sorted(set(found) - shipped_lexicon(locale).fillers) or sorted(set(found))
    return hashlib.sha256(" ".join(matter).encode("utf-8", "surrogatepass")).hexdigest()


def _hashed(work: Work, person: str) -> str:
    return hmac.new(work.settings.secret_key.encode(), person.encode(), "sha256").hexdigest()
