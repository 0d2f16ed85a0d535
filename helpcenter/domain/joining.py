"""Merging tickets that are about one thing, splitting those that are about two, and why that may be refused."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from helpcenter.domain.faults import Refusal
from helpcenter.domain.tickets import Status


class Why(StrEnum):
    """Why tickets cannot be joined."""

    SELF = "self"
    OTHER_PERSON = "other_person"
    MERGED = "merged"
    LIVE = "live"


class NotJoined(Refusal):
    """Tickets that stay apart, and why: for one of them, whose number is `ticket_id`."""

    def __init__(self, why: Why, ticket_id: int) -> None:
        super().__init__(f"#{ticket_id}: {why}")
        self.why, self.ticket_id = why, ticket_id


@dataclass(frozen=True)
class Source:
    """A ticket that was merged into another: how it stood, and the entries that were written there for its own."""

    ticket_id: int
    status: Status
    copied: tuple[int, ...]


@dataclass(frozen=True)
class Merge:
    """What was done, for taking it back: `before` and `after` are the target's status."""

    target_id: int
    sources: tuple[Source, ...]
    before: Status
    after: Status
