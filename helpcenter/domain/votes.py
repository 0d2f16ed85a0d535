"""Votes: whether an article helped whoever read it, and what was missing when not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from helpcenter.domain.questions import Unhelpful

MAX_COMMENT = 1_000
"""Characters that somebody may write about what was missing."""


@dataclass(frozen=True)
class Vote:
    """What one person says of one translation; the last word counts. `voted_at` is UTC."""

    slug: str
    locale: str
    helpful: bool
    reason: Unhelpful | None
    comment: str
    voted_at: datetime

    @property
    def is_told_why(self) -> bool:
        """Whether a no says what was missing."""
        return self.reason is not None or bool(self.comment)


@dataclass(frozen=True)
class Voice:
    """A vote with whose it is (`person` tells people apart and names nobody) and the article's title."""

    person: str
    title: str
    vote: Vote
