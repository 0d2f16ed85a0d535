"""The specialist's language: texts from the catalogues, dates and counts through Babel. No Flask needed for either."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from gettext import NullTranslations
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import LOCALTZ, format_datetime, format_skeleton, format_time, format_timedelta
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from babel.support import Translations

from helpcenter.domain.locales import resolve
from helpcenter.folders import folder


def N_(text: str) -> str:  # noqa: N802 - the name that extraction knows
    """Mark a text for translation where it cannot be translated yet."""
    return text


@dataclass(frozen=True)
class Language:
    """How the terminal speaks to one specialist. Moments come in as aware UTC and are told in `zone`."""

    locale: Locale
    zone: tzinfo
    catalogue: NullTranslations

    def gettext(self, text: str) -> str:
        """Return a text in this language, or as it is when the catalogue has none."""
        return self.catalogue.gettext(text)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Return the form that `count` needs; `%(num)s` in it is left for the caller."""
        return self.catalogue.ngettext(one, many, count)

    def number(self, value: int) -> str:
        """Return a count with this language's grouping."""
        return format_decimal(value, locale=self.locale)

    def moment(self, at: datetime, now: datetime) -> str:
        """Return a moment as one says it at `now`: the time today, day and time this year, else the whole date."""
        here, today = at.astimezone(self.zone), now.astimezone(self.zone)
        if here.date() == today.date():
            return format_time(here, "short", tzinfo=self.zone, locale=self.locale)
        if here.year == today.year:
            clock = format_time(here, "short", tzinfo=self.zone, locale=self.locale)
            return str(self.locale.datetime_formats["medium"]).format(clock, self.day(here))
        return format_datetime(here, "short", tzinfo=self.zone, locale=self.locale)

    def day(self, day: date) -> str:
        """Return a day of a known year as this language writes it: "Sun, Nov 22", "So. 22. Nov.", "11月22日(日)"."""
        return format_skeleton("MMMEd", day, locale=self.locale)

    def span(self, length: timedelta) -> str:
        """Return a length of time as short as this language writes it: "45m", "3h", "2d"."""
        seconds = max(60, abs(int(length.total_seconds())))
        return format_timedelta(timedelta(seconds=seconds), threshold=1, format="narrow", locale=self.locale)

    def length(self, seconds: int) -> str:
        """Return a length of time by its two largest units, in minutes at least: "3h 20m", "2d 4h", "0m"."""
        minutes = seconds // 60
        parts: list[tuple[int, Literal["day", "hour", "minute"]]] = [
            (minutes // 1440, "day"),
            (minutes // 60 % 24, "hour"),
            (minutes % 60, "minute"),
        ]
        first = next((at for at, (count, _) in enumerate(parts) if count), 2)
        shown = [part for part in parts[first : first + 2] if part[0]] or [parts[2]]
        return " ".join(self._counted(count, unit) for count, unit in shown)

    def percent(self, share: float) -> str:
        """Return a share, 0 to 1, in whole percent."""
        return format_percent(share, locale=self.locale)

    def decimal(self, value: float) -> str:
        """Return a number with two places."""
        return format_decimal(value, format="#,##0.00", locale=self.locale)

    def listed(self, items: Sequence[str]) -> str:
        """Return several things as one says them in a row: "red, green and blue"."""
        return format_list(list(items), locale=self.locale)

    def label(self, name: str) -> str:
        """Return a label as it stands before its value: "Status: ", in French with a space before the colon."""
        return name + self.gettext(": ")

    def language_name(self, tag: str) -> str:
        """Return the name of a language in this one; an unknown tag stands for itself."""
        return str(self.locale.languages.get(tag.partition("-")[0].lower(), tag))

    def _counted(self, count: int, unit: Literal["day", "hour", "minute"]) -> str:
        """So many of one unit. `format_unit` cannot: it lacks the narrow form where a language has only a short one."""
        length, never = timedelta(**{f"{unit}s": count}), float("inf")
        return format_timedelta(length, unit, threshold=never, format="narrow", locale=self.locale)


def speak(wanted: list[str | None], offered: tuple[str, ...], default: str = "en", time_zone: str = "UTC") -> Language:
    """Return the offered language that serves best. `wanted` comes best first; unknown tags are passed over.

    The team's `time_zone` (IANA name) counts when it says something; plain UTC means this machine's own zone.
    """
    code = resolve(wanted, offered, default)
    zone = LOCALTZ if time_zone == "UTC" else ZoneInfo(time_zone)
    return Language(Locale.parse(code, sep="-"), zone, _catalogue(code))


def from_environment() -> str | None:
    """Return the language that the shell asks for (POSIX `LC_ALL`, `LC_MESSAGES`, `LANG`), or None."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "").partition(".")[0].partition("@")[0]
        if value and value not in ("C", "POSIX"):
            return value
    return None


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(UTC)


def _catalogue(code: str) -> NullTranslations:
    home = folder("translations") / code
    for file in (home / "LC_MESSAGES" / "messages.mo", home / "messages.mo"):
        if file.is_file():
            with file.open("rb") as compiled:
                return Translations(compiled, domain="messages")
    return NullTranslations()
