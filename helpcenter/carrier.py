"""What carries one kind of deliveries: claims, sends, records. One thread, which never dies."""

from __future__ import annotations

import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import UTC, datetime

from helpcenter.channels import NotTaken
from helpcenter.desk import Desk
from helpcenter.domain.deliveries import Delivery, Way
from helpcenter.domain.faults import Unavailable
from helpcenter.live import JournalWatch
from helpcenter.services import deliveries

LONGEST_PAUSE = 5.0
"""Seconds after which a carrier looks around even if nothing woke it."""

HURRY = 0.5
"""Seconds after which what another process has written goes out: what many wrote meanwhile goes together."""

A_ROUND = 100
"""So many at once; then what is due by the clock has its turn, and the rest goes on."""

STOP_PATIENCE = 20.0
"""Seconds to wait for what is under way when stopping; its lease lets it go out later if that is too short."""

_log = logging.getLogger(__name__)


class Carrier(ABC):
    """Carries the deliveries of one way. Subclasses say how one is sent, and what is done between two rounds."""

    way: Way
    idle = False
    """Whether there is no way out at all: then everything waits."""

    def __init__(self, desk: Desk) -> None:
        """Prepare; `start` begins a thread, `carry_due` works in the caller's."""
        self._desk = desk
        self._stopping = threading.Event()
        self._due: datetime | None = None
        """When the next delivery is due, as the last look showed it."""

    @abstractmethod
    def send(self, delivery: Delivery) -> None:
        """Hand one delivery over. Raises NotTaken, and Unavailable when the store went before the try."""

    def between(self) -> None:  # noqa: B027
        """Do what else is to be done, before each round: what it writes goes out at once. Raises Unavailable."""

    def start(self) -> None:
        """Begin to work in a thread of its own. Needs `stop()` in the end."""
        self._watch = JournalWatch(self._desk, HURRY)
        self._thread = threading.Thread(target=self._run, name=type(self).__name__.lower(), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish what is under way and end."""
        self._stopping.set()
        self._watch.wake()
        self._thread.join(STOP_PATIENCE)
        if not self._thread.is_alive():
            self._watch.close()

    def carry_due(self, most: int = 0) -> int:
        """Carry what is due now, one after the other, `most` at once or all. Returns how many were tried.

        Raises Unavailable.
        """
        tried = 0
        if self.idle or not self._is_due():
            return tried
        while not self._stopping.is_set() and (not most or tried < most):
            if (delivery := self._desk.do(deliveries.claim, self.way)) is None:
                break
            self._carry(delivery)
            tried += 1
        return tried

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self.between()
                if self.carry_due(A_ROUND) == A_ROUND:
                    continue
                pause = self._pause()
            except Unavailable as fault:
                _log.warning("the %s waits for the store: %s", self._thread.name, fault)
                pause = 1.0
                self._stopping.wait(pause)
            except Exception:
                _log.exception("the %s stumbled and goes on", self._thread.name)
                pause = 1.0
                self._stopping.wait(pause)
            self._watch.wait(pause)

    def _carry(self, delivery: Delivery) -> None:
        """Try one delivery and record how it ended; whatever goes wrong with it stays with it."""
        error, permanent = self._try(delivery)
        if error is None:
            self._record(lambda: self._desk.do(deliveries.sent, delivery))
        else:
            self._record(lambda: self._desk.do(deliveries.failed, delivery, error, permanent=permanent))

    def _try(self, delivery: Delivery) -> tuple[str | None, bool]:
        """Return (what went wrong or None, whether for good). Raises Unavailable when the store went before the try."""
        try:
            self.send(delivery)
        except NotTaken as fault:
            return str(fault), fault.permanent
        except Unavailable:
            raise
        except Exception as fault:
            _log.exception("delivery %s cannot be carried", delivery.id)
            return f"{type(fault).__name__}: {fault}", False
        return None, False

    def _record(self, write: Callable[[], None]) -> None:
        """Write how a try ended, patiently: what is out and not recorded would go out again."""
        for patience in (0.2, 1, 2, 5, 10):
            try:
                write()
                return
            except Unavailable as fault:
                _log.warning("waiting to record a delivery: %s", fault)
                self._stopping.wait(patience)
        write()

    def _is_due(self) -> bool:
        self._due = self._desk.see(deliveries.next_due, self.way)
        return self._due is not None and self._due <= datetime.now(UTC)

    def _pause(self) -> float:
        """Return how many seconds may pass until the next look."""
        seconds = (self._due - datetime.now(UTC)).total_seconds() if self._due else LONGEST_PAUSE
        return min(max(seconds, 0.1), LONGEST_PAUSE)
