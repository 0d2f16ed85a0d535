"""The journal's rows: appended in the change's own transaction, read by cursor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Index,
    String,
    and_,
    func,
    insert,
    literal_column,
    select,
    text,
    tuple_,
)
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.journal import Cursor, Event
from helpcenter.store.backends.postgres import WAKE_CHANNEL
from helpcenter.store.database import Base, BigId, Json, UtcTime, table_of
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work


class JournalRow(Base):
    """One event. `xact` is PostgreSQL's transaction number, 0 on SQLite; see domain.journal.Cursor."""

    __tablename__ = "journal"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    xact: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime] = mapped_column(UtcTime)
    ticket_id: Mapped[int | None] = mapped_column(BigInteger)
    contact_id: Mapped[int | None] = mapped_column(BigInteger)
    public: Mapped[bool] = mapped_column(Boolean)
    data: Mapped[dict[str, Any]] = mapped_column(Json)

    __table_args__ = (
        Index(None, "xact", "id"),
        Index(None, "ticket_id", "id"),
        {"sqlite_autoincrement": True},
    )


_NOW_XACT = literal_column("pg_current_xact_id()::text::bigint", BigInteger)
_OLDEST_RUNNING = literal_column("pg_snapshot_xmin(pg_current_snapshot())::text::bigint", BigInteger)
_APPEND = {
    True: insert(table_of(JournalRow)).values(xact=0),
    False: insert(table_of(JournalRow)).values(xact=_NOW_XACT),
}
"""Written at every change, so past the ORM."""


def append(
    work: Work,
    kind: str,
    *,
    ticket_id: int | None = None,
    contact_id: int | None = None,
    public: bool = False,
    **data: Any,
) -> None:
    """Record that something happened, in the running transaction, and wake readers once it commits."""
    values = _values(work, kind, data) | {"ticket_id": ticket_id, "contact_id": contact_id, "public": public}
    work.session.execute(_APPEND[work.is_sqlite], values)
    wake(work)


def append_each(work: Work, kind: str, happened: Iterable[Mapping[str, Any]]) -> None:
    """Record many events of one kind that belong to no ticket, as `append` does one."""
    if rows := [_values(work, kind, dict(data)) for data in happened]:
        work.session.execute(_APPEND[work.is_sqlite], rows)
        wake(work)


def _values(work: Work, kind: str, data: dict[str, Any]) -> dict[str, Any]:
    return {"kind": kind, "at": work.now, "ticket_id": None, "contact_id": None, "public": False, "data": data}


def wake(work: Work) -> None:
    """Wake readers once the running transaction commits, for what is no event: a sign with a time to live."""
    if not work.journalled and not work.is_sqlite:
        work.session.execute(text(f"NOTIFY {WAKE_CHANNEL}"))
    work.journalled = True


def since(work: Work, cursor: Cursor, limit: int = 500) -> Sequence[Event]:
    """Return what happened after `cursor`, oldest first; never anything that a later reading could precede."""
    query = select(JournalRow).where(_after(work, cursor)).order_by(JournalRow.xact, JournalRow.id).limit(limit)
    return [_event(row) for row in work.session.scalars(query)]


def public_since(work: Work, contact_id: int, cursor: Cursor, limit: int) -> Sequence[Event]:
    """Return what a customer may learn of their own tickets after `cursor`, oldest first."""
    own = select(TicketRow.id).where(TicketRow.contact_id == contact_id)  # by ticket, because that has an index
    query = (
        select(JournalRow)
        .where(_after(work, cursor), JournalRow.ticket_id.in_(own), JournalRow.contact_id == contact_id)
        .where(JournalRow.public)
        .order_by(JournalRow.xact, JournalRow.id)
        .limit(limit)
    )
    return [_event(row) for row in work.session.scalars(query)]


def end(work: Work) -> Cursor:
    """Return the place from which a new reader misses nothing that happens from now on."""
    query = select(JournalRow.xact, JournalRow.id).order_by(JournalRow.xact.desc(), JournalRow.id.desc()).limit(1)
    if not work.is_sqlite:
        query = query.where(JournalRow.xact < _OLDEST_RUNNING)
    row = work.session.execute(query).first()
    return Cursor(*row) if row else Cursor()


def count(work: Work) -> int:
    """Return how many events there are."""
    return work.session.scalar(select(func.count()).select_from(JournalRow)) or 0


def _after(work: Work, cursor: Cursor) -> ColumnElement[bool]:
    """Behind `cursor`, and older than every running transaction."""
    if work.is_sqlite:
        return JournalRow.id > cursor.entry
    place = tuple_(JournalRow.xact, JournalRow.id) > (cursor.transaction, cursor.entry)
    return and_(place, JournalRow.xact < _OLDEST_RUNNING)


def _event(row: JournalRow) -> Event:
    return Event(Cursor(row.xact, row.id), row.kind, row.at, row.ticket_id, row.contact_id, row.public, row.data)
