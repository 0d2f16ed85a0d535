"""Limits on what comes from one person and one network.

What writes to the store is counted in the store: all processes share the count, and a restart forgets nothing. What
only reads (asking, suggestions) is counted in memory by each process: a burst is stopped where it arrives, and a
count costs no write. Flask-Limiter was weighed (4.1, limits 5.8): its memory store starts a thread after a hit, which
looks through all keys, and keeps as many as a flood brings; and it has no store on SQL, so each process would count
alone.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections import OrderedDict
from collections.abc import Sequence
from datetime import timedelta
from threading import Lock

from helpcenter.config import Settings
from helpcenter.domain.limits import NETWORK_FACTOR, Action, Limit, TooMany
from helpcenter.store import limits
from helpcenter.store.work import Work

IN_MEMORY = frozenset({Action.QUESTIONS, Action.API})
MOST_KEPT = 20_000
"""Windows that a process keeps in memory, some 4 MB; in a flood those that began first are forgotten."""


def buckets(settings: Settings, action: Action, person: str | None, network: str) -> list[tuple[str, Limit]]:
    """Return what an action is counted under, each with its limit: the person where one is known, and the network."""
    own = limit_of(settings, action)
    if own.most == 0:
        return []
    all_together = Limit(own.most * NETWORK_FACTOR, own.window)
    found = [(_bucket(settings, action, f"network:{network}"), all_together)]
    return ([(_bucket(settings, action, person), own)] if person else []) + found


def limit_of(settings: Settings, action: Action) -> Limit:
    """Return what one person may do."""
    found: Limit = getattr(settings, f"limit_{action.value}")
    return found


def look(work: Work, action: Action, wanted: Sequence[tuple[str, Limit]], amount: int) -> None:
    """Refuse what would go over a limit, writing nothing. Raises TooMany."""
    for bucket, limit in wanted:
        found = limits.counted(work, bucket)
        if found and found[0] + amount > limit.most:
            raise TooMany(action, found[1] - work.now)


def count(work: Work, wanted: Sequence[tuple[str, Limit]], amount: int) -> None:
    """Count what is about to be done; in a transaction of its own, so that it counts even where that fails."""
    for bucket, limit in wanted:
        limits.count(work, bucket, amount, limit.span)


def forget_ended(work: Work) -> None:
    """Remove counts that no longer count."""
    limits.forget_ended(work)


class Burst:
    """Counts in the memory of this process. Safe to share between threads."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._windows: OrderedDict[str, tuple[float, int]] = OrderedDict()
        self._lock = Lock()

    def take(self, action: Action, wanted: Sequence[tuple[str, Limit]], amount: int = 1) -> None:
        """Count, unless that would go over a limit. Raises TooMany."""
        now = time.monotonic()
        with self._lock:
            for bucket, limit in wanted:
                ends, had = self._windows.get(bucket, (0.0, 0))
                if ends > now and had + amount > limit.most:
                    raise TooMany(action, timedelta(seconds=ends - now))
            for bucket, limit in wanted:
                ends, had = self._windows.pop(bucket, (0.0, 0))
                running = ends > now
                self._windows[bucket] = (ends, had + amount) if running else (now + limit.span.total_seconds(), amount)
            while len(self._windows) > self._most:
                self._windows.popitem(last=False)


def _bucket(settings: Settings, action: Action, who: str) -> str:
    """A keyed hash: addresses of visitors are not kept."""
    return hmac.new(settings.secret_key.encode(), f"limit:{action}:{who}".encode(), hashlib.sha256).hexdigest()
