"""The terminal says that it runs: from a thread of its own, so that a screen that is busy costs nobody their chats."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from helpcenter.domain.faults import Unavailable

if TYPE_CHECKING:
    from tui.backstage import Backstage

EVERY_SECONDS = 15.0
RETRY_SECONDS = 2.0


class Heartbeat:
    """Arrives, then beats until it is stopped."""

    def __init__(self, backstage: Backstage) -> None:
        self._backstage = backstage
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)

    def start(self) -> None:
        """Begin to beat."""
        self._thread.start()

    def stop(self) -> None:
        """Stop, and say that the specialist has left. Blocks for as long as a write takes, but not for ever."""
        self._stopping.set()
        self._thread.join(2.0)

    def _run(self) -> None:
        arrived = False
        while not self._stopping.is_set():
            try:
                arrived = self._backstage.heartbeat() if arrived else bool(self._backstage.arrive())
                self._stopping.wait(EVERY_SECONDS)
            except Unavailable:
                self._stopping.wait(RETRY_SECONDS)
        try:
            self._backstage.go()
        except Unavailable:
            return  # the store hears no more heartbeats, and that says the same
