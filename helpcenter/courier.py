"""The courier: carries the outbox out, and keeps the house tidy meanwhile. One thread, which never dies."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime

from helpcenter.carrier import A_ROUND, LONGEST_PAUSE, Carrier
from helpcenter.channels import Channel, NotTaken, Outgoing
from helpcenter.desk import Desk, Work
from helpcenter.domain.deliveries import Delivery, Way
from helpcenter.domain.faults import Unavailable
from helpcenter.domain.letterheads import Letterhead
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
    retention,
    sessions,
)

FORGET_EVERY = 3600.0
"""Seconds between two rounds of removing what has expired."""

JOBS: tuple[Callable[[Work], int], ...] = (alarms.run_due, article_states.publish_due, chats.settle_due)
"""Done every LONGEST_PAUSE seconds, each in transactions of its own, over and over until one returns 0: nothing left.

Several processes run them at once on one store, so each claims what it does by a conditional change.
"""

_log = logging.getLogger(__name__)


class Courier(Carrier):
    """Carries letters through one channel. Without a channel they wait, and only the tidying is done."""

    way = Way.MAIL

    def __init__(self, desk: Desk, writer: LetterWriter, channel: Channel | None) -> None:
        """Prepare; `start` begins a thread, `carry_due` works in the caller's."""
        super().__init__(desk)
        self._writer = writer
        self._channel = channel
        self.idle = channel is None
        self._tidied = self._forgotten = float("-inf")

    def send(self, delivery: Delivery) -> None:
        """Hand one letter over, addressed and signed as its site wants it."""
        assert self._channel is not None
        head = self._desk.see(letterheads.letterhead, delivery)
        self._channel.send(Outgoing(head.address, delivery.letter.to, self._bytes(delivery, head)))

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

    def _bytes(self, delivery: Delivery, head: Letterhead) -> bytes:
        """Return the mail, written once and kept before the first try."""
        if delivery.raw is None:
            try:
                raw = self._writer.write(delivery, datetime.now(UTC), head)
            except Unavailable as fault:  # a bucket that is away comes back: the letter waits for its files
                raise NotTaken(f"its files cannot be read: {fault}", permanent=False) from fault
            self._desk.do(deliveries.keep_bytes, delivery.id, raw)
            return raw
        return delivery.raw

    def between(self) -> None:
        """Keep the house tidy."""
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
            self._retain()
            self._forgotten = now

    def _retain(self) -> None:
        """Let go what the rules do not keep, in small transactions; letters that became due meanwhile go in between."""
        while not self._stopping.is_set() and self._desk.do(retention.run_due):
            self.carry_due(A_ROUND)

    def _sweep(self) -> None:
        try:
            self._desk.see(attachments.sweep)
        except OSError as fault:
            _log.warning("attachments that nothing needs stay for now: %s", fault)
