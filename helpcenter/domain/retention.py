"""Retention: for how many days what is done with is kept. The default keeps everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import timedelta
from enum import StrEnum
from typing import Any

LONGEST = 36_500


class Kind(StrEnum):
    """What has a rule of its own; its setting is `<kind>_days`."""

    CLOSED_TICKETS = "closed_tickets"
    ATTACHMENTS = "attachments"
    RAW_MAILS = "raw_mails"
    OUTBOX = "outbox"
    JOURNAL = "journal"
    AUDIT = "audit"


@dataclass(frozen=True)
class Retention:
    """The table `[retention]`. 0 days keep for ever.

    Of a closed ticket that is anonymised number, dates, status and rating stay; one that is erased is gone.
    """

    closed_tickets_days: int = 0
    closed_tickets: str = "anonymise"
    attachments_days: int = 0
    raw_mails_days: int = 0
    outbox_days: int = 0
    journal_days: int = 0
    audit_days: int = 0

    def __str__(self) -> str:
        return " ".join(f"{name}={value}" for name, value in asdict(self).items() if value != getattr(KEEP, name))

    def kept_for(self, kind: Kind) -> timedelta | None:
        """Return how long something is kept, None for ever."""
        days: int = getattr(self, f"{kind.value}_days")
        return timedelta(days=days) if days else None


@dataclass(frozen=True)
class Due:
    """How much of one kind is older than its rule allows, and what becomes of it."""

    kind: Kind
    days: int
    count: int
    erased: bool


KEEP = Retention()
"""Everything, for ever."""


def retention(table: Any) -> Retention:
    """Return the rules of a table. Raises ValueError, which names the key."""
    if isinstance(table, Retention):
        return table
    if not isinstance(table, Mapping):
        raise ValueError("write a [retention] table")
    known = {field.name for field in fields(Retention)}
    for key, value in table.items():
        if key not in known:
            raise ValueError(f"{key} is not known; known are {', '.join(sorted(known))}")
        if key == "closed_tickets":
            if value not in ("anonymise", "erase"):
                raise ValueError(f"{key} is {value!r}; write anonymise or erase")
        elif isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LONGEST:
            raise ValueError(f"{key} is {value!r}; write days from 0 (for ever) to {LONGEST}")
    return Retention(**table)
