"""How the terminal calls a service: one piece of work through the desk, counted while it is under way."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Concatenate, ParamSpec, TypeVar

from helpcenter.desk import Desk, Work
from helpcenter.domain.people import Specialist

P = ParamSpec("P")
T = TypeVar("T")

CLOSING_SECONDS = 2.0
"""How long calls that are under way may keep the terminal from ending."""


class Calls:
    """One specialist's calls on the services. Each raises what its service raises, and Unavailable."""

    def __init__(self, desk: Desk, me: Specialist) -> None:
        self.desk = desk
        self.me = me
        self._running = 0
        self._idle = threading.Condition()

    def close(self) -> None:
        """Let the store go once the calls that are under way have ended, or soon. Nothing may be asked afterwards."""
        with self._idle:
            self._idle.wait_for(lambda: not self._running, CLOSING_SECONDS)
        self.desk.close()

    def _see(self, verb: Callable[Concatenate[Work, P], T], *args: P.args, **values: P.kwargs) -> T:
        with self._call():
            return self.desk.see(verb, *args, **values)

    def _do(self, verb: Callable[Concatenate[Work, P], T], *args: P.args, **values: P.kwargs) -> T:
        with self._call():
            return self.desk.do(verb, *args, **values)

    @contextmanager
    def _call(self) -> Iterator[None]:
        with self._idle:
            self._running += 1
        try:
            yield
        finally:
            with self._idle:
                self._running -= 1
                self._idle.notify_all()
