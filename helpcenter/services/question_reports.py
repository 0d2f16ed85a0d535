"""What to write next: questions without an answer, articles that disappoint, and deflection counted honestly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from helpcenter.domain.question_report import (
    DEFINITION,
    Deflection,
    Disappointing,
    Group,
    deflection,
    disappointing,
    grouped,
)
from helpcenter.domain.questions import DECIDED_AFTER, Question
from helpcenter.services import votes
from helpcenter.store import questions as store
from helpcenter.store.work import Work

MOST_READ = 20_000
"""Questions and votes that are read for a report, the newest of each; `complete` says whether there were more."""


@dataclass(frozen=True)
class QuestionReport:
    """Questions since a moment (UTC); `definition` says in words what deflected means."""

    since: datetime
    complete: bool
    people: int
    deflection: Deflection
    definition: str
    unanswered: tuple[Group, ...]
    articles: tuple[Disappointing, ...]


def report(work: Work, since: timedelta = timedelta(days=30), limit: int = 20) -> QuestionReport:
    """Return the report on the questions of the last `since`, with at most `limit` groups and articles."""
    start = work.now - since
    found = store.since(work, start, MOST_READ + 1)
    voices = votes.since(work, start, MOST_READ + 1)
    questions = _followed(work, found[:MOST_READ], start)
    return QuestionReport(
        start,
        max(len(found), len(voices)) <= MOST_READ,
        len({question.person for question in questions}),
        deflection(questions, work.now),
        DEFINITION,
        tuple(grouped((question for question in questions if question.unanswered), limit)),
        tuple(disappointing(questions, voices[:MOST_READ], limit)),
    )


def _followed(work: Work, questions: Sequence[Question], start: datetime) -> list[Question]:
    """The questions, with the first ticket that their contact opened in the next 24 hours, whatever its channel."""
    contacts = sorted({each.contact_id for each in questions if each.contact_id is not None})
    opened: defaultdict[int, list[datetime]] = defaultdict(list)
    for chunk in range(0, len(contacts), 500):
        for contact_id, at in store.tickets_of(work, contacts[chunk : chunk + 500], start):
            opened[contact_id].append(at)
    return [_with_ticket(each, opened.get(each.contact_id or 0, ())) for each in questions]


def _with_ticket(question: Question, opened: Sequence[datetime]) -> Question:
    if question.contacted_at is not None:
        return question
    end = question.asked_at + DECIDED_AFTER
    return replace(question, contacted_at=min((at for at in opened if question.asked_at <= at <= end), default=None))
