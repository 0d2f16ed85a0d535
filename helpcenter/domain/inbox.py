"""The customer's inbox: its boxes, the orders of a box, and places in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from helpcenter.domain.faults import NotFound
from helpcenter.domain.text import storable

MAX_SEARCH = 200
MOST_WORDS = 8


class Box(StrEnum):
    """A part of somebody's tickets."""

    ALL = "all"
    OPEN = "open"
    CLOSED = "closed"
    FAVOURITES = "favourites"


class Order(StrEnum):
    """How a box is sorted: last changed first, newest first, oldest first."""

    CHANGED = "changed"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True)
class Place:
    """Where a page of a list ended: the moment (UTC) that its order goes by, and what stood there."""

    moment: datetime
    id: int

    def __str__(self) -> str:
        return f"{self.moment.isoformat()},{self.id}"

    @classmethod
    def parse(cls, text: str) -> Place:
        """Return the place written as `str(place)`. Raises NotFound for anything else."""
        moment, _, number = text.rpartition(",")
        try:
            at = datetime.fromisoformat(moment)
            if at.tzinfo is None or not 0 < int(number) < 2**62:
                raise ValueError(text)
            return cls(at.astimezone(UTC), int(number))
        except (ValueError, OverflowError) as fault:
            raise NotFound("place") from fault


def search_words(typed: str) -> tuple[str, ...]:
    """Return the words of a search, the first few of the first characters; all of them must occur."""
    return tuple(dict.fromkeys(storable(typed)[:MAX_SEARCH].split()))[:MOST_WORDS]
