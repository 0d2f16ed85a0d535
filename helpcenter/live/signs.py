"""Chats as they are now: what changed since the last look, without a journal."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from helpcenter.desk import Desk
from helpcenter.domain.journal import Event
from helpcenter.frames import LINE, chat_frame
from helpcenter.services import chats

LOOK_EVERY = 0.2
"""Seconds between two looks at most, however often chats stir."""

OVERLAP = timedelta(seconds=5)
"""How far each look reaches back behind the last one: for transactions that were under way, and clocks that differ."""


class ChatSigns:
    """Remembers what was told of each chat and tells what is new. Used by one thread."""

    def __init__(self, desk: Desk) -> None:
        """Know nothing yet."""
        self._desk = desk
        self._told: dict[int, bytes] = {}
        self._stirred = self._moved = self._typing = False
        self._looked, self._since = 0.0, datetime.now(UTC)

    def stir(self, events: Sequence[Event] = ()) -> None:
        """Note that something may have changed; `events` tell whether the queue moved."""
        self._stirred = True
        self._moved = self._moved or any(each.kind.startswith("chat.") and each.kind != LINE for each in events)

    def patience(self) -> float:
        """Return how many seconds may pass until the next look."""
        if self._stirred:
            return max(self._looked + LOOK_EVERY - time.monotonic(), 0.0)
        return 1.0 if self._typing else 60.0

    def look(self) -> list[tuple[int, int, bytes]]:
        """Return (contact id, ticket id, frame) of each chat that is not as it was told last. Raises Unavailable."""
        if self._stirred and self.patience() > 0:
            return []
        self._looked, now = time.monotonic(), datetime.now(UTC)
        found = self._desk.see(chats.stirred, self._since - OVERLAP, queue=self._moved)
        self._since, self._stirred, self._moved = now, False, False
        self._typing = any(chat.specialist_typing for chat in found)
        fresh = []
        for chat in found:
            frame = chat_frame(chat)
            if self._told.get(chat.ticket_id) != frame:
                fresh.append((chat.contact_id, chat.ticket_id, frame))
                self._told[chat.ticket_id] = frame
        return fresh

    def forget(self) -> None:
        """Forget what was told: nobody listens any more."""
        self._told.clear()
        self._stirred = self._moved = self._typing = False
        self._since = datetime.now(UTC)
