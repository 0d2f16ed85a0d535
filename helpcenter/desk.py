"""The desk: the one door through which web, terminal, jobs and command line reach services and store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from threading import Lock
from typing import Concatenate, ParamSpec, TypeVar

from flask import Flask
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from helpcenter.config import Settings
from helpcenter.domain.faults import Unavailable
from helpcenter.policy_file import PolicyFile
from helpcenter.store.backends import sqlite
from helpcenter.store.database import db
from helpcenter.store.work import Work

__all__ = ["Desk", "Work"]

P = ParamSpec("P")
T = TypeVar("T")


class Desk:
    """Hands out pieces of work: app context, session and transaction in one, committed when they end well.

    Safe to use from any thread; a context pushed for the life of a program would share one session among
    threads and read stale rows, so each piece of work gets its own.
    """

    def __init__(self, app: Flask, settings: Settings, policy: PolicyFile) -> None:
        self._app = app
        self._writers = sqlite.WriterQueue() if settings.is_sqlite else None
        self._policy = policy
        self.settings = settings
        self._ear: sqlite.Ear | None = None
        self._ear_lock = Lock()
        self.wakers: list[Callable[[], None]] = []
        """Called after each commit that wrote to the journal; must return at once and never raise."""

    def do(self, verb: Callable[Concatenate[Work, P], T], *args: P.args, **values: P.kwargs) -> T:
        """Run one service in a transaction that may write, and return its value."""
        with self.work() as work:
            return verb(work, *args, **values)

    def see(self, verb: Callable[Concatenate[Work, P], T], *args: P.args, **values: P.kwargs) -> T:
        """Run one service that only reads, and return its value."""
        with self.work(writing=False) as work:
            return verb(work, *args, **values)

    @contextmanager
    def work(self, *, writing: bool = True) -> Iterator[Work]:
        """One transaction. Commits when the block ends well, else rolls back.

        Raises Unavailable when the store is locked or gone; whatever the block raises passes through.
        """
        turn: AbstractContextManager[None] = self._writers.turn() if writing and self._writers else nullcontext()
        with turn, self._app.app_context():
            try:
                db.session.connection(execution_options={"writing": writing})
                now = datetime.now(UTC)
                work = Work(db.session(), self.settings, now, self._policy.current())
                yield work
                if writing:
                    db.session.commit()
                else:
                    db.session.rollback()
            except (OperationalError, InterfaceError) as fault:
                db.session.rollback()
                raise Unavailable(str(fault.orig)) from fault
            except DBAPIError as fault:
                db.session.rollback()
                if fault.connection_invalidated:
                    raise Unavailable(str(fault.orig)) from fault
                raise
            except BaseException:
                db.session.rollback()
                raise
        if work.journalled:
            for wake in self.wakers:
                wake()
        for effect in work.after_commit:
            effect()

    def stamp(self) -> int | None:
        """Return a number that differs after every commit on the store, whoever made it. Costs no query.

        None where only a query can tell whether something changed.
        """
        if not self.settings.is_sqlite:
            return None
        with self._ear_lock:
            self._ear = self._ear or sqlite.Ear(self.settings.database_url)
            version = self._ear.version()
        return version if version >= 0 else None

    def tidy(self) -> None:
        """Let the store put itself in order; called now and then, by the courier only. Raises Unavailable."""
        if self.settings.is_sqlite:
            with self._app.app_context():
                try:
                    sqlite.checkpoint(db.engine)
                except sqlite.driver.Error as fault:
                    raise Unavailable(str(fault)) from fault

    def policy_fault(self) -> str | None:
        """Return what is wrong with the policy's file now, or None; while it is wrong the last good one holds."""
        self._policy.current()
        return str(self._policy.error) if self._policy.error else None

    def close(self) -> None:
        """Let all connections go. The desk may not be used afterwards."""
        with self._ear_lock:
            if self._ear:
                self._ear.close()
                self._ear = None
        with self._app.app_context():
            db.engine.dispose()
