"""Opening hours: when somebody is there, in the zone in which they live, with their holidays."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from holidays import country_holidays

from .wall_clock import first_moment

HORIZON_DAYS = 400
"""How far ahead an opening is looked for; who is closed for longer than a year counts as closed for good."""

_DAY = timedelta(days=1)

Interval = tuple[int, int]
"""Minutes after midnight from opening to closing; a closing past 1440 is on the following day."""


class Span(NamedTuple):
    """One uninterrupted stretch of opening, from `start` (included) to `end` (excluded), both UTC."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Calendar:
    """Opening hours of a week in a zone, with public holidays and dates of one's own.

    An interval past midnight belongs to the day on which it starts, so a holiday closes the whole night that would
    start on it and leaves alone the night that reaches into it. Every method takes aware times and answers in UTC.
    """

    name: str
    zone: ZoneInfo
    week: tuple[tuple[Interval, ...], ...]
    """Seven days from Monday, each with its intervals in order, not overlapping."""
    holidays: str = ""
    """Country, or country and subdivision, as the `holidays` library names them: `DE`, `DE-BE`; empty for none."""
    own_dates: Mapping[date, tuple[Interval, ...]] = field(default_factory=dict, hash=False)
    """Intervals of single dates, none of them for a closed one; they win over holidays and weekdays."""

    def is_open(self, at: datetime) -> bool:
        """Whether `at` is inside the opening hours."""
        return self.next_opening(at) == at.astimezone(UTC)

    def next_opening(self, at: datetime) -> datetime | None:
        """`at` itself when open, else the next moment of opening; None when it stays closed for over a year."""
        at = at.astimezone(UTC)
        span = next(self._spans_from(at), None)
        return None if span is None else max(span.start, at)

    def add_open_minutes(self, at: datetime, minutes: int) -> datetime | None:
        """The moment at which `minutes` (one or more) of opening hours have passed since `at`; None when never."""
        # In UTC, because Python adds to a local time what the clock on the wall shows, not what passes.
        left, clock = timedelta(minutes=minutes), at.astimezone(UTC)
        for span in self._spans_from(clock):
            clock = max(clock, span.start)
            if clock + left <= span.end:
                return clock + left
            left -= max(span.end - clock, timedelta())
            clock = max(clock, span.end)
        return None

    def open_minutes(self, start: datetime, end: datetime) -> int:
        """The minutes of opening hours from `start` to `end` (aware), begun ones counted whole; 0 when none."""
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        clock, passed = start, timedelta()
        for span in self._spans_from(start):
            if span.start >= end:
                break
            passed += max(min(span.end, end) - max(span.start, clock), timedelta())
            clock = max(clock, min(span.end, end))
        return -(-passed // timedelta(minutes=1))

    def windows(self, at: datetime, minutes: int, most: int) -> list[Span]:
        """The next stretches of `minutes` of opening hours that begin after `at` (aware), `most` at the most.

        They are cut from the opening on; what is left at its end counts when it is half as long.
        """
        at, length, found = at.astimezone(UTC), timedelta(minutes=minutes), list[Span]()
        for span in self._spans_from(at):
            start = span.start
            while span.end - start >= length / 2 and len(found) < most:
                if start > at:
                    found.append(Span(start, min(start + length, span.end)))
                start += length
            if len(found) >= most:
                break
        return found

    def covers(self, start: datetime, end: datetime) -> bool:
        """Whether it is open from `start` to `end` (aware) without a break."""
        spans = self._spans_from(start)
        return start < end and any(span.start <= start and end <= span.end for span in islice(spans, 3))

    def add_business_days(self, at: datetime, days: int) -> datetime | None:
        """The end of `days` (one or more) business days counted from `at`; None when they never come.

        During a business day, breaks included, that is the same time of day later, never past that day's closing
        (or that of the night before where it reaches further).
        Outside of it the days are counted from the next opening, and the last of them counts to its closing.
        """
        at = at.astimezone(UTC)
        today = self._business_day(at)
        if today is None:
            return self._closing_after(at, days)
        target = self._later_business_day(today, days)
        if target is None:
            return None
        wall = at.astimezone(self.zone).replace(tzinfo=None) - datetime.combine(today, time())
        spans = self.spans(target)
        due = min(max(first_moment(self.zone, target, wall), spans[0].start), spans[-1].end)
        return self._after_the_night(target, due)

    def spans(self, day: date) -> tuple[Span, ...]:
        """The openings that start on `day` of the calendar's zone, in order."""
        return _spans(self, day)

    def intervals(self, day: date) -> tuple[Interval, ...]:
        """The intervals of `day` on the wall clock: its own ones, none on a holiday, else those of the weekday."""
        if day in self.own_dates:
            return self.own_dates[day]
        if self.holidays and day in public_holidays(self.holidays, day.year):
            return ()
        return self.week[day.weekday()]

    def _spans_from(self, at: datetime) -> Iterator[Span]:
        """Every opening that ends after `at`, in order of its start; the first one may have begun."""
        yesterday = at.astimezone(self.zone).date() - _DAY
        for ahead in range(HORIZON_DAYS):
            for span in self.spans(yesterday + ahead * _DAY):
                if span.end > at:
                    yield span

    def _business_day(self, at: datetime) -> date | None:
        """The day whose first opening and last closing embrace `at`; a night past midnight is the day before."""
        today = at.astimezone(self.zone).date()
        for day in (today - _DAY, today):
            spans = self.spans(day)
            if spans and spans[0].start <= at < spans[-1].end:
                return day
        return None

    def _closing_after(self, at: datetime, days: int) -> datetime | None:
        opening = self.next_opening(at)
        first = None if opening is None else self._business_day(opening)
        last = None if first is None else self._later_business_day(first, days - 1)
        return None if last is None else self._after_the_night(last, self.spans(last)[-1].end)

    def _after_the_night(self, day: date, due: datetime) -> datetime:
        """`due` on `day`, but not before the night that reaches into it has ended: who writes later is never first."""
        night = self.spans(day - _DAY)
        return max(due, night[-1].end) if night and night[-1].end > self.spans(day)[0].start else due

    def _later_business_day(self, day: date, count: int) -> date | None:
        for _ in range(HORIZON_DAYS):
            if count == 0:
                return day
            day += _DAY
            count -= bool(self.spans(day))
        return None


ALWAYS = Calendar("always", ZoneInfo("UTC"), (((0, 24 * 60),),) * 7)
"""Day and night, every day."""


@lru_cache(maxsize=4096)
def _spans(calendar: Calendar, day: date) -> tuple[Span, ...]:
    moments = (
        Span(*(first_moment(calendar.zone, day, timedelta(minutes=edge)) for edge in interval))
        for interval in calendar.intervals(day)
    )
    return tuple(span for span in moments if span.start < span.end)


@lru_cache(maxsize=256)
def public_holidays(place: str, year: int) -> frozenset[date]:
    """The public holidays of `DE` or `DE-BE` in a year. Raises NotImplementedError for a place nobody knows.

    The library fills its calendars on being asked, which two threads must not do at once; each year is made whole here.
    """
    country, _, subdivision = place.partition("-")
    return frozenset(country_holidays(country, subdiv=subdivision or None, years=year, expand=False))
