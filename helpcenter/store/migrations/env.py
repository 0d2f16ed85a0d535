"""How alembic runs here: always on the connection, and in the transaction, that store.upgrade gives it."""

from typing import Any, Literal

from alembic import context

from helpcenter.store import tables
from helpcenter.store.database import BigId, Json, UtcTime


def named(kind: str, item: Any, _autogenerate: Any) -> str | Literal[False]:
    """Write our column types by name into new upgrades (see script.py.mako)."""
    if kind != "type":
        return False
    if isinstance(item, UtcTime):
        return "sa.DateTime()"
    return {repr(BigId): "BigId", repr(Json): "Json"}.get(repr(item), False)


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.metadata,
    render_item=named,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
