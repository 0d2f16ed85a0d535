"""Opening hours and promises: nights, clock changes, holidays, and what is promised when."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpcenter.domain.promises import ALWAYS, Calendar, Interval, PromiseKind, PromiseRule

BERLIN = ZoneInfo("Europe/Berlin")
NEVER: tuple[Interval, ...] = ()
OFFICE: tuple[Interval, ...] = ((9 * 60, 12 * 60 + 30), (13 * 60 + 30, 17 * 60))
NIGHT: tuple[Interval, ...] = ((18 * 60, 26 * 60),)


def week(weekdays: tuple[Interval, ...], weekend: tuple[Interval, ...] = NEVER) -> tuple[tuple[Interval, ...], ...]:
    return (weekdays,) * 5 + (weekend,) * 2


def berlin(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN, fold=fold)


def utc(text: str, fold: int = 0) -> datetime:
    """For times shown twice: Python calls those unequal to the same moment in any other zone."""
    return berlin(text, fold).astimezone(UTC)


office = Calendar("office", BERLIN, week(OFFICE), holidays="DE-BE", own_dates={date(2026, 11, 25): ((600, 720),)})
night = Calendar("night", BERLIN, week(NIGHT))


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        ("2026-11-23T08:59:59", False),
        ("2026-11-23T09:00", True),
        ("2026-11-23T12:29:59", True),
        ("2026-11-23T12:30", False),  # the break
        ("2026-11-23T13:30", True),
        ("2026-11-23T17:00", False),
        ("2026-11-22T10:00", False),  # Sunday
        ("2026-03-09T10:00", True),
        ("2027-03-08T10:00", False),  # a holiday in Berlin, on a Monday
        ("2026-11-25T09:30", False),  # a date with hours of its own
        ("2026-11-25T10:30", True),
    ],
)
def test_several_intervals_holidays_and_own_dates(at: str, is_open: bool) -> None:
    assert office.is_open(berlin(at)) is is_open


def test_own_dates_win_over_holidays() -> None:
    christmas = date(2026, 12, 25)
    assert not office.is_open(berlin("2026-12-25T10:00"))
    open_at_christmas = Calendar("shop", BERLIN, week(OFFICE), "DE", {christmas: OFFICE})
    assert open_at_christmas.is_open(berlin("2026-12-25T10:00"))


def test_a_night_past_midnight_belongs_to_the_day_it_starts_on() -> None:
    assert night.is_open(berlin("2026-11-28T01:59"))  # Friday's night, on Saturday
    assert not night.is_open(berlin("2026-11-28T02:00"))
    assert not night.is_open(berlin("2026-11-28T19:00"))
    assert not night.is_open(berlin("2026-11-23T01:00"))  # Sunday had no night
    closed_friday = Calendar("night", BERLIN, week(NIGHT), own_dates={date(2026, 11, 27): NEVER})
    assert not closed_friday.is_open(berlin("2026-11-28T01:00"))
    assert closed_friday.is_open(berlin("2026-11-27T01:00"))


@pytest.mark.parametrize(
    ("at", "opening"),
    [
        ("2026-11-23T10:00", "2026-11-23T10:00"),
        ("2026-11-23T12:45", "2026-11-23T13:30"),
        ("2026-11-23T18:00", "2026-11-24T09:00"),
        ("2026-11-22T21:00", "2026-11-23T09:00"),
        ("2026-12-24T18:00", "2026-12-28T09:00"),  # two holidays and a weekend
        ("2026-11-24T17:00", "2026-11-25T10:00"),
    ],
)
def test_next_opening(at: str, opening: str) -> None:
    assert office.next_opening(berlin(at)) == berlin(opening)


def test_what_never_opens_has_no_opening_and_no_due_time() -> None:
    shut = Calendar("shut", BERLIN, week(NEVER))
    at = berlin("2026-11-23T10:00")
    assert not shut.is_open(at)
    assert shut.next_opening(at) is None
    assert shut.add_open_minutes(at, 5) is None
    assert shut.add_business_days(at, 1) is None
    assert PromiseRule(PromiseKind.MINUTES, 5).give(at, shut) is None


@pytest.mark.parametrize(
    ("at", "days", "due"),
    [
        ("2026-11-22T21:00", 1, "2026-11-23T17:00"),  # Sunday night: by Monday at closing
        ("2026-11-23T08:00", 1, "2026-11-23T17:00"),
        ("2026-11-23T10:00", 1, "2026-11-24T10:00"),
        ("2026-11-23T12:45", 1, "2026-11-24T12:45"),  # the break belongs to the day
        ("2026-11-23T17:00", 1, "2026-11-24T17:00"),
        ("2026-11-27T16:00", 1, "2026-11-30T16:00"),  # over the weekend
        ("2026-11-27T16:00", 2, "2026-12-01T16:00"),
        ("2026-11-24T16:00", 1, "2026-11-25T12:00"),  # a shorter day keeps the promise earlier
        ("2026-11-24T09:15", 1, "2026-11-25T10:00"),  # a later one cannot before it opens
        ("2026-12-23T16:00", 1, "2026-12-24T16:00"),
        ("2026-12-24T16:00", 1, "2026-12-28T16:00"),
        ("2026-12-24T18:00", 1, "2026-12-28T17:00"),
    ],
)
def test_business_days(at: str, days: int, due: str) -> None:
    assert office.add_business_days(berlin(at), days) == berlin(due)


def test_a_business_day_of_nights() -> None:
    assert night.add_business_days(berlin("2026-11-27T23:00"), 1) == berlin("2026-11-30T23:00")
    assert night.add_business_days(berlin("2026-11-28T01:00"), 1) == berlin("2026-12-01T01:00")
    assert night.add_business_days(berlin("2026-11-28T03:00"), 1) == berlin("2026-12-01T02:00")


@pytest.mark.parametrize(
    ("at", "minutes", "due"),
    [
        ("2026-11-23T10:00", 5, "2026-11-23T10:05"),
        ("2026-11-23T12:28", 5, "2026-11-23T13:33"),
        ("2026-11-23T12:25", 5, "2026-11-23T12:30"),
        ("2026-11-23T16:58", 5, "2026-11-24T09:03"),
        ("2026-11-22T21:00", 5, "2026-11-23T09:05"),
        ("2026-11-23T09:00", 7 * 60 + 1, "2026-11-24T09:01"),
    ],
)
def test_open_minutes(at: str, minutes: int, due: str) -> None:
    assert office.add_open_minutes(berlin(at), minutes) == berlin(due)


class TestClockChanges:
    """In Berlin the clock goes from 02:00 to 03:00 on 2026-03-29 and from 03:00 back to 02:00 on 2026-10-25."""

    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)

    def calendar(self, *intervals: Interval) -> Calendar:
        return Calendar("daily", BERLIN, (intervals,) * 7)

    def length(self, day: date, *intervals: Interval) -> timedelta:
        span = self.calendar(*intervals).spans(day)[0]
        return span.end - span.start

    def test_a_whole_day_has_23_and_25_hours(self) -> None:
        assert self.length(self.spring, (0, 1440)) == timedelta(hours=23)
        assert self.length(self.autumn, (0, 1440)) == timedelta(hours=25)

    def test_the_night_before_is_an_hour_shorter_or_longer(self) -> None:
        assert self.length(date(2026, 3, 28), (22 * 60, 30 * 60)) == timedelta(hours=7)
        assert self.length(date(2026, 10, 24), (22 * 60, 30 * 60)) == timedelta(hours=9)

    def test_an_opening_at_a_time_never_shown_is_the_moment_of_the_jump(self) -> None:
        span = self.calendar((150, 240)).spans(self.spring)[0]
        assert span.start == datetime(2026, 3, 29, 1, tzinfo=UTC)
        assert span.end == berlin("2026-03-29T04:00")

    def test_an_interval_that_the_jump_swallows_is_gone(self) -> None:
        assert self.calendar((130, 170)).spans(self.spring) == ()

    def test_a_time_shown_twice_is_its_first_showing(self) -> None:
        calendar = self.calendar((150, 240))
        assert calendar.spans(self.autumn)[0].start == utc("2026-10-25T02:30", fold=0)
        assert calendar.is_open(berlin("2026-10-25T02:10", fold=1))

    def test_a_promise_in_minutes_counts_real_minutes(self) -> None:
        at = berlin("2026-10-25T02:58", fold=0)
        due = self.calendar((0, 1440)).add_open_minutes(at, 5)
        assert due == at.astimezone(UTC) + timedelta(minutes=5)
        assert due == utc("2026-10-25T02:03", fold=1)

    def test_a_business_day_keeps_the_time_on_the_wall(self) -> None:
        due = self.calendar((540, 1020)).add_business_days(berlin("2026-03-28T10:00"), 1)
        assert due == berlin("2026-03-29T10:00")
        assert due == datetime(2026, 3, 29, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("now", PromiseRule(PromiseKind.NOW, 2)),
        ("5 minutes", PromiseRule(PromiseKind.MINUTES, 5)),
        ("1 minute", PromiseRule(PromiseKind.MINUTES, 1)),
        ("2 hours", PromiseRule(PromiseKind.MINUTES, 120)),
        ("1 business day", PromiseRule(PromiseKind.BUSINESS_DAYS, 1)),
        ("3 business days", PromiseRule(PromiseKind.BUSINESS_DAYS, 3)),
    ],
)
def test_promises_are_read_as_they_are_spoken(text: str, rule: PromiseRule) -> None:
    assert PromiseRule.parse(text, patience=2) == rule


@pytest.mark.parametrize(
    "text", ["", "soon", "0 minutes", "-1 minute", "1.5 hours", "5 weeks", "5minutes", "99999 hours"]
)
def test_other_promises_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a promise"):
        PromiseRule.parse(text)


# What holds for any calendar at any moment.

edges = st.integers(0, 24 * 4).map(lambda quarter: quarter * 15)
intervals = st.lists(edges, min_size=2, max_size=6, unique=True).map(
    lambda found: tuple(zip(sorted(found)[::2], sorted(found)[1::2], strict=False))
)
nights = st.tuples(st.integers(72, 95), st.integers(97, 120)).map(lambda pair: ((pair[0] * 15, pair[1] * 15),))
calendars = st.builds(
    Calendar,
    st.just("any"),
    st.sampled_from(
        ["UTC", "Europe/Berlin", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe", "Africa/Cairo"]
    ).map(ZoneInfo),
    st.tuples(*[st.one_of(st.just(NEVER), intervals, nights)] * 7).filter(any),
    st.sampled_from(["", "DE", "US", "JP"]),
)
moments = st.datetimes(datetime(2023, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))


@given(calendars, moments)
def test_the_next_opening_is_open_and_nothing_before_it_is(calendar: Calendar, at: datetime) -> None:
    opening = calendar.next_opening(at)
    assert opening is not None
    assert opening >= at
    assert calendar.is_open(opening)
    assert calendar.is_open(at) == (opening == at)
    assert not calendar.is_open(at + (opening - at) / 2) or opening == at


@given(calendars, moments, st.integers(1, 600))
def test_open_minutes_are_all_inside_the_opening_hours(calendar: Calendar, at: datetime, minutes: int) -> None:
    due = calendar.add_open_minutes(at, minutes)
    assert due is not None
    assert due - at >= timedelta(minutes=minutes)
    assert calendar.is_open(due - timedelta(microseconds=1))
    assert open_time(calendar, at, due) == timedelta(minutes=minutes)


@given(calendars, moments, st.integers(1, 5))
def test_business_days_end_after_they_began_and_never_after_closing(
    calendar: Calendar, at: datetime, days: int
) -> None:
    due = calendar.add_business_days(at, days)
    longer = calendar.add_business_days(at, days + 1)
    assert due is not None
    assert longer is not None
    assert at < due <= longer  # equal where a night reaches as far as the short day after it


@example(
    Calendar("nights", ZoneInfo("UTC"), ((), (), (), ((1080, 1470),), ((0, 15),), ((1080, 1515),), ((0, 15),))),
    datetime(2023, 1, 1, 1, tzinfo=UTC),
    datetime(2023, 1, 2, tzinfo=UTC),
)
@given(calendars.filter(lambda calendar: calendar.zone.key == "UTC"), moments, moments)
def test_who_writes_later_is_never_promised_earlier(calendar: Calendar, one: datetime, other: datetime) -> None:
    first, second = sorted((one, other))
    for days in (1, 2):
        assert calendar.add_business_days(first, days) <= calendar.add_business_days(second, days)  # type: ignore[operator]
    assert calendar.add_open_minutes(first, 5) <= calendar.add_open_minutes(second, 5)  # type: ignore[operator]


@given(moments, st.integers(1, 10_000))
def test_day_and_night_counts_every_minute(at: datetime, minutes: int) -> None:
    assert ALWAYS.is_open(at)
    assert ALWAYS.add_open_minutes(at, minutes) == at + timedelta(minutes=minutes)


def open_time(calendar: Calendar, start: datetime, end: datetime) -> timedelta:
    """The opening hours between two moments, counted another way: as a union of spans cut to the two moments."""
    first, last = (moment.astimezone(calendar.zone).date() for moment in (start, end))
    days = (first + timedelta(days=ahead) for ahead in range(-1, (last - first).days + 1))
    total, covered = timedelta(), start
    for span in (span for day in days for span in calendar.spans(day)):
        begin, until = max(span.start, covered), min(span.end, end)
        if begin < until:
            total += until - begin
            covered = until
    return total
