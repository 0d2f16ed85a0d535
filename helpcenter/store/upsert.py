"""Insert unless it is there: the one write that must not fail when two people do it at once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import inspect
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from helpcenter.store.database import Base
from helpcenter.store.work import Work


def insert_ignore(work: Work, row: type[Base], **values: Any) -> bool:
    """Insert a row unless a unique key stands against it. Returns whether it was written.

    On PostgreSQL this waits for a running transaction that holds the same key.
    """
    insert = sqlite_insert if work.is_sqlite else postgresql_insert
    written = insert(row).values(**values).on_conflict_do_nothing().returning(inspect(row).primary_key[0])
    return work.session.execute(written).first() is not None
