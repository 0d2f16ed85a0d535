"""SQLite: durable, one writer at a time, readers never wait."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

try:  # A build with the WAL-reset fix (3.51.3) where the wheel exists, else the one Python was linked with.
    from pysqlite3 import dbapi2
except ImportError:
    import sqlite3 as dbapi2

driver = dbapi2
"""The module through which SQLite is used."""

BUSY_TIMEOUT_MS = 10_000
FIXED_VERSION = (3, 51, 3)
"""Earlier versions can lose committed pages when several connections checkpoint at once (sqlite.org/wal.html)."""


def engine_options() -> dict[str, Any]:
    """Return what the engine needs beside the address."""
    return {"module": driver, "connect_args": {"check_same_thread": False, "timeout": BUSY_TIMEOUT_MS / 1000}}


def prepare(engine: Engine) -> None:
    """Make each connection durable and strict, and each transaction begin the way it will go on."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves; the driver's own comes too late
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA wal_autocheckpoint=0")  # one place checkpoints: the courier
        cursor.execute("PRAGMA cache_size=-8000")
        cursor.close()

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


class WriterQueue:
    """Lets one writer of this process at a time reach SQLite's lock, in the order they came.

    SQLite's own waiting is a lottery: under load an unlucky writer can lose it until its busy timeout ends.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._busy = False

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the turn to write."""
        mine = None
        with self._guard:
            if self._busy:
                mine = threading.Event()
                self._waiting.append(mine)
            self._busy = True
        if mine is not None:
            mine.wait()
        try:
            yield
        finally:
            with self._guard:
                if self._waiting:
                    self._waiting.popleft().set()
                else:
                    self._busy = False


class Ear:
    """Hears commits by asking `PRAGMA data_version`, which changes when any other connection has committed."""

    patience = 0.075

    def __init__(self, database_url: str) -> None:
        """Listen to the store at this address."""
        self._connection = driver.connect(database_url.removeprefix("sqlite:///"), check_same_thread=False)
        self._connection.execute("PRAGMA wal_autocheckpoint=0")
        self._version = self._ask()

    def fileno(self) -> int | None:
        """Return None: a file tells nobody that it changed."""
        return None

    def heard(self) -> bool:
        """Whether anything was committed since the last call."""
        before, self._version = self._version, self._ask()
        return self._version != before

    def close(self) -> None:
        """Let the connection go."""
        self._connection.close()

    def version(self) -> int:
        """Return a number that differs after every commit of another connection; -1 when nobody can tell now."""
        return self._ask()

    def _ask(self) -> int:
        try:
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])
        except driver.Error:  # locked for recovery or gone: -1 differs from every version, so the reader looks
            return -1


def checkpoint(engine: Engine) -> None:
    """Move committed pages into the main file. Call from one place only: see FIXED_VERSION."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
    finally:
        connection.close()
