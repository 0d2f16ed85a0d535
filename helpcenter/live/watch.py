"""Noticing that the journal grew, whichever process wrote."""

from __future__ import annotations

import select
import socket
import time

from helpcenter.desk import Desk
from helpcenter.store.backends import Ear, postgres, sqlite


class JournalWatch:
    """Blocks one thread until there may be something new to read. Wakes for commits of every process on the store.

    Read the journal once before the first wait: what was committed before the watch was made does not wake it.
    """

    def __init__(self, desk: Desk, patience: float = 0.0) -> None:
        """Listen from now on. Needs `close()` in the end.

        Who is in no hurry gives the seconds for which a store that has to be asked for news may be left alone.
        """
        settings = desk.settings
        self._ear: Ear = (
            sqlite.Ear(settings.database_url) if settings.is_sqlite else postgres.Ear(settings.database_url)
        )
        self._patience = max(self._ear.patience, patience)
        self._bell, self._push = socket.socketpair()
        self._bell.setblocking(False)
        self._push.setblocking(False)
        self._poll = select.poll()
        self._poll.register(self._bell, select.POLLIN)
        self._heard_by: int | None = None
        self._wakers = desk.wakers
        self._wakers.append(self.wake)

    def wait(self, timeout: float) -> bool:
        """Block until the journal may have grown since the last wait (True) or `timeout` seconds passed (False).

        True may be a false alarm; False may be trusted to a second: a slow poll catches what a wake-up missed.
        """
        deadline = time.monotonic() + timeout
        while True:
            left = deadline - time.monotonic()
            rung = self._rung(max(0.0, min(left, self._patience)))
            heard = self._ear.heard()
            if rung or heard:
                return True
            if left <= 0:
                return False

    def wake(self) -> None:
        """Make a running or the next `wait` return True at once. From any thread; never blocks, never raises."""
        try:
            self._push.send(b"!")
        except (BlockingIOError, OSError):  # full: it rings already; closed: nobody waits any more
            return

    def close(self) -> None:
        """Stop listening. Call when no thread waits any more."""
        self._wakers.remove(self.wake)
        self._ear.close()
        self._push.close()
        self._bell.close()

    def _rung(self, seconds: float) -> bool:
        """Wait for the bell or for something to hear. Returns whether the bell rang."""
        self._lend_ear()
        ready = {number for number, _ in self._poll.poll(seconds * 1000)}
        if self._bell.fileno() not in ready:
            return False
        while True:
            try:
                self._bell.recv(4096)
            except BlockingIOError:
                return True

    def _lend_ear(self) -> None:
        """Wait for the ear's connection too; it changes when the connection was lost and opened again."""
        number = self._ear.fileno()
        if number != self._heard_by:
            if self._heard_by is not None:
                self._poll.unregister(self._heard_by)
            if number is not None:
                self._poll.register(number, select.POLLIN)
            self._heard_by = number
