"""Insert unless it is there, or write over it: the writes that must not fail when two people do them at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import inspect, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from helpcenter.store.database import Base, table_of
from helpcenter.store.work import Work


def insert_ignore(work: Work, row: type[Base], **values: Any) -> bool:
    """Insert a row unless a unique key stands against it. Returns whether it was written.

    On PostgreSQL this waits for a running transaction that holds the same key.
    """
    insert, table = sqlite_insert if work.is_sqlite else postgresql_insert, table_of(row)
    written = insert(table).values(**values).on_conflict_do_nothing().returning(inspect(row).primary_key[0])
    return work.session.execute(written).first() is not None


def put(work: Work, row: type[Base], key: Mapping[str, Any], /, **values: Any) -> None:
    """Insert a row, or write `values` over the one with this unique `key` (columns by name)."""
    if not insert_ignore(work, row, **key, **values):
        work.session.execute(update(row).filter_by(**key).values(**values))
