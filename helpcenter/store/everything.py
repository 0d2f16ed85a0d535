"""All that is held, row by row, for a full export: open formats, nothing that opens a door."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, LargeBinary, Table, select, text

from helpcenter.store.attachments import AttachmentRow
from helpcenter.store.database import UtcTime
from helpcenter.store.mailroom import LedgerRow
from helpcenter.store.tables import metadata
from helpcenter.store.work import Work

SECRET = frozenset(
    {"site_secret", "specialist_password", "specialist_token", "session", "proof", "used_token", "idempotency"}
    | {"api_token"}
)
"""Tables that open doors: they never leave."""
FLEETING = frozenset(
    {"answer_document", "answer_index", "limit_count", "mailbox", "presence", "ticket_onlooker"}
    | {"ticket_tag", "ticket_field", "thread_tag"}
)
"""Tables that are made of others, or hold but a moment."""
LEFT_OUT = {"delivery": frozenset({"values", "raw"}), "webhook": frozenset({"secret"})}
"""Columns that stay: what signs webhooks, and letters, which may carry a link that signs their reader in; what replies
say is in `message`."""
AT_ONCE = 500

_TYPES = {int: "integer", str: "string", bool: "boolean", float: "number", datetime: "string", date: "string"}
_FORMATS = {datetime: "date-time", date: "date"}


def nouns() -> list[str]:
    """Return the names of what is exported, one that is referred to before those that refer to it."""
    return [table.name for table in metadata.sorted_tables if table.name not in SECRET | FLEETING]


def schema(noun: str) -> dict[str, Any]:
    """Return what a line of a noun's file looks like, as JSON Schema (draft 2020-12)."""
    columns = _columns(metadata.tables[noun])
    return {
        "type": "object",
        "properties": {column.name: _described(column) for column in columns},
        "required": [column.name for column in columns],
        "additionalProperties": False,
    }


def freeze(work: Work) -> None:
    """Let all that this piece of work reads be of one moment; called before it reads anything."""
    if not work.is_sqlite:  # SQLite's transactions are so by themselves
        work.session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))


def rows(work: Work, noun: str) -> Iterator[dict[str, Any]]:
    """Yield all of a noun as JSON-able documents, a few in memory at once; moments are ISO 8601 in UTC."""
    table = metadata.tables[noun]
    query = select(*_columns(table)).order_by(*table.primary_key.columns).execution_options(yield_per=AT_ONCE)
    for row in work.session.execute(query):
        yield {name: _plain(value) for name, value in row._mapping.items()}


def files(work: Work) -> Iterator[tuple[str, str]]:
    """Yield (SHA-256, name) of every attachment that belongs to a ticket."""
    query = select(AttachmentRow.sha256, AttachmentRow.name).where(AttachmentRow.ticket_id.is_not(None))
    found = work.session.execute(query.order_by(AttachmentRow.id).execution_options(yield_per=AT_ONCE))
    yield from ((digest, name) for digest, name in found)


def mails(work: Work) -> Iterator[str]:
    """Yield the SHA-256 of every mail whose bytes are kept."""
    query = select(LedgerRow.digest).where(LedgerRow.kept).order_by(LedgerRow.id)
    yield from work.session.scalars(query.execution_options(yield_per=AT_ONCE))


def _columns(table: Table) -> list[Column[Any]]:
    left = LEFT_OUT.get(table.name, frozenset())
    return [each for each in table.columns if each.name not in left and not isinstance(each.type, LargeBinary)]


def _described(column: Column[Any]) -> dict[str, Any]:
    kind = datetime if isinstance(column.type, UtcTime) else column.type.python_type
    if kind not in _TYPES:
        return {}
    name = _TYPES[kind]
    described: dict[str, Any] = {"type": [name, "null"] if column.nullable else name}
    return described | ({"format": _FORMATS[kind]} if kind in _FORMATS else {})


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
