"""A look at the store that changes nothing: no file made, no schema upgraded, no lock kept."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg

from helpcenter.config import Settings
from helpcenter.store.backends import sqlite
from helpcenter.store.upgrade import LATEST

CHECK_SECONDS = 10.0
"""How long a SQLite file may be read in search of damage; a very large one is then judged by what was read."""


class UnusableStoreError(RuntimeError):
    """The store cannot be opened; the message is the driver's own."""


@dataclass(frozen=True)
class StoreFacts:
    """What was seen. `exists` is False for a store that the first start will make; `schema` None when it is empty.

    `damage` is SQLite's own first sentence about a broken file, or empty.
    """

    version: str
    fixed: bool
    exists: bool
    schema: str | None
    damage: str = ""

    @property
    def current(self) -> bool:
        """Whether the schema is this Helpcenter's own."""
        return self.schema == LATEST

    @property
    def too_new(self) -> bool:
        """Whether a newer Helpcenter wrote it."""
        return self.schema is not None and self.schema > LATEST


def inspect(settings: Settings) -> StoreFacts:
    """Return what is seen of the store that the settings name. Raises UnusableStoreError."""
    if settings.sqlite_path is None:
        return _postgres(settings.database_url)
    return _sqlite(settings.sqlite_path)


def _sqlite(file: Path) -> StoreFacts:
    version, fixed = sqlite.driver.sqlite_version, sqlite.driver.sqlite_version_info >= sqlite.FIXED_VERSION
    if not file.exists():
        return StoreFacts(version, fixed, False, None)
    try:
        with closing(sqlite.driver.connect(f"file:{quote(str(file))}?mode=ro", uri=True)) as connection:
            connection.execute(f"PRAGMA busy_timeout={sqlite.BUSY_TIMEOUT_MS}")
            named = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
            schema = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0] if named else None
            end = time.monotonic() + CHECK_SECONDS
            connection.set_progress_handler(lambda: int(time.monotonic() > end), 10_000)
            try:
                checked = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
            except sqlite.driver.OperationalError:  # interrupted: nothing was found in the time there was
                checked = "ok"
    except sqlite.driver.DatabaseError as wrong:
        raise UnusableStoreError(str(wrong)) from wrong
    return StoreFacts(version, fixed, True, schema, "" if checked == "ok" else checked)


def _postgres(url: str) -> StoreFacts:
    address = url.replace("postgresql+psycopg://", "postgresql://", 1)
    try:
        with psycopg.connect(address, connect_timeout=5) as connection:
            number = connection.info.server_version
            named = connection.execute("SELECT to_regclass('alembic_version')").fetchone()
            found = (
                connection.execute("SELECT version_num FROM alembic_version").fetchone() if named and named[0] else None
            )
    except psycopg.Error as wrong:
        raise UnusableStoreError(" ".join(str(wrong).split())) from wrong
    return StoreFacts(f"{number // 10_000}.{number % 10_000}", True, True, found[0] if found else None)
