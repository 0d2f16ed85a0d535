"""Clocks: what we promised for one turn of a ticket, how long it takes, and whether the promise was kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class ClockKind(StrEnum):
    """Which promise a clock measures."""

    FIRST_REPLY = "first_reply"
    NEXT_REPLY = "next_reply"
    CALLBACK = "callback"


class Outcome(StrEnum):
    """How a clock ended: we did what was promised, or there was no more need."""

    ANSWERED = "answered"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Clock:
    """One promise of a ticket. Times are UTC; `paused_at` while we wait for the customer, `stopped_at` at its end."""

    ticket_id: int
    kind: ClockKind
    started_at: datetime
    due_at: datetime
    paused_at: datetime | None
    stopped_at: datetime | None
    outcome: Outcome | None

    @property
    def kept(self) -> bool | None:
        """Whether the promise was kept; None as long as nobody can say, and when there was no more need."""
        if self.stopped_at is None or self.outcome is not Outcome.ANSWERED:
            return None
        return self.stopped_at <= self.due_at


def warn_at(started: datetime, due: datetime, ahead: timedelta) -> datetime:
    """Return when to warn that a promise runs short: `ahead` of it, but not before half of its time has passed."""
    return max(due - ahead, started + (due - started) / 2)
