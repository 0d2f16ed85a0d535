"""The append-only record of what happened, and the place in it that a reader has reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self


@dataclass(frozen=True, order=True)
class Cursor:
    """A place in the journal: transaction, then entry.

    PostgreSQL hands out entry ids before commit, so ids alone are not in the order in which entries become
    visible; transaction first, id second is, as long as a reader stops before the oldest running transaction.
    On SQLite there is one writer at a time and `transaction` is always 0.
    """

    transaction: int = 0
    entry: int = 0

    def __str__(self) -> str:
        return f"{self.transaction}-{self.entry}"

    @classmethod
    def parse(cls, text: str | None) -> Self | None:
        """Return the cursor written as `str(cursor)`, or None when `text` is no cursor."""
        transaction, _, entry = (text or "").partition("-")
        if not (transaction.isascii() and entry.isascii() and transaction.isdigit() and entry.isdigit()):
            return None
        return cls(int(transaction), int(entry)) if len(transaction) < 19 and len(entry) < 19 else None


@dataclass(frozen=True)
class Event:
    """One thing that happened. `kind` is noun.verb, such as `ticket.submitted`; `at` is UTC.

    `public` tells whether the customer of the ticket may learn of it: notes, assignments and the like are not.
    """

    cursor: Cursor
    kind: str
    at: datetime
    ticket_id: int | None
    contact_id: int | None
    public: bool
    data: Mapping[str, Any]
