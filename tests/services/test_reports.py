"""Reports count what happened, the same on both stores, each thing once and at its own time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import pytest

from helpcenter.config import Settings
from helpcenter.desk import Desk, Work
from helpcenter.domain.people import Contact, Role, Specialist
from helpcenter.domain.reports import Asked, By, Figures, Report
from helpcenter.domain.sites import Site
from helpcenter.domain.tickets import Status, Submission
from helpcenter.services import people, question_reports, reports, surveys, tickets
from tests.services.test_questions import STRANGER, Asker, asked, shelf, write

__all__ = ["shelf"]

T = TypeVar("T")
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
WEEK = Asked(date(2026, 3, 2), date(2026, 3, 8))


def at(desk: Desk, hours: float, verb: Callable[..., T], *args: Any, **values: Any) -> T:
    """Do something so many hours after START."""

    def act(work: Work) -> T:
        work.now = START + timedelta(hours=hours)
        return verb(work, *args, **values)

    return desk.do(act)


def ticket(desk: Desk, contact: Contact, hours: float, locale: str = "en") -> int:
    made = Submission(contact.site_id, "email", contact.email, "It broke", "Here.", locale)
    return at(desk, hours, tickets.submit, contact, made).ticket_id


def told(desk: Desk, wanted: Asked = WEEK, hours: float = 24 * 6) -> Report:
    return at(desk, hours, reports.report, wanted)


def figures(report: Report) -> dict[str, Figures]:
    return {group.label: group.figures for group in report.groups}


@pytest.fixture
def ben(desk: Desk) -> Specialist:
    return desk.do(people.put_specialist, "ben@team.example", "Ben", ("en",), Role.SPECIALIST)


@pytest.fixture
def dave(desk: Desk, site: Site, sign: Any) -> Contact:
    return desk.do(people.identify, site, sign("dave@customer.example", name="Dave", account=None, plan="starter"))


@pytest.fixture
def busy(desk: Desk, carol: Contact, dave: Contact, ada: Specialist, ben: Specialist) -> list[int]:
    """Four tickets: answered after 1, 3 and 30 hours, and never; two solved, one rated."""
    made = [ticket(desk, carol, 0), ticket(desk, carol, 1, "fr"), ticket(desk, dave, 24), ticket(desk, dave, 48)]
    at(desk, 1, tickets.reply, ada, made[0], "So.", status=Status.SOLVED)
    at(desk, 4, tickets.reply, ada, made[1], "Non.")
    at(desk, 30, tickets.reply, ben, made[1], "Oui.")
    at(desk, 54, tickets.reply, ben, made[2], "Late.", status=Status.SOLVED)
    at(desk, 49, tickets.reply, ben, made[3], "For us only", note=True)
    at(desk, 60, surveys.rate, carol, made[0], 5)
    return made


def test_all_together(desk: Desk, busy: list[int]) -> None:
    total = told(desk).total
    assert (total.opened, total.first_reply.count, total.solve.count) == (4, 3, 2)
    assert (total.first_reply.median, total.first_reply.p90) == (3 * 3600, 30 * 3600)
    assert (total.solve.median, total.solve.p90) == ((1 + 30) * 1800, 30 * 3600)
    assert (total.ratings, total.rating_sum, total.satisfied) == (1, 5, 1)
    assert (total.backlog.count, total.backlog.oldest) == (2, (24 * 6 - 1) * 3600)
    record = total.record()
    assert (record["rating_average"], record["satisfied_share"]) == (5.0, 1.0)


def test_promises_are_kept_broken_or_overdue(desk: Desk, busy: list[int]) -> None:
    total = told(desk).total
    assert (total.kept, total.broken) == (2, 2)
    assert told(desk, hours=49).total.broken == 1, "the last one is not overdue yet"


def test_by_day(desk: Desk, busy: list[int]) -> None:
    found = figures(told(desk))
    assert list(found) == [f"2026-03-{day:02}" for day in range(2, 9)]
    assert [each.opened for each in found.values()] == [2, 1, 1, 0, 0, 0, 0]
    assert [each.solve.count for each in found.values()] == [1, 0, 1, 0, 0, 0, 0]
    assert [each.backlog.count for each in found.values()] == [1, 2, 2, 2, 2, 2, 2]
    assert found["2026-03-03"].first_reply.median == 30 * 3600


def test_the_backlog_of_past_days_is_that_of_their_ends(desk: Desk, busy: list[int]) -> None:
    past = told(desk, Asked(WEEK.start, WEEK.start + timedelta(days=1)))
    assert [group.figures.backlog.count for group in past.groups] == [1, 2]


def test_a_day_is_that_of_the_team(settings: Settings, desk: Desk, carol: Contact) -> None:
    desk.settings = replace(settings, time_zone="Asia/Tokyo")
    ticket(desk, carol, 7)
    found = figures(told(desk))
    assert (found["2026-03-03"].opened, told(desk).zone) == (1, "Asia/Tokyo")


def test_by_language_plan_channel_and_specialist(desk: Desk, busy: list[int]) -> None:
    def opened(by: By) -> dict[str, int]:
        return {label: each.opened for label, each in figures(told(desk, replace(WEEK, by=by))).items()}

    assert opened(By.LANGUAGE) == {"en": 3, "fr": 1}
    assert opened(By.PLAN) == {"enterprise": 2, "starter": 2}
    assert opened(By.CHANNEL) == {"email": 4}
    assert opened(By.SPECIALIST) == {"Ada": 2, "Ben": 1, "": 1}
    by_specialist = figures(told(desk, replace(WEEK, by=By.SPECIALIST)))
    assert (by_specialist["Ada"].ratings, by_specialist["Ben"].ratings) == (1, 0)
    assert by_specialist["Ada"].decided is None


def test_groups_add_up(desk: Desk, busy: list[int]) -> None:
    for by in By:
        report = told(desk, replace(WEEK, by=by))
        for name in ("opened", "kept", "broken", "ratings", "satisfied"):
            assert sum(getattr(each.figures, name) for each in report.groups) == getattr(report.total, name)
        assert sum(each.figures.solve.count for each in report.groups) == report.total.solve.count


def test_what_lies_outside_does_not_count(desk: Desk, busy: list[int]) -> None:
    later = told(desk, Asked(date(2026, 3, 9), date(2026, 3, 9)), hours=24 * 8).total
    assert (later.opened, later.solve.count, later.ratings, later.backlog.count) == (0, 0, 0, 2)


def test_nothing_yet(desk: Desk, site: Site) -> None:
    report = told(desk)
    assert report.total.is_empty
    assert report.total.record()["first_reply_median_seconds"] is None


def test_deflection_is_that_of_the_questions(desk: Desk, site: Site, shelf: None, carol: Contact) -> None:
    from helpcenter.services import questions

    mine = Asker(carol, None, "")
    first, second = asked(desk, site, who=mine), asked(desk, site, "invoice pay how", who=STRANGER)
    third = asked(desk, site, "can I pay by card", who=mine, later=30)
    path = "/en/articles/pay"
    for each in (first, second, third):
        desk.do(questions.opened, each, path)
    asked(desk, site, "something else", who=STRANGER, later=1)
    write(desk, carol, later=31)

    def both(work: Work) -> tuple[Figures, Any]:
        work.now += timedelta(hours=72)
        day = reports.today(work)
        wanted = Asked(day - timedelta(days=10), day)
        return reports.report(work, wanted).total, question_reports.report(work, timedelta(days=9)).deflection

    total, honest = desk.see(both)
    assert (total.decided, total.deflected) == (honest.decided, honest.deflected) == (4, 2)
