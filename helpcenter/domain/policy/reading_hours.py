"""Reading `[hours.*]`: calendars as operators write them."""

import re
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from helpcenter.domain.promises import Calendar, Interval, public_holidays

from .layers import WEEK_KEYS
from .tables import Table, meant, written

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_INTERVAL = re.compile(r"([01]\d|2[0-3]):([0-5]\d)\s*-\s*([01]\d|2[0-4]):([0-5]\d)")
_FULL_DAY = 24 * 60
_KNOWN_YEAR = 2024


def read_calendars(hours: Table, team_zone: str) -> dict[str, Calendar]:
    """Every calendar of `[hours]` by its name, in `team_zone` if it names none. Raises PolicyError naming the key."""
    return {name: _calendar(name, hours.table(name), team_zone) for name in hours.values}


def _calendar(name: str, table: Table, team_zone: str) -> Calendar:
    table.only((*WEEK_KEYS, "zone", "holidays", "closed", "dates"))
    week = tuple(_weekday(table, day) for day in _DAYS)
    if not any(week):
        raise table.error('it never opens; give it a day, such as weekdays = ["09:00-17:00"]')
    return Calendar(name, _zone(table, team_zone), week, _holidays(table), _own_dates(table))


def _zone(table: Table, team_zone: str) -> ZoneInfo:
    name = table.text("zone", team_zone)
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        problem = f'"{name}" is not a time zone such as "Europe/Berlin"'
        raise table.error(problem + meant(name, available_timezones()), "zone") from None


def _holidays(table: Table) -> str:
    place = table.text("holidays")
    if place:
        try:
            public_holidays(place, _KNOWN_YEAR)
        except NotImplementedError:
            problem = f'no holidays are known for "{place}"; write a country, or a country and its part: "DE", "DE-BE"'
            raise table.error(problem, "holidays") from None
    return place


def _weekday(table: Table, day: str) -> tuple[Interval, ...]:
    """The most exact key wins: the day's own, then weekdays or weekend, then every day."""
    group = "weekend" if day in ("saturday", "sunday") else "weekdays"
    key = next((key for key in (day, group, "every_day") if key in table.values), None)
    return () if key is None else _intervals(table, key)


def _own_dates(table: Table) -> Mapping[date, tuple[Interval, ...]]:
    closed = table.values.get("closed", [])
    if not isinstance(closed, list):
        raise table.error(f"a list of dates such as [2026-12-24] is expected, not {written(closed)}", "closed")
    dates = table.table("dates")
    own = {dates.as_day(key, key): _intervals(dates, key) for key in dates.values}
    return own | {table.as_day(each, "closed"): () for each in closed}


def _intervals(table: Table, key: str) -> tuple[Interval, ...]:
    intervals = sorted(_interval(table, key, text) for text in table.texts(key))
    for (_, end), (start, _) in pairwise(intervals):
        if start < end:
            raise table.error("two intervals overlap", key)
    return tuple(intervals)


def _interval(table: Table, key: str, text: str) -> Interval:
    edges = _INTERVAL.fullmatch(text.strip())
    if edges is None:
        raise table.error(f'"{text}" is not an interval such as "09:00-17:30", "18:00-02:00" or "00:00-24:00"', key)
    hour, minute, end_hour, end_minute = map(int, edges.groups())
    start, end = hour * 60 + minute, end_hour * 60 + end_minute
    if end > _FULL_DAY or start == end:
        raise table.error(f'"{text}" has no length or ends after 24:00; the whole day is "00:00-24:00"', key)
    return start, end if end > start else end + _FULL_DAY
