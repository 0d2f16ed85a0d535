"""What the doctor finds: one line each, with what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is: a warning still works, a fault does not."""

    OK = "ok"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `area` is settings, store, smtp, imap or dns; `mend` is empty when all is well."""

    area: str
    level: Level
    said: str
    mend: str = ""


def fine(area: str, said: str) -> Finding:
    """Return a finding that all is well."""
    return Finding(area, Level.OK, said)


def warning(area: str, said: str, mend: str) -> Finding:
    """Return something that works, and would better be changed."""
    return Finding(area, Level.WARNING, said, mend)


def fault(area: str, said: str, mend: str) -> Finding:
    """Return something that does not work."""
    return Finding(area, Level.FAULT, said, mend)
