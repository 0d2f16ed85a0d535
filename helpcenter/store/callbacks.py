"""Rows of callbacks: ordered by their due time, taken by one specialist only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String, case, func, select, update
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from helpcenter.domain.callbacks import Callback, CallbackState, Window
from helpcenter.store.database import Base, UtcTime
from helpcenter.store.people import ContactRow, SpecialistRow, specialist_value
from helpcenter.store.tickets import TicketRow, ticket_value
from helpcenter.store.work import Work


class CallbackRow(Base):
    """One wish to be called; a ticket has at most one."""

    __tablename__ = "callback"

    ticket_id: Mapped[int] = mapped_column(
        ForeignKey("ticket.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    phone: Mapped[str] = mapped_column(String(20))
    locale: Mapped[str] = mapped_column(String(20))
    window_start: Mapped[datetime | None] = mapped_column(UtcTime)
    window_end: Mapped[datetime | None] = mapped_column(UtcTime)
    state: Mapped[str] = mapped_column(String(20))
    due_at: Mapped[datetime] = mapped_column(UtcTime)
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey("specialist.id"))
    tries: Mapped[int] = mapped_column(Integer)
    consent_at: Mapped[datetime] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)

    ticket: Mapped[TicketRow] = relationship(lazy="raise")
    claimed_by: Mapped[SpecialistRow | None] = relationship(lazy="raise")

    __table_args__ = (Index("ix_callback_due", "state", "due_at"),)


_TICKET = joinedload(CallbackRow.ticket)
_WHOLE = (
    _TICKET.joinedload(TicketRow.contact).joinedload(ContactRow.account),
    _TICKET.joinedload(TicketRow.assignee),
    joinedload(CallbackRow.claimed_by),
)
_OPEN = (CallbackState.WAITING.value, CallbackState.CLAIMED.value)


def add(work: Work, ticket_id: int, phone: str, locale: str, window: Window | None, due_at: datetime) -> None:
    """Write a new callback that waits."""
    row = CallbackRow(
        ticket_id=ticket_id,
        phone=phone,
        locale=locale,
        window_start=window.start if window else None,
        window_end=window.end if window else None,
        state=CallbackState.WAITING.value,
        due_at=due_at,
        tries=0,
        consent_at=work.now,
    )
    work.session.add(row)
    work.session.flush()


def get(work: Work, ticket_id: int) -> Callback | None:
    """Return a ticket's callback, if it has one."""
    query = select(CallbackRow).options(*_WHOLE).where(CallbackRow.ticket_id == ticket_id)
    row = work.session.scalar(query.execution_options(populate_existing=True))
    return callback_value(row) if row else None


def queue(work: Work, limit: int) -> list[Callback]:
    """Return the callbacks that are not over, what is due first first."""
    query = select(CallbackRow).options(*_WHOLE).where(CallbackRow.state.in_(_OPEN))
    query = query.order_by(CallbackRow.due_at, CallbackRow.ticket_id).limit(limit)
    return [callback_value(row) for row in work.session.scalars(query)]


def claimed_by(work: Work, specialist_id: int) -> list[int]:
    """Return the tickets whose callback a specialist has claimed and not finished."""
    query = select(CallbackRow.ticket_id).where(
        CallbackRow.state.in_(_OPEN), CallbackRow.claimed_by_id == specialist_id
    )
    return list(work.session.scalars(query.order_by(CallbackRow.ticket_id)))


def count(work: Work) -> int:
    """Return how many callbacks are not over."""
    query = select(func.count()).select_from(CallbackRow).where(CallbackRow.state.in_(_OPEN))
    return work.session.scalar(query) or 0


def change(work: Work, ticket_id: int, *, holder: int | None = None, free: bool = False, **values: Any) -> bool:
    """Change a callback that is not over, and only if its claim is as said. Returns whether it was.

    `holder`: only while this specialist has it. `free`: only while nobody has it.
    """
    query = update(CallbackRow).where(CallbackRow.ticket_id == ticket_id, CallbackRow.state.in_(_OPEN))
    if holder is not None:
        query = query.where(CallbackRow.claimed_by_id == holder)
    if free:
        query = query.where(CallbackRow.claimed_by_id.is_(None))
    changed = query.values(**values).returning(CallbackRow.ticket_id)
    return work.session.execute(changed.execution_options(synchronize_session=False)).first() is not None


def postpone(work: Work, ticket_id: int, due_at: datetime) -> None:
    """Let a callback wait for its next try, which anybody may make."""
    state = CallbackState.WAITING.value
    change(work, ticket_id, state=state, claimed_by_id=None, due_at=due_at, window_start=None, window_end=None)


def renew(work: Work, ticket_id: int, *, phone: str, window: Window | None, due_at: datetime) -> None:
    """Let a callback wait again with another number and time; who has claimed it keeps it."""
    claimed = case(
        (CallbackRow.claimed_by_id.is_(None), CallbackState.WAITING.value), else_=CallbackState.CLAIMED.value
    )
    query = update(CallbackRow).where(CallbackRow.ticket_id == ticket_id)
    values = {
        "phone": phone,
        "window_start": window.start if window else None,
        "window_end": window.end if window else None,
        "due_at": due_at,
        "state": claimed,
        "tries": 0,
        "ended_at": None,
    }
    work.session.execute(query.values(**values).execution_options(synchronize_session=False))


def callback_value(row: CallbackRow) -> Callback:
    """Return the row (with its ticket and specialist loaded) as a value."""
    window = Window(row.window_start, row.window_end) if row.window_start and row.window_end else None
    return Callback(
        ticket=ticket_value(row.ticket),
        phone=row.phone,
        locale=row.locale,
        window=window,
        state=CallbackState(row.state),
        due_at=row.due_at,
        claimed_by=specialist_value(row.claimed_by) if row.claimed_by else None,
        tries=row.tries,
        consent_at=row.consent_at,
    )
