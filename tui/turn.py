"""Doing one thing at a time, and once more when it was asked for meanwhile."""

from __future__ import annotations

from collections.abc import Callable


class Turn:
    """Calls `start` when asked; while that is under way further asking is remembered as one. For one thread."""

    def __init__(self, start: Callable[[], None]) -> None:
        self._start = start
        self._busy = self._again = False

    @property
    def busy(self) -> bool:
        """Whether it is under way."""
        return self._busy

    def ask(self) -> None:
        """Want it done: now, or once more after what is under way."""
        if self._busy:
            self._again = True
            return
        self._busy = True
        self._start()

    def done(self) -> None:
        """Say that what was started has ended, well or not."""
        self._busy = False
        if self._again:
            self._again = False
            self.ask()
