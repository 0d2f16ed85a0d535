"""PostgreSQL: many writers on many machines; waking by NOTIFY."""

from __future__ import annotations

import time
from typing import Any

import psycopg
from sqlalchemy import Engine, event

WAKE_CHANNEL = "helpcenter_journal"


def engine_options() -> dict[str, Any]:
    """Return what the engine needs beside the address."""
    return {"pool_pre_ping": True, "pool_size": 10, "max_overflow": 10, "connect_args": {"connect_timeout": 5}}


def prepare(engine: Engine) -> None:
    """Make each connection speak UTC."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET TIME ZONE 'UTC'")
        connection.commit()


class Ear:
    """Hears NOTIFY on a connection of its own, which it opens again when it is lost.

    Says yes once a `patience` even so: an entry becomes readable only when every older transaction has ended,
    and a transaction that ends without an entry of its own notifies nobody.
    """

    patience = 0.5

    def __init__(self, database_url: str) -> None:
        """Listen to the store at this address. Never raises: a store that is away is asked again."""
        self._address = database_url.replace("postgresql+psycopg://", "postgresql://", 1)
        self._connection: psycopg.Connection[Any] | None = None
        self._looked = time.monotonic()
        self._listen()

    def fileno(self) -> int | None:
        """Return the connection's socket, or None while there is no connection."""
        return self._connection.fileno() if self._connection else None

    def heard(self) -> bool:
        """Whether there was a NOTIFY since the last call, or the connection was lost, or it is time to look anyway."""
        heard = self._notified()
        now = time.monotonic()
        if not heard and now - self._looked < self.patience:
            return False
        self._looked = now
        return True

    def close(self) -> None:
        """Let the connection go."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def _notified(self) -> bool:
        if self._connection is None:
            return self._listen()  # what was committed while nobody listened has to be looked for
        try:
            self._connection.pgconn.consume_input()
        except psycopg.OperationalError:
            self.close()
            return True
        found = False
        while self._connection.pgconn.notifies():
            found = True
        return found

    def _listen(self) -> bool:
        try:
            self._connection = psycopg.connect(self._address, autocommit=True, connect_timeout=2)
            self._connection.execute(f"LISTEN {WAKE_CHANNEL}")
        except psycopg.OperationalError:
            self.close()
            return False
        return True
