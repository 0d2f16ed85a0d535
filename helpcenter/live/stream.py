"""One open stream: what it is still to be told, and why it ends."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from enum import Enum

from helpcenter.domain.journal import Event

BACKLOG = 100
"""How many events a stream may be behind before it is told to come again and catch up from the store."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event with its frame, which all streams of a contact share; None when nobody has made it yet."""

    event: Event
    frame: bytes | None


class Ending(Enum):
    """Why a stream ends: `AGAIN`, the reader should connect anew; `OVER`, its session has ended; `GONE`, it left."""

    AGAIN = "again"
    OVER = "over"
    GONE = "gone"


class Stream:
    """What one open page or widget is still to be told. Lives on the event loop; takes no thread."""

    __slots__ = ("_chats", "_events", "_waiting", "contact_id", "ending", "session_id", "told_at")

    def __init__(self, contact_id: int, session_id: int) -> None:
        """Begin with nothing to tell."""
        self.contact_id = contact_id
        self.session_id = session_id
        self.ending: Ending | None = None
        self.told_at = time.monotonic()
        """When the reader last got something, in seconds of the monotonic clock."""
        self._events: list[Told] = []
        self._chats: dict[int, bytes] = {}
        self._waiting: asyncio.Future[None] | None = None

    def put(self, told: Told) -> None:
        """Add an event; a stream that is too far behind ends instead, so that it never holds up others."""
        if len(self._events) >= BACKLOG:
            self.end(Ending.AGAIN)
        elif self.ending is None:
            self._events.append(told)
            self.nudge()

    def put_chat(self, ticket_id: int, frame: bytes) -> None:
        """Say what a chat is now, in place of what was not yet told of it."""
        if self.ending is None:
            self._chats[ticket_id] = frame
            self.nudge()

    def end(self, why: Ending) -> None:
        """Let the stream end; the first reason counts."""
        self.ending = self.ending or why
        self.nudge()

    def nudge(self) -> None:
        """Let a running `next` return, with nothing when there is nothing."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    async def next(self) -> tuple[list[Told], list[bytes]]:
        """Return what happened and what chats are since the last call; waits for news, a nudge or the end.

        Look at `ending` after. There is no timeout: thousands of timers would cost more than all that is told.
        """
        if not (self._events or self._chats or self.ending):
            self._waiting = asyncio.get_running_loop().create_future()
            try:
                await self._waiting
            finally:
                self._waiting = None
        events, chats = self._events, list(self._chats.values())
        self._events, self._chats = [], {}
        self.told_at = time.monotonic()
        return events, chats
