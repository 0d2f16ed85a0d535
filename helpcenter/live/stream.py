"""One open stream: what it is still to be told, and why it ends."""

from __future__ import annotations

import asyncio
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

    __slots__ = ("_chats", "_events", "_news", "contact_id", "ending", "session_id")

    def __init__(self, contact_id: int, session_id: int) -> None:
        """Begin with nothing to tell."""
        self.contact_id = contact_id
        self.session_id = session_id
        self.ending: Ending | None = None
        self._events: list[Told] = []
        self._chats: dict[int, bytes] = {}
        self._news = asyncio.Event()

    def put(self, told: Told) -> None:
        """Add an event; a stream that is too far behind ends instead, so that it never holds up others."""
        if len(self._events) >= BACKLOG:
            self.end(Ending.AGAIN)
        elif self.ending is None:
            self._events.append(told)
            self._news.set()

    def put_chat(self, ticket_id: int, frame: bytes) -> None:
        """Say what a chat is now, in place of what was not yet told of it."""
        if self.ending is None:
            self._chats[ticket_id] = frame
            self._news.set()

    def end(self, why: Ending) -> None:
        """Let the stream end; the first reason counts."""
        self.ending = self.ending or why
        self._news.set()

    async def next(self, patience: float) -> tuple[list[Told], list[bytes]]:
        """Return what happened and what chats are since the last call, waiting up to `patience` seconds for news.

        Look at `ending` after.
        """
        try:
            async with asyncio.timeout(patience):
                await self._news.wait()
        except TimeoutError:
            return [], []
        events, chats = self._events, list(self._chats.values())
        self._events, self._chats = [], {}
        self._news.clear()
        return events, chats
