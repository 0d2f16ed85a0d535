"""Schema upgrades: numbered, run by themselves at start, on SQLite after a backup."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import OperationalError

from helpcenter.config import Settings
from helpcenter.domain.faults import Unavailable
from helpcenter.store.backends import sqlite

MIGRATIONS = Path(__file__).parent / "migrations"
LATEST = "0021"
"""The newest upgrade, kept here so that a start with nothing to do need not read them all."""

_LOCK = 7_203_141
"""Number of the PostgreSQL advisory lock that lets one process at a time upgrade."""


class SchemaTooNewError(RuntimeError):
    """The store was written by a newer Helpcenter than this one."""


def upgrade(engine: Engine, settings: Settings, say: Callable[[str], None] = lambda _: None) -> bool:
    """Bring the store's schema up to date. Returns whether anything was to do.

    Two processes may call it at once. Raises SchemaTooNewError, in words for the operator, and Unavailable when the
    store cannot be reached.
    """
    try:
        return _upgraded(engine, settings, say)
    except OperationalError as fault:
        raise Unavailable(str(fault.orig)) from fault


def _upgraded(engine: Engine, settings: Settings, say: Callable[[str], None]) -> bool:
    with engine.connect() as connection:
        current = _current(connection)
    if current == LATEST:
        return False
    if current is not None and current > LATEST:
        raise SchemaTooNewError(
            f"the store has schema {current}, this Helpcenter knows {LATEST}: install the newer version"
        )
    if current is not None and settings.is_sqlite:
        say(f"backup before the schema upgrade: {backup_sqlite(settings)}")
    say(f"schema upgrade from {current or 'nothing'} to {LATEST}")
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if _current(connection) != LATEST:
            _run(connection)
    return True


def backup_sqlite(settings: Settings) -> Path:
    """Copy the running SQLite store into the data folder's `backups`. Returns the copy's path."""
    folder = settings.data_dir / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"helpcenter-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.db"
    copy_sqlite(settings, target)
    return target


def copy_sqlite(settings: Settings, target: Path) -> None:
    """Copy the SQLite store into a file as it is at one moment, while others read and write."""
    source = settings.sqlite_path
    if source is None:
        raise ValueError("not a SQLite store")
    with closing(sqlite.driver.connect(str(source))) as old, closing(sqlite.driver.connect(str(target))) as new:
        old.backup(new)


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _run(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
