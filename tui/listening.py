"""Hearing what happens in the house: one thread that reads the journal and tells the screens."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from helpcenter.domain.faults import Unavailable
from helpcenter.domain.journal import Cursor, Event
from tui.lookout import Lookout

if TYPE_CHECKING:
    from helpcenter.live import JournalWatch
    from tui.backstage import Backstage

PATIENCE_SECONDS = 2.0
"""How long to wait for a wake-up before looking whether the store is still there."""


class Listener:
    """Reads the journal from `cursor` on: `heard` gets each batch, `lost` and `found` tell of the store,
    `judged` what is wrong with the policy's file whenever that changes (None: nothing any more), and `lookout`
    looks at what waits whenever anything stirred.

    The calls come from its own thread.
    """

    def __init__(
        self,
        backstage: Backstage,
        cursor: Cursor,
        heard: Callable[[Sequence[Event]], object],
        lost: Callable[[], object],
        found: Callable[[], object],
        judged: Callable[[str | None], object] = lambda _: None,
        lookout: Lookout | None = None,
        stirred: Callable[[], object] = lambda: None,
    ) -> None:
        self._backstage = backstage
        self._cursor = cursor
        self._heard, self._lost, self._found, self._judged = heard, lost, found, judged
        self._lookout, self._stirred = lookout, stirred
        self._policy_fault: str | None = None
        self._reachable = True
        self._stopping = threading.Event()
        self._watch: JournalWatch | None = None
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)

    def start(self) -> None:
        """Begin to listen, in a thread of its own that never keeps the program from ending."""
        self._thread.start()

    def stop(self) -> None:
        """Stop listening. Blocks for as long as a reading takes, but not for ever."""
        self._stopping.set()
        if self._watch is not None:
            self._watch.wake()
        self._thread.join(PATIENCE_SECONDS)

    def _run(self) -> None:
        self._watch = self._backstage.watch()
        try:
            while not self._stopping.is_set():
                more = self._read()
                if not more and not self._stopping.is_set():
                    self._wait(self._watch)
        finally:
            self._watch.close()

    def _read(self) -> bool:
        """Read once. Returns whether there may be more to read at once."""
        try:
            events = self._backstage.since(self._cursor)
            if self._lookout:
                self._lookout.look()
        except Unavailable:
            if self._reachable:
                self._reachable = False
                self._lost()
            return False
        if not self._reachable:
            self._reachable = True
            self._found()
        self._look_at_policy()
        if events:
            self._cursor = events[-1].cursor
            if self._lookout:
                self._lookout.stir()
            self._heard(events)
        return bool(events)

    def _wait(self, watch: JournalWatch) -> None:
        """Wait for a wake-up. One that no event follows may be a sign with a time to live, such as typing."""
        patience = self._lookout.patience() if self._lookout else PATIENCE_SECONDS
        if not watch.wait(min(PATIENCE_SECONDS, patience)):
            return
        self._stirred()
        if self._lookout:
            self._lookout.stir()

    def _look_at_policy(self) -> None:
        fault = self._backstage.policy_fault()
        if fault != self._policy_fault:
            self._policy_fault = fault
            self._judged(fault)
