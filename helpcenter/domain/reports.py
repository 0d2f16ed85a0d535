"""Reports: how quickly we answer and solve, what waits, which promises were kept, how customers rated us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from itertools import pairwise
from typing import Any

from helpcenter.domain.faults import Fault, Invalid

MOST_DAYS = 1_100
"""Days that one report may span: three years."""

GOOD_FROM = 4
"""Ratings from here on (of 1 to 5) count as satisfied."""

DEFINITIONS = {
    "opened": "tickets opened in this time",
    "answered": "those of them that a specialist has answered",
    "first_reply_median_seconds": "from opening to the first answer, by the clock; half of them were quicker",
    "first_reply_p90_seconds": "nine of ten first answers were at least as quick",
    "solved": "tickets solved or closed in this time, and still so",
    "solve_median_seconds": "from opening to the end, by the clock; half of them were quicker",
    "solve_p90_seconds": "nine of ten were at least as quick",
    "promises_kept": "promises given in this time that were kept",
    "promises_broken": "promises that were kept too late, or are overdue now",
    "promises_kept_share": "kept, of all that can be judged",
    "ratings": "ratings given in this time",
    "rating_average": "their average, of 1 to 5",
    "satisfied_share": "ratings of 4 or 5",
    "backlog": "tickets not solved: now, or at the end of the day",
    "backlog_median_age_seconds": "half of them are younger",
    "backlog_oldest_seconds": "age of the oldest",
    "questions_decided": "questions asked that are 24 hours old, or were followed by a ticket",
    "questions_deflected": "those whose person read a result and did not contact us within 24 hours",
    "deflection_share": "deflected, of the decided",
}
"""What each figure counts; the keys are the columns, in order."""


class By(StrEnum):
    """What a report is grouped by."""

    DAY = "day"
    LANGUAGE = "language"
    PLAN = "plan"
    CHANNEL = "channel"
    SPECIALIST = "specialist"


@dataclass(frozen=True)
class Times:
    """How many, and of their lengths in seconds the median and the ninth decile (nearest rank), None of nothing."""

    count: int = 0
    median: int | None = None
    p90: int | None = None


@dataclass(frozen=True)
class Backlog:
    """How many tickets wait, and their ages in seconds, None where nobody asked for ages."""

    count: int = 0
    median_age: int | None = None
    oldest: int | None = None


@dataclass(frozen=True)
class Figures:
    """The figures of one group. `deflected` of `decided` questions; both None where questions have no such group."""

    opened: int = 0
    first_reply: Times = Times()
    solve: Times = Times()
    kept: int = 0
    broken: int = 0
    ratings: int = 0
    rating_sum: int = 0
    satisfied: int = 0
    backlog: Backlog = Backlog()
    decided: int | None = None
    deflected: int | None = None

    def record(self) -> dict[str, int | float | None]:
        """Return every figure by the name of its column: what command line and terminal show alike."""
        values = (
            *(self.opened, self.first_reply.count, self.first_reply.median, self.first_reply.p90),
            *(self.solve.count, self.solve.median, self.solve.p90),
            *(self.kept, self.broken, share(self.kept, self.kept + self.broken)),
            *(self.ratings, _rounded(self.rating_sum, self.ratings, 2), share(self.satisfied, self.ratings)),
            *(self.backlog.count, self.backlog.median_age, self.backlog.oldest),
            *(self.decided, self.deflected, share(self.deflected, self.decided)),
        )
        return dict(zip(DEFINITIONS, values, strict=True))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it."""
        return not any(getattr(self, field.name) for field in fields(self) if field.name not in _COMPOUND) and not (
            self.first_reply.count or self.solve.count or self.backlog.count
        )


_COMPOUND = ("first_reply", "solve", "backlog")


@dataclass(frozen=True)
class Group:
    """One line of a report: `key` is a day (ISO), a tag or a number, empty for none; `label` is how people say it."""

    key: str
    label: str
    figures: Figures


