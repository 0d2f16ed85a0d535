"""Rows of the outbox."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String, Text, delete, func, select, text, update
from sqlalchemy.orm import Mapped, defer, mapped_column

from helpcenter.domain.deliveries import LEASE, SECRET_LETTERS, STAFF_LETTERS, Delivery, DeliveryState, Letter, Way
from helpcenter.store.database import Base, BigId, Json, UtcTime
from helpcenter.store.work import Work

OF_WAY = {Way.MAIL: text("letter <> 'webhook'"), Way.WEBHOOK: text("letter = 'webhook'")}
"""Written out, so that the stores see that the index of messages to programs holds what is asked for."""


class DeliveryRow(Base):
    """A letter on its way. `lease_until` frees a row whose courier died while sending."""

    __tablename__ = "delivery"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    letter: Mapped[str] = mapped_column(String(40))
    recipient: Mapped[str] = mapped_column(String(254))
    locale: Mapped[str] = mapped_column(String(20))
    values: Mapped[dict[str, Any]] = mapped_column(Json)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id", ondelete="SET NULL"), index=True)
    message_seq: Mapped[int | None] = mapped_column(Integer)
    message_id: Mapped[str] = mapped_column(String(255), unique=True)
    in_reply_to: Mapped[str | None] = mapped_column(String(255))
    references: Mapped[list[str]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(String(20))
    attempts: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    next_at: Mapped[datetime] = mapped_column(UtcTime)
    lease_until: Mapped[datetime | None] = mapped_column(UtcTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcTime)
    error: Mapped[str | None] = mapped_column(Text)
    raw: Mapped[bytes | None] = mapped_column(LargeBinary)

    __table_args__ = (
        Index("ix_delivery_due", "state", "next_at"),
        Index(
            "ix_delivery_webhook",
            "state",
            "next_at",
            sqlite_where=OF_WAY[Way.WEBHOOK],
            postgresql_where=OF_WAY[Way.WEBHOOK],
        ),
    )


_LISTED = select(DeliveryRow).options(defer(DeliveryRow.raw))


def add(work: Work, letter: Letter, message_id: str, in_reply_to: str | None, references: tuple[str, ...]) -> int:
    """Write a letter into the outbox. Returns its id."""
    row = DeliveryRow(
        letter=letter.name,
        recipient=letter.to,
        locale=letter.locale,
        values=dict(letter.values),
        ticket_id=letter.ticket_id,
        message_seq=letter.message_seq,
        message_id=message_id,
        in_reply_to=in_reply_to,
        references=list(references),
        state=DeliveryState.QUEUED.value,
        attempts=0,
        created_at=work.now,
        next_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    return row.id


def claim(work: Work, way: Way) -> Delivery | None:
    """Take the delivery of a way that is due longest, so that nobody else sends it meanwhile. None when nothing is due.

    A row whose lease ran out is due again. The row is `sending` once the caller's transaction commits; `attempts`
    is the number of this try.
    """
    state = DeliveryRow.state
    abandoned = (state == DeliveryState.SENDING.value, DeliveryRow.lease_until < work.now)
    waiting = (state == DeliveryState.QUEUED.value, DeliveryRow.next_at <= work.now)
    found = None
    for which in (abandoned, waiting):  # one by one: each is a step along its index, however many wait
        due = select(DeliveryRow.id).where(*which, OF_WAY[way]).order_by(DeliveryRow.next_at, DeliveryRow.id).limit(1)
        found = found or work.session.scalar(due.with_for_update(skip_locked=True))
    row = work.session.get(DeliveryRow, found or 0)
    if row is None:
        return None
    row.state = DeliveryState.SENDING.value
    row.attempts += 1
    row.lease_until = work.now + LEASE
    work.session.flush()
    return delivery_value(row)


def keep_bytes(work: Work, delivery_id: int, raw: bytes) -> None:
    """Keep the written mail, so that every try sends the same bytes."""
    work.session.execute(update(DeliveryRow).where(DeliveryRow.id == delivery_id).values(raw=raw))


def record(
    work: Work, delivery: Delivery, state: DeliveryState, *, error: str | None, next_at: datetime | None
) -> bool:
    """Write how a try ended. Returns False when another courier has taken the row over since."""
    values: dict[str, Any] = {"state": state.value, "error": error, "lease_until": None}
    if state is DeliveryState.SENT:
        values["sent_at"] = work.now
    if next_at is not None:
        values["next_at"] = next_at
    elif delivery.letter.name in SECRET_LETTERS:
        values |= {"values": {}, "raw": None}
    result = work.session.execute(
        update(DeliveryRow)
        .where(
            DeliveryRow.id == delivery.id,
            DeliveryRow.state == DeliveryState.SENDING.value,
            DeliveryRow.attempts == delivery.attempts,
        )
        .values(**values)
        .returning(DeliveryRow.id)
    )
    return result.first() is not None


def postpone(work: Work, url: str, until: datetime) -> None:
    """Let all messages wait that are queued for an address."""
    waiting = (DeliveryRow.state == DeliveryState.QUEUED.value) & (DeliveryRow.next_at < until)
    theirs = update(DeliveryRow).where(OF_WAY[Way.WEBHOOK], waiting, DeliveryRow.recipient == url)
    work.session.execute(theirs.values(next_at=until), execution_options={"synchronize_session": False})


def drop_messages(work: Work, url: str) -> None:
    """Remove the messages to an address that are not out."""
    unsent = DeliveryRow.state != DeliveryState.SENT.value
    theirs = delete(DeliveryRow).where(OF_WAY[Way.WEBHOOK], unsent, DeliveryRow.recipient == url)
    work.session.execute(theirs, execution_options={"synchronize_session": False})


def next_due(work: Work, way: Way) -> datetime | None:
    """Return when the next delivery of a way may be tried (UTC), or None when none waits."""
    waiting, leased = (
        select(func.min(moment)).where(DeliveryRow.state == state.value, OF_WAY[way])
        for moment, state in (
            (DeliveryRow.next_at, DeliveryState.QUEUED),
            (DeliveryRow.lease_until, DeliveryState.SENDING),
        )
    )
    moments = [moment for query in (waiting, leased) if (moment := work.session.scalar(query))]
    return min(moments, default=None)


def get(work: Work, delivery_id: int) -> Delivery | None:
    """Return one delivery."""
    row = work.session.get(DeliveryRow, delivery_id)
    return delivery_value(row) if row else None


def recent(
    work: Work,
    states: Collection[DeliveryState] = tuple(DeliveryState),
    limit: int = 100,
    before: int | None = None,
) -> list[Delivery]:
    """Return deliveries in these states without their bytes, newest first; only with ids below `before` when given."""
    query = _LISTED.where(DeliveryRow.state.in_([state.value for state in states]))
    if before is not None:
        query = query.where(DeliveryRow.id < before)
    return [_listed(row) for row in work.session.scalars(query.order_by(DeliveryRow.id.desc()).limit(limit))]


def counts(work: Work) -> dict[DeliveryState, int]:
    """Return how many deliveries there are in each state that has any."""
    query = select(DeliveryRow.state, func.count()).group_by(DeliveryRow.state)
    return {DeliveryState(state): count for state, count in work.session.execute(query)}


def of_ticket(work: Work, ticket_id: int) -> list[Delivery]:
    """Return a ticket's deliveries without their bytes, oldest first."""
    query = _LISTED.where(DeliveryRow.ticket_id == ticket_id).order_by(DeliveryRow.id)
    return [_listed(row) for row in work.session.scalars(query)]


