"""Votes: whether an article helped whoever read it, and what was missing when not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
class Tally:
    """All votes on one translation. `reasons` count those of the noes that gave one; newest comments come first."""

    yes: int = 0
    no: int = 0
    reasons: Mapping[Unhelpful, int] = field(default_factory=dict)
    comments: tuple[str, ...] = ()

    @property
    def share(self) -> float | None:
        """How many of all found it helpful, 0 to 1; None while nobody voted."""
        return self.yes / (self.yes + self.no) if self.yes + self.no else None
