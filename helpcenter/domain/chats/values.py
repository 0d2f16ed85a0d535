"""Chats as values: one conversation's live side, and the specialists who sit at their desks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from helpcenter.domain.people import Specialist

TYPING_LIFE = timedelta(seconds=6)
"""How long "is typing" stands when nothing renews it."""


class ChatState(StrEnum):
    """waiting (in the queue) → live → ended; either goes on `by_mail` when nobody answers or the customer is gone."""

    WAITING = "waiting"
    LIVE = "live"
    BY_MAIL = "by_mail"
    ENDED = "ended"

    @property
    def is_active(self) -> bool:
        """Whether somebody waits or talks."""
        return self in (ChatState.WAITING, ChatState.LIVE)


@dataclass(frozen=True)
class Chat:
    """The live side of a ticket at one moment. Times are UTC; `*_seen` and `last_seq` count the ticket's entries.

    `position` counts from 1 and `wait` is in seconds, both only while waiting; `wait` is None when nobody can tell.
    `wanted_id` is the colleague to whom the chat was passed on.
    """

    ticket_id: int
    state: ChatState
    locale: str
    subject: str
    contact_id: int
    contact_name: str
    specialist_id: int | None
    specialist_name: str
    wanted_id: int | None
    position: int | None
    wait: int | None
    last_seq: int
    customer_seen: int
    specialist_seen: int
    customer_here: bool
    specialist_here: bool
    customer_typing: bool
    specialist_typing: bool
    started_at: datetime
    waiting_since: datetime
    queued_at: datetime

    @property
    def typing(self) -> tuple[str, ...]:
        """The names of those who are typing."""
        customer = (self.contact_name,) if self.customer_typing else ()
        return (*customer, self.specialist_name) if self.specialist_typing else customer


@dataclass(frozen=True)
class AtDesk:
    """A specialist at the desk: whether they take chats now, how many at once, and how many they have."""

    specialist: Specialist
    available: bool
    capacity: int
    busy: int

    @property
    def free(self) -> int:
        """How many more chats they can take now."""
        return max(self.capacity - self.busy, 0) if self.available else 0


@dataclass(frozen=True)
class ChatQueue:
    """What the specialists' chat screen shows: who waits (longest first), one's own chats, the colleagues' desks."""

    waiting: tuple[Chat, ...]
    mine: tuple[Chat, ...]
    desks: tuple[AtDesk, ...]
