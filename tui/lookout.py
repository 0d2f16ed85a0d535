"""Looking at what waits: soon after anything stirred, now and then otherwise, never without pause."""

from __future__ import annotations

import time
from collections.abc import Callable

from tui.duty import Duty

PAUSE = 0.2
"""Seconds between two looks at least, however often the store stirs."""
TYPING_PAUSE = 1.0
"""Seconds until the next look while somebody types: that they stopped stirs nothing."""
RESTING_PAUSE = 15.0
"""Seconds until the next look when nothing stirs: for callbacks that fall due by themselves."""


class Lookout:
    """Reads with `read` and hands what differs from last time to `tell`. For one thread."""

    def __init__(self, read: Callable[[], Duty], tell: Callable[[Duty], object]) -> None:
        self._read, self._tell = read, tell
        self._seen: Duty | None = None
        self._looked = 0.0
        self._stirred = True

    def stir(self) -> None:
        """Note that something may have changed."""
        self._stirred = True

    def patience(self) -> float:
        """Return how many seconds may pass until the next look."""
        typing = self._seen is not None and any(chat.customer_typing for chat in self._seen.queue.mine)
        pause = PAUSE if self._stirred else TYPING_PAUSE if typing else RESTING_PAUSE
        return max(0.0, self._looked + pause - time.monotonic())

    def look(self) -> None:
        """Look, if it is time to. Raises Unavailable."""
        if self.patience() > 0:
            return
        self._stirred, self._looked = False, time.monotonic()
        found = self._read()
        if found != self._seen:
            self._seen = found
            self._tell(found)
