"""Alarms: moments at which something is to happen to a ticket by itself, each exactly once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AlarmKind(StrEnum):
    """What is to happen: a promise runs short or out, a snooze ends, silence is noticed, or ends the ticket."""

    CLOCK = "clock"
    WAKE = "wake"
    NOTICE = "notice"
    CLOSE = "close"


@dataclass(frozen=True)
class Alarm:
    """One alarm of a ticket; `at` is UTC. A ticket has at most one of each kind."""

    ticket_id: int
    kind: AlarmKind
    at: datetime
