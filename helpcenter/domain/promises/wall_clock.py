"""From the time a clock on the wall shows to the moment it is, where clocks jump twice a year."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_SECOND = timedelta(seconds=1)


def first_moment(zone: ZoneInfo, day: date, wall_time: timedelta) -> datetime:
    """The first moment (UTC) at which the wall clock of `zone` has reached `wall_time` after midnight of `day`.

    `wall_time` may pass 24 hours and then means the following day. A time shown twice (clocks go back) is its first
    showing; a time never shown (clocks go forward) is the moment of the jump, when the clock passes it.
    """
    wall = datetime.combine(day, time()) + wall_time
    moment = wall.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall:
        return moment
    return _jump(zone, wall.replace(tzinfo=zone, fold=1).astimezone(UTC), moment)


def _jump(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The moment at which the offset of `zone` changes, to the second, between two moments (UTC) around it."""
    offset = before.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) // 2 // _SECOND * _SECOND
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after
