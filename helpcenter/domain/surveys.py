"""Surveys: how a customer rated what we did for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

RATINGS = (1, 2, 3, 4, 5)
"""One is very bad, five is very good."""
CHANGEABLE_FOR = timedelta(days=14)
MAX_COMMENT = 5_000


@dataclass(frozen=True)
class Survey:
    """A rating of a ticket. Times are UTC; `specialist_id` is who had the ticket when it was rated, or None."""

    ticket_id: int
    rating: int
    comment: str
    specialist_id: int | None
    rated_at: datetime
    changed_at: datetime

    def is_changeable(self, now: datetime) -> bool:
        """Whether its writer may still change it at `now` (UTC)."""
        return now < self.rated_at + CHANGEABLE_FOR
