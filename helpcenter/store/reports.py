"""Figures counted by the store itself: one query a figure, whatever they are grouped by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Select, Text, and_, case, cast, exists, func, literal, or_, select

from helpcenter.domain.clocks import Outcome
from helpcenter.domain.questions import DECIDED_AFTER
from helpcenter.domain.reports import GOOD_FROM, Backlog, By, Times
from helpcenter.store.clocks import ClockRow
from helpcenter.store.moments import Seconds, day_number
from helpcenter.store.people import AccountRow, ContactRow
from helpcenter.store.questions import QuestionRow
from helpcenter.store.surveys import SurveyRow
from helpcenter.store.tickets import ANSWER, UNFINISHED, MessageRow, TicketRow
from helpcenter.store.work import Work

Key = str | int | None


@dataclass(frozen=True)
class Span:
    """From when to before when (UTC), grouped by what; None is all together. `shifts` tell days, see domain."""

    start: datetime
    end: datetime
    by: By | None
    shifts: Sequence[tuple[datetime, int]]

    def holds(self, moment: Any) -> Any:
        """The condition that a moment lies in it."""
        return and_(moment >= self.start, moment < self.end)

    def key(self, moment: Any, specialist: Any = TicketRow.assignee_id) -> Any:
        """What something of a ticket is grouped under; `moment` is when it happened."""
        if self.by is By.DAY:
            return day_number(moment, self.shifts).label("key")
        columns: dict[By | None, Any] = {
            None: literal(""),
            By.LANGUAGE: TicketRow.locale,
            By.PLAN: AccountRow.plan,
            By.CHANNEL: TicketRow.channel,
            By.SPECIALIST: specialist,
        }
        return columns[self.by].label("key")

    def with_plan(self, query: Select[Any], contact_id: Any = TicketRow.contact_id) -> Select[Any]:
        """The query with the account joined where it is grouped by plan."""
        if self.by is not By.PLAN:
            return query
        query = query.outerjoin(ContactRow, ContactRow.id == contact_id)
        return query.outerjoin(AccountRow, AccountRow.id == ContactRow.account_id)


def opened(work: Work, span: Span) -> dict[Key, int]:
    """Count the tickets opened in a span."""
    return _count(work, span, TicketRow.created_at)


def closed(work: Work, span: Span) -> dict[Key, int]:
    """Count the tickets closed in a span that are still closed."""
    return _count(work, span, TicketRow.closed_at)


def first_replies(work: Work, span: Span) -> dict[Key, Times]:
    """Time the first answers of specialists to the tickets opened in a span."""
    first = (
        select(func.min(MessageRow.at))
        .where(MessageRow.ticket_id == TicketRow.id, ANSWER)
        .correlate(TicketRow)
        .scalar_subquery()
    )
    query = select(span.key(TicketRow.created_at), _seconds(TicketRow.created_at, first)).select_from(TicketRow)
    return _times(work, span.with_plan(query).where(span.holds(TicketRow.created_at)))


def solved(work: Work, span: Span) -> dict[Key, Times]:
    """Time the tickets closed in a span, from their opening."""
    query = select(span.key(TicketRow.closed_at), _seconds(TicketRow.created_at, TicketRow.closed_at))
    return _times(work, span.with_plan(query.select_from(TicketRow)).where(span.holds(TicketRow.closed_at)))


def promises(work: Work, span: Span) -> dict[Key, tuple[int, int]]:
    """Count the promises given in a span: (kept, broken). One that runs and is overdue now is broken already."""
    answered = ClockRow.outcome == Outcome.ANSWERED.value
    kept = and_(answered, ClockRow.stopped_at <= ClockRow.due_at)
    running = and_(ClockRow.stopped_at.is_(None), ClockRow.paused_at.is_(None))
    broken = or_(and_(answered, ClockRow.stopped_at > ClockRow.due_at), and_(running, ClockRow.due_at < work.now))
    key = span.key(ClockRow.started_at)
    query = select(key, _sum(kept), _sum(broken)).join(TicketRow, TicketRow.id == ClockRow.ticket_id)
    rows = work.session.execute(span.with_plan(query).where(span.holds(ClockRow.started_at)).group_by(key))
    return {row[0]: (row[1], row[2]) for row in rows}


def ratings(work: Work, span: Span) -> dict[Key, tuple[int, int, int]]:
    """Count the ratings given in a span: (how many, their sum, how many good). They go to who had the ticket then."""
    key = span.key(SurveyRow.rated_at, SurveyRow.specialist_id)
    query = select(key, func.count(), func.sum(SurveyRow.rating), _sum(SurveyRow.rating >= GOOD_FROM))
    query = span.with_plan(query.join(TicketRow, TicketRow.id == SurveyRow.ticket_id))
    rows = work.session.execute(query.where(span.holds(SurveyRow.rated_at)).group_by(key))
    return {row[0]: (row[1], int(row[2]), row[3]) for row in rows}


def backlog(work: Work, span: Span) -> dict[Key, Backlog]:
    """Count the tickets that are not solved now, with their ages; the span's time does not matter."""
    age = (int(work.now.timestamp()) - Seconds(TicketRow.created_at)).label("seconds")
    query = select(span.key(TicketRow.created_at), age).select_from(TicketRow)
    ranked = _ranked(span.with_plan(query).where(TicketRow.status.in_(UNFINISHED)))
    found = select(ranked.c.key, *_middle(ranked), func.max(ranked.c.seconds)).group_by(ranked.c.key)
    return {row[0]: Backlog(row[1], _median(row[2], row[3]), row[4]) for row in work.session.execute(found)}


