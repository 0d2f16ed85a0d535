"""Rows of chats: the live side of tickets. What is said lies in the ticket's timeline."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String, update
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.chats import ChatState
from helpcenter.store.database import Base, BigId, UtcTime
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work

ACTIVE = (ChatState.WAITING.value, ChatState.LIVE.value)


class ChatRow(Base):
    """The live side of a ticket.

    `waiting_since` gives the place in the queue, `queued_at` starts the clock of the present wait; `waited` is how
    many seconds the last taker let it wait. The `…_until` columns are signs with a time to live, renewed or forgotten.
    `mailed_seq` is the entry up to which transcripts have gone out. `changed_at` moves with everything.
    """

    __tablename__ = "chat"

    ticket_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("ticket.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    state: Mapped[str] = mapped_column(String(10))
    locale: Mapped[str] = mapped_column(String(20))
    specialist_id: Mapped[int | None] = mapped_column(ForeignKey("specialist.id"))
    wanted_id: Mapped[int | None] = mapped_column(ForeignKey("specialist.id"))
    started_at: Mapped[datetime] = mapped_column(UtcTime)
    waiting_since: Mapped[datetime] = mapped_column(UtcTime)
    queued_at: Mapped[datetime] = mapped_column(UtcTime)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcTime)
    waited: Mapped[int | None] = mapped_column(Integer)
    customer_seen: Mapped[int] = mapped_column(Integer)
    specialist_seen: Mapped[int] = mapped_column(Integer)
    customer_here_until: Mapped[datetime] = mapped_column(UtcTime)
    customer_typing_until: Mapped[datetime | None] = mapped_column(UtcTime)
    specialist_typing_until: Mapped[datetime | None] = mapped_column(UtcTime)
    mailed_seq: Mapped[int] = mapped_column(Integer)
    changed_at: Mapped[datetime] = mapped_column(UtcTime, index=True)

    __table_args__ = (
        Index("ix_chat_queue", "state", "waiting_since", "ticket_id"),
        Index("ix_chat_accepted", "locale", "accepted_at"),
        Index("ix_chat_mine", "specialist_id", "state"),
    )


def add(work: Work, ticket_id: int, locale: str, here_until: datetime) -> ChatRow:
    """Write the live side of a new ticket: waiting from now on."""
    row = ChatRow(
        ticket_id=ticket_id,
        state=ChatState.WAITING.value,
        locale=locale,
        started_at=work.now,
        waiting_since=work.now,
        queued_at=work.now,
        customer_seen=0,
        specialist_seen=0,
        customer_here_until=here_until,
        mailed_seq=0,
        changed_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    return row


def for_change(work: Work, ticket_id: int) -> ChatRow | None:
    """Return a chat's row as it is now. Lock its ticket first: that is what keeps writers of a chat in order."""
    return work.session.get(ChatRow, ticket_id, populate_existing=True)


def set_sign(work: Work, ticket_id: int, **values: Any) -> None:
    """Change signs of a chat: typing, here, seen. Needs no lock on the ticket."""
    change = update(ChatRow).where(ChatRow.ticket_id == ticket_id)
    work.session.execute(change.values(changed_at=work.now, **values), execution_options={"synchronize_session": False})


def renew_here(work: Work, ticket_ids: Collection[int], until: datetime) -> None:
    """Let customers count as here until a later moment. Moves `changed_at` only for those who had gone."""
    for part in _parts(list(ticket_ids)):
        mine = update(ChatRow).where(ChatRow.ticket_id.in_(part)).execution_options(synchronize_session=False)
        work.session.execute(mine.where(ChatRow.customer_here_until <= work.now).values(changed_at=work.now))
        work.session.execute(mine.values(customer_here_until=until))


def note_customer_saw(work: Work, ticket_id: int, seq: int) -> None:
    """Take the customer's unread mark away up to an entry. The ticket keeps its version: nobody has to read it anew."""
    change = update(TicketRow).where(TicketRow.id == ticket_id, TicketRow.seen_seq < seq).values(seen_seq=seq)
    work.session.execute(change, execution_options={"synchronize_session": False})


def end_with_ticket(work: Work, ticket_id: int) -> None:
    """End the live side of a ticket that was closed by whatever way."""
    change = update(ChatRow).where(ChatRow.ticket_id == ticket_id, ChatRow.state != ChatState.ENDED.value)
    work.session.execute(change.values(state=ChatState.ENDED.value, wanted_id=None, changed_at=work.now))


def _parts(ids: Sequence[int], size: int = 500) -> list[Sequence[int]]:
    return [ids[start : start + size] for start in range(0, len(ids), size)]
