"""How often something may be done: so many in a second, minute, hour or day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from typing import Self

from helpcenter.domain.faults import TooOften

WINDOWS = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
}
NETWORK_FACTOR = 10
"""So many times what one person may do, everybody in one network may do together: an office shares an address."""


class Action(StrEnum):
    """What is limited. Each has a setting of its own, `limit_<action>`."""

    QUESTIONS = "questions"
    SESSIONS = "sessions"
    SIGN_IN = "sign_in"
    TICKETS = "tickets"
    REPLIES = "replies"
    UPLOADS = "uploads"
    UPLOAD_MEGABYTES = "upload_megabytes"
    VOTES = "votes"
    POSTS = "posts"
    API = "api"


@dataclass(frozen=True)
class Limit:
    """At most `most` in a `window`, one of the names above. `most` 0 means as often as anybody likes."""

    most: int
    window: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the limit written as `20/hour`. Raises ValueError for anything else."""
        most, _, window = text.replace(" ", "").partition("/")
        if window not in WINDOWS or not most.isdecimal() or len(most) > 9:
            raise ValueError("write it as 20/hour, with second, minute, hour or day; 0/hour is no limit")
        return cls(int(most), window)

    def __str__(self) -> str:
        return f"{self.most}/{self.window}"

    @property
    def span(self) -> timedelta:
        """How long a window is."""
        return WINDOWS[self.window]


class TooMany(TooOften):
    """Too much of one thing from one person or network."""

    def __init__(self, action: Action, wait: timedelta) -> None:
        super().__init__(action.value, max(1, ceil(wait.total_seconds())))


def network_of(address: str) -> str:
    """Return the network that an address stands for: an IPv4 address alone, an IPv6 one with its /64 (RFC 6177).

    A text that is no address, as where a socket has none, stands for itself.
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address[:100]
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
    return str(found)