def deflection(work: Work, span: Span) -> dict[Key, tuple[int, int]]:
    """Count the questions asked in a span: (decided, deflected), as `domain.question_report` defines them.

    Questions have a day, a language and, where a contact asked, a plan; grouped otherwise there are none.
    """
    if span.by in (By.CHANNEL, By.SPECIALIST):
        return {}
    asked = QuestionRow.asked_at
    contacted = or_(QuestionRow.contacted_at.is_not(None), _ticket_after(asked))
    old = asked <= work.now - DECIDED_AFTER
    read = or_(cast(QuestionRow.opened, Text) != "[]", QuestionRow.helpful.is_(True))
    key = (QuestionRow.locale if span.by is By.LANGUAGE else span.key(asked)).label("key")
    query = select(key, _sum(or_(contacted, old)), _sum(and_(read, ~contacted, old))).select_from(QuestionRow)
    rows = work.session.execute(span.with_plan(query, QuestionRow.contact_id).where(span.holds(asked)).group_by(key))
    return {row[0]: (row[1], row[2]) for row in rows}


def _ticket_after(asked: Any) -> Any:
    """Whether the question's contact opened a ticket, by whatever channel, in the 24 hours after it."""
    later = Seconds(TicketRow.created_at) - Seconds(asked)
    return exists(
        select(literal(1))
        .select_from(TicketRow)
        .where(
            TicketRow.contact_id == QuestionRow.contact_id,
            TicketRow.created_at >= asked,
            later <= int(DECIDED_AFTER.total_seconds()),
        )
        .correlate(QuestionRow)
    )


def _count(work: Work, span: Span, moment: Any) -> dict[Key, int]:
    key = span.key(moment)
    query = span.with_plan(select(key, func.count()).select_from(TicketRow)).where(span.holds(moment)).group_by(key)
    return {row[0]: row[1] for row in work.session.execute(query)}


def _times(work: Work, query: Select[Any]) -> dict[Key, Times]:
    ranked = _ranked(query)
    ninth = func.min(case((ranked.c.place == (ranked.c.many * 9 + 9) // 10, ranked.c.seconds)))
    found = select(ranked.c.key, *_middle(ranked), ninth).group_by(ranked.c.key)
    return {row[0]: Times(row[1], _median(row[2], row[3]), row[4]) for row in work.session.execute(found)}


def _ranked(query: Select[Any]) -> Any:
    """The (key, seconds) of a query with the place of each in its group, and how many the group has."""
    inner = query.subquery()
    place = func.row_number().over(partition_by=inner.c.key, order_by=inner.c.seconds)
    many = func.count().over(partition_by=inner.c.key)
    known = inner.c.seconds.is_not(None)
    return select(inner.c.key, inner.c.seconds, place.label("place"), many.label("many")).where(known).subquery()


def _middle(ranked: Any) -> list[Any]:
    """How many, and the one or two in the middle: neither store has a median that the other has."""
    places = [(ranked.c.many + 1) // 2, (ranked.c.many + 2) // 2]
    return [func.max(ranked.c.many), *(func.min(case((ranked.c.place == at, ranked.c.seconds))) for at in places)]


def _median(lower: int, upper: int) -> int:
    return (lower + upper) // 2


def _seconds(start: Any, end: Any) -> Any:
    return (Seconds(end) - Seconds(start)).label("seconds")


def _sum(condition: Any) -> Any:
    return func.sum(cast(case((condition, 1), else_=0), Integer))
