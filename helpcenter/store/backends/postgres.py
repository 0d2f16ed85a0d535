"""PostgreSQL: many writers on many machines; waking by NOTIFY."""

from __future__ import annotations

from typing import Any

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
