"""Queries of idempotency keys."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from helpcenter.store.database import table_of
from helpcenter.store.sessions import IdempotencyRow
from helpcenter.store.upsert import insert_ignore
from helpcenter.store.work import Work

KEPT = timedelta(days=2)


def reserve(work: Work, scope: str, key: str, body_hash: str) -> bool:
    """Take a key for the running transaction. Returns False when it was taken before (waits for a running taker)."""
    return insert_ignore(work, IdempotencyRow, scope=scope, key=key, body_hash=body_hash, expires_at=work.now + KEPT)


def find(work: Work, scope: str, key: str) -> tuple[str, dict[str, Any]] | None:
    """Return the body hash and result kept under a key."""
    row = work.session.scalar(_row(scope, key))
    return (row.body_hash, row.result or {}) if row else None


def keep(work: Work, scope: str, key: str, result: dict[str, Any]) -> None:
    """Keep the result under a reserved key."""
    table = table_of(IdempotencyRow)
    work.session.execute(update(table).where(table.c.scope == scope, table.c.key == key).values(result=result))


def _row(scope: str, key: str) -> Any:
    return select(IdempotencyRow).where(IdempotencyRow.scope == scope, IdempotencyRow.key == key)
