"""Waking for the journal, on both stores and across processes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.factory import create_desk
from helpcenter.live import JournalWatch
from helpcenter.store import journal
from helpcenter.store.database import db
from helpcenter.store.work import Work

LONG = 30.0
"""Seconds after which a wait that should have ended is called broken."""


def happen(work: Work) -> None:
    journal.append(work, "test.happened")


@contextmanager
def watching(desk: Desk) -> Iterator[JournalWatch]:
    watch = JournalWatch(desk)
    try:
        yield watch
    finally:
        watch.close()


@contextmanager
def second_desk(settings: Settings) -> Iterator[Desk]:
    """A desk as another process has it: it shares the store and no wakers."""
    other = create_desk(settings)
    try:
        yield other
    finally:
        with other.work(writing=False):
            engine = db.engine
        engine.dispose()


def test_a_commit_here_wakes(desk: Desk) -> None:
    with watching(desk) as watch:
        desk.do(happen)
        assert watch.wait(LONG)


def test_a_commit_of_another_process_wakes(desk: Desk, settings: Settings) -> None:
    with second_desk(settings) as other, watching(desk) as watch:
        ready = threading.Thread(target=other.do, args=(happen,))
        ready.start()
        assert watch.wait(LONG)
        ready.join()


def test_wake_from_another_thread_ends_a_wait(desk: Desk) -> None:
    with watching(desk) as watch:
        ringer = threading.Thread(target=watch.wake)
        ringer.start()
        assert watch.wait(LONG)
        ringer.join()


def test_without_news_the_wait_ends_with_false(desk: Desk) -> None:
    with watching(desk) as watch:
        assert not watch.wait(0.2)


def test_a_closed_watch_is_forgotten(desk: Desk) -> None:
    with watching(desk):
        assert len(desk.wakers) == 1
    assert desk.wakers == []
    desk.do(happen)