def message_ids_of_ticket(work: Work, ticket_id: int) -> list[tuple[datetime, str]]:
    """Return when a ticket's letters were written, and their Message-IDs, oldest first."""
    query = select(DeliveryRow.created_at, DeliveryRow.message_id).where(
        DeliveryRow.ticket_id == ticket_id, DeliveryRow.letter.not_in(STAFF_LETTERS)
    )
    return [(at, header) for at, header in work.session.execute(query.order_by(DeliveryRow.id))]


def by_message_ids(work: Work, message_ids: Sequence[str]) -> Delivery | None:
    """Return the delivery that has the first of these Message-IDs that is one of ours."""
    rows = work.session.scalars(select(DeliveryRow).where(DeliveryRow.message_id.in_(message_ids))).all()
    found = min(rows, key=lambda row: message_ids.index(row.message_id), default=None)
    return delivery_value(found) if found else None


def returned(work: Work, delivery_id: int, words: str) -> None:
    """Note that a letter came back: it is dead, with the words of the server that returned it."""
    values = {"state": DeliveryState.DEAD.value, "error": words, "lease_until": None}
    work.session.execute(update(DeliveryRow).where(DeliveryRow.id == delivery_id).values(**values))


def release(work: Work, delivery_id: int) -> bool:
    """Put a held or dead delivery back into the queue. Returns whether it was one."""
    row = work.session.get(DeliveryRow, delivery_id)
    if row is None or row.state not in (DeliveryState.HELD.value, DeliveryState.DEAD.value):
        return False
    row.state, row.next_at, row.attempts, row.error = DeliveryState.QUEUED.value, work.now, 0, None
    row.created_at = work.now
    return True


def hold(work: Work, delivery_id: int | None = None, *, under_way: bool = False) -> int:
    """Hold one delivery, or all, that wait in the queue, or are `under_way` too. Returns how many."""
    states = (DeliveryState.QUEUED, *((DeliveryState.SENDING,) if under_way else ()))
    change = update(DeliveryRow).where(DeliveryRow.state.in_([state.value for state in states]))
    if delivery_id is not None:
        change = change.where(DeliveryRow.id == delivery_id)
    return len(work.session.execute(change.values(state=DeliveryState.HELD.value).returning(DeliveryRow.id)).all())


def release_held(work: Work) -> int:
    """Put all held deliveries back into the queue. Returns how many."""
    change = update(DeliveryRow).where(DeliveryRow.state == DeliveryState.HELD.value)
    values = {"state": DeliveryState.QUEUED.value, "next_at": work.now, "created_at": work.now, "attempts": 0}
    return len(work.session.execute(change.values(**values).returning(DeliveryRow.id)).all())


def delivery_value(row: DeliveryRow) -> Delivery:
    """Return the row as a value, its bytes too."""
    return replace(_listed(row), raw=row.raw)


def _listed(row: DeliveryRow) -> Delivery:
    """The row as a value without its bytes, which may be megabytes."""
    letter = Letter(row.letter, row.recipient, row.locale, row.values, row.ticket_id, row.message_seq)
    return Delivery(
        row.id,
        letter,
        row.message_id,
        row.in_reply_to,
        tuple(row.references),
        DeliveryState(row.state),
        row.attempts,
        row.created_at,
        row.next_at,
        row.error,
        None,
    )
