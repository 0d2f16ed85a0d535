"""Counts what people said of one translation, as tests look at it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

from helpcenter.desk import Desk
from helpcenter.services import votes

EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Tally:
    """Yes, no, why not, and what was said, the newest first."""

    yes: int = 0
    no: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    comments: tuple[str, ...] = ()


def tally(desk: Desk, slug: str, locale: str = "en", since: datetime = EVER) -> Tally:
    """Return what was said of an article from a moment on."""
    said = [voice.vote for voice in desk.see(votes.since, since, 100)]
    said = [vote for vote in said if (vote.slug, vote.locale) == (slug, locale)]
    reasons = Counter(vote.reason.value for vote in said if vote.reason)
    comments = tuple(vote.comment for vote in said if vote.comment)
    return Tally(sum(v.helpful for v in said), sum(not v.helpful for v in said), dict(reasons), comments)
