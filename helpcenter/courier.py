"""The courier: carries the outbox out, and keeps the house tidy meanwhile. One thread, which never dies."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

from helpcenter.channels import Channel, NotTaken, Outgoing
from helpcenter.desk import Desk, Work
from helpcenter.domain.deliveries import Delivery
from helpcenter.domain.faults import Unavailable
from helpcenter.domain.letterheads import Letterhead
from helpcenter.live import JournalWatch
from helpcenter.rendering import LetterWriter
from helpcenter.services import (
    alarms,
    article_states,
    attachments,
    chats,
    deliveries,
    letterheads,
    limits,
    questions,
    sessions,
)

LONGEST_PAUSE = 5.0
"""Seconds after which the courier looks around even if nothing woke it."""

HURRY = 0.5
"""Seconds after which mail that another process has written goes out: what many wrote meanwhile goes together."""

FORGET_EVERY = 3600.0
"""Seconds between two rounds of removing what has expired."""

STOP_PATIENCE = 20.0
"""Seconds to wait for a mail that is under way when stopping; its lease lets it go out later if that is too short."""

JOBS: tuple[Callable[[Work], int], ...] = (alarms.run_due, article_states.publish_due, chats.settle_due)
"""Done every LONGEST_PAUSE seconds, each in transactions of its own, over and over until one returns 0: nothing left.

Several processes run them at once on one store, so each claims what it does by a conditional change.
"""

_log = logging.getLogger(__name__)


class Courier:
    """Carries deliveries through one channel. Without a channel mail waits, and only the tidying is done."""

    def __init__(self, desk: Desk, writer: LetterWriter, channel: Channel | None) -> None:
        """Prepare; `start` begins a thread, `carry_due` works in the caller's."""
        self._desk = desk
        self._writer = writer
        self._channel = channel
        self._stopping = threading.Event()
        self._tidied = self._forgotten = float("-inf")

    def start(self) -> None:
        """Begin to work in a thread of its own. Needs `stop()` in the end."""
        self._watch = JournalWatch(self._desk, HURRY)
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish the mail that is under way and end."""
        self._stopping.set()
        self._watch.wake()
        self._thread.join(STOP_PATIENCE)
        if not self._thread.is_alive():
            self._watch.close()

    def carry_due(self) -> int:
        """Carry everything that is due now, one after the other. Returns how many were tried. Raises Unavailable."""
        if self._channel is None:
            return 0
        tried = 0
        while not self._stopping.is_set() and self._is_due() and (delivery := self._desk.do(deliveries.claim)):
            self._carry(self._channel, delivery)
            tried += 1
        return tried

    def run_jobs(self) -> None:
        """Do what is due by the clock; a job that stumbles keeps no other from its turn. Raises Unavailable."""
        for job in JOBS:
            try:
                while not self._stopping.is_set() and self._desk.do(job):
                    pass
            except Unavailable:
                raise
            except Exception:
                _log.exception("%s stumbled and is tried again", job.__module__)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self.carry_due()
                self._tidy()
                pause = self._pause()
            except Unavailable as fault:
                _log.warning("the courier waits for the store: %s", fault)
                pause = 1.0
                self._stopping.wait(pause)
            except Exception:
                _log.exception("the courier stumbled and goes on")
                pause = 1.0
                self._stopping.wait(pause)
            self._watch.wait(pause)

    def _carry(self, channel: Channel, delivery: Delivery) -> None:
        """Try one delivery and record how it ended; whatever goes wrong with it stays with it."""
        error, permanent = self._try(channel, delivery)
        if error is None:
            self._record(lambda: self._desk.do(deliveries.sent, delivery))
        else:
            self._record(lambda: self._desk.do(deliveries.failed, delivery, error, permanent=permanent))

    def _try(self, channel: Channel, delivery: Delivery) -> tuple[str | None, bool]:
        """Return (what went wrong or None, whether for good). Raises Unavailable when the store went before the try."""
        try:
            head = self._desk.see(letterheads.letterhead, delivery)
            channel.send(Outgoing(head.address, delivery.letter.to, self._bytes(delivery, head)))
        except NotTaken as fault:
            return str(fault), fault.permanent
        except Unavailable:
            raise
        except Exception as fault:
            _log.exception("delivery %s cannot be carried", delivery.id)
            return f"{type(fault).__name__}: {fault}", False
        return None, False

    def _bytes(self, delivery: Delivery, head: Letterhead) -> bytes:
        """Return the mail, written once and kept before the first try."""
        if delivery.raw is None:
            raw = self._writer.write(delivery, datetime.now(UTC), head)
            self._desk.do(deliveries.keep_bytes, delivery.id, raw)
            return raw
        return delivery.raw

    def _record(self, write: Callable[[], None]) -> None:
        """Write how a try ended, patiently: a mail that is out and not recorded would go out again."""
        for patience in (0.2, 1, 2, 5, 10):
            try:
                write()
                return
            except Unavailable as fault:
                _log.warning("the courier waits to record a delivery: %s", fault)
                self._stopping.wait(patience)
        write()

    def _is_due(self) -> bool:
        due = self._desk.see(deliveries.next_due)
        return due is not None and due <= datetime.now(UTC)

    def _pause(self) -> float:
        """Return how many seconds may pass until the next look."""
        due = self._desk.see(deliveries.next_due) if self._channel else None
        seconds = (due - datetime.now(UTC)).total_seconds() if due else LONGEST_PAUSE
        return min(max(seconds, 0.1), LONGEST_PAUSE)

    def _tidy(self) -> None:
        now = time.monotonic()
        if now - self._tidied >= LONGEST_PAUSE:
            self._desk.tidy()
            self.run_jobs()
            self._tidied = now
        if now - self._forgotten >= FORGET_EVERY:
            self._desk.do(sessions.forget_expired)
            self._desk.do(limits.forget_ended)
            self._desk.do(attachments.forget_unsent)
            self._sweep()
            self._desk.do(questions.forget_old)
            self._forgotten = now

    def _sweep(self) -> None:
        try:
            self._desk.see(attachments.sweep)
        except OSError as fault:
            _log.warning("attachments that nothing needs stay for now: %s", fault)