@dataclass(frozen=True)
class Asked:
    """What is asked for: days from `start` to `end`, both included, in the team's time zone, grouped by `by`."""

    start: date
    end: date
    by: By = By.DAY

    def checked(self) -> Asked:
        """Return it. Raises Invalid on `to` when it ends before it begins or spans more than three years."""
        if not timedelta() <= self.end - self.start < timedelta(days=MOST_DAYS):
            raise Invalid({"to": Fault.WRONG})
        return self

    @property
    def days(self) -> list[date]:
        """All days of it."""
        return [self.start + timedelta(days=number) for number in range((self.end - self.start).days + 1)]

    def between(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """Return its first moment and the first one after it, in UTC."""
        return _midnight(self.start, zone), _midnight(self.end + timedelta(days=1), zone)


@dataclass(frozen=True)
class Report:
    """The groups in order, and all of it together. `zone` is the name of the team's time zone; `at` is in UTC."""

    asked: Asked
    zone: str
    at: datetime
    groups: tuple[Group, ...]
    total: Figures

    def document(self) -> dict[str, Any]:
        """Return the report as plain values for JSON."""
        asked = self.asked
        return {
            "from": asked.start.isoformat(),
            "to": asked.end.isoformat(),
            "by": asked.by.value,
            "time_zone": self.zone,
            "at": self.at.isoformat(),
            "groups": [{"key": each.key, "label": each.label, **each.figures.record()} for each in self.groups],
            "total": self.total.record(),
            "definitions": DEFINITIONS,
        }

    def table(self) -> list[list[str]]:
        """Return the report as rows of text for CSV, heading first, total last; no cell is a formula."""
        rows = [[each.key, each.label, *each.figures.record().values()] for each in self.groups]
        rows.append(["total", "", *self.total.record().values()])
        heading = [self.asked.by.value, "label", *DEFINITIONS]
        return [heading, *([harmless_cell("" if cell is None else str(cell)) for cell in row] for row in rows)]


def harmless_cell(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: one that begins like one is led by an apostrophe.

    See OWASP, "CSV Injection": = + - @, tab and line ends at the beginning, also behind blanks and in their wide forms.
    """
    return f"'{text}" if text.lstrip(" ")[:1] in _FORMULA and text else text


_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def share(part: int | None, whole: int | None) -> float | None:
    """Return a part of the whole, 0 to 1, None of nothing."""
    return _rounded(part, whole, 4)


def shifts(start: datetime, end: datetime, zone: tzinfo) -> list[tuple[datetime, int]]:
    """Return how many seconds to add to UTC for the local time, piece by piece: (until when, seconds).

    The last piece goes on for ever. By this a store that knows no time zones tells the day of a moment.
    """
    days = [start + timedelta(days=number) for number in range((end - start).days + 2)]
    found = [
        (_change(before, after, zone), _shift(before, zone))
        for before, after in pairwise(days)
        if _shift(before, zone) != _shift(after, zone)
    ]
    return [*found, (datetime.max.replace(tzinfo=UTC), _shift(days[-1], zone))]


def balances(now: int, opened: Sequence[int], closed: Sequence[int]) -> list[int]:
    """Return how many were open at the end of each day, from how many are open after all of them."""
    found = []
    for came, went in zip(reversed(opened), reversed(closed), strict=True):
        found.append(now)
        now += went - came
    return found[::-1]


def _change(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    old = _shift(before, zone)
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        before, after = (middle, after) if _shift(middle, zone) == old else (before, middle)
    return after.replace(microsecond=0)


def _shift(at: datetime, zone: tzinfo) -> int:
    offset = at.astimezone(zone).utcoffset()
    return int(offset.total_seconds()) if offset else 0


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def _rounded(part: int | None, whole: int | None, digits: int) -> float | None:
    return round(part / whole, digits) if part is not None and whole else None
