"""The moments until which a ticket is put aside with one key, on the specialist's own clock. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from tui.language import Language

MORNING = time(9)


def snooze_moments(now: datetime, language: Language) -> Iterator[tuple[str, str, datetime]]:
    """Yield (letter, what it is called, the moment in UTC), the soonest first. `now` is aware."""
    gettext, today = language.gettext, now.astimezone(language.zone).date()

    def morning(days: int) -> datetime:
        return datetime.combine(today + timedelta(days=days), MORNING, language.zone).astimezone(UTC)

    yield "h", gettext("In an hour"), now + timedelta(hours=1)
    yield "f", gettext("In four hours"), now + timedelta(hours=4)
    yield "t", gettext("Tomorrow morning"), morning(1)
    yield "m", gettext("Monday morning"), morning(7 - today.weekday())
    yield "w", gettext("In a week"), morning(7)
