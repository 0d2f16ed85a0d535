"""Promises: what we say about when somebody answers, and the clock behind it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from .calendars import Calendar

_SPOKEN = re.compile(r"(?P<amount>[1-9]\d{0,3}) (?P<unit>minute|hour|business day)s?")


class PromiseKind(StrEnum):
    """How a promise is spoken: `now`, in minutes of opening hours, or in business days."""

    NOW = "now"
    MINUTES = "minutes"
    BUSINESS_DAYS = "business_days"


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise given at one moment: its kind, how many of them, and when it is due (UTC)."""

    kind: PromiseKind
    due: datetime
    amount: int


@dataclass(frozen=True, slots=True)
class PromiseRule:
    """A promise as a rule: `now` (with the minutes that "now" may take), five minutes, one business day."""

    kind: PromiseKind
    amount: int

    @classmethod
    def parse(cls, text: str, patience: int = 0) -> "PromiseRule":
        """Read `now`, `5 minutes`, `2 hours` or `1 business day`.

        `patience` is the number of minutes that "now" may take. Raises ValueError for anything else.
        """
        if text == "now":
            return cls(PromiseKind.NOW, patience)
        spoken = _SPOKEN.fullmatch(text)
        if spoken is None:
            raise ValueError(f'"{text}" is not a promise; write "now", "5 minutes", "2 hours" or "1 business day"')
        amount = int(spoken["amount"])
        if spoken["unit"] == "business day":
            return cls(PromiseKind.BUSINESS_DAYS, amount)
        return cls(PromiseKind.MINUTES, amount * (60 if spoken["unit"] == "hour" else 1))

    def give(self, at: datetime, calendar: Calendar) -> Promise | None:
        """The promise given at `at` (aware), its clock running in `calendar`; None when that never opens again."""
        due = self._due(at, calendar)
        return None if due is None else Promise(self.kind, due, self.amount)

    def _due(self, at: datetime, calendar: Calendar) -> datetime | None:
        if self.kind is PromiseKind.NOW:
            return at.astimezone(UTC) + timedelta(minutes=self.amount)
        if self.kind is PromiseKind.MINUTES:
            return calendar.add_open_minutes(at, self.amount)
        return calendar.add_business_days(at, self.amount)
