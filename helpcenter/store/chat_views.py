"""Reading chats: one's live side with names, places in the queue, and what is overdue."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from helpcenter.domain.chats import Chat, ChatState
from helpcenter.domain.people import AuthorKind
from helpcenter.store.chats import ACTIVE, ChatRow
from helpcenter.store.people import ContactRow, SpecialistRow
from helpcenter.store.presence import PresenceRow
from helpcenter.store.tickets import MessageRow, TicketRow
from helpcenter.store.work import Work

MOST = 500
"""Chats that one look shows at most."""

_ahead = aliased(ChatRow)
_POSITION = (
    select(func.count())
    .where(_ahead.state == ChatState.WAITING.value, _ahead.locale == ChatRow.locale)
    .where(tuple_(_ahead.waiting_since, _ahead.ticket_id) <= tuple_(ChatRow.waiting_since, ChatRow.ticket_id))
    .correlate(ChatRow)
    .scalar_subquery()
)
_CHAT: Any = (
    select(
        ChatRow,
        TicketRow.subject,
        TicketRow.last_seq,
        TicketRow.contact_id,
        ContactRow.name,
        ContactRow.email,
        SpecialistRow.name,
        PresenceRow.until,
    )
    .join(TicketRow, TicketRow.id == ChatRow.ticket_id)
    .join(ContactRow, ContactRow.id == TicketRow.contact_id)
    .outerjoin(SpecialistRow, SpecialistRow.id == ChatRow.specialist_id)
    .outerjoin(PresenceRow, PresenceRow.specialist_id == ChatRow.specialist_id)
    .execution_options(populate_existing=True)
)


def get(work: Work, ticket_id: int) -> Chat | None:
    """Return one chat."""
    found = _chats(work, ChatRow.ticket_id == ticket_id)
    return found[0] if found else None


def waiting(work: Work) -> list[Chat]:
    """Return all who wait, longest first."""
    return _chats(work, ChatRow.state == ChatState.WAITING.value)


def of_specialist(work: Work, specialist_id: int) -> list[Chat]:
    """Return a specialist's live chats, longest first."""
    return _chats(work, ChatRow.specialist_id == specialist_id, ChatRow.state == ChatState.LIVE.value)


def of_contact(work: Work, contact_id: int, since: datetime) -> list[Chat]:
    """Return a customer's active chats, and those of which anything changed since a moment."""
    return _chats(work, TicketRow.contact_id == contact_id, or_(ChatRow.state.in_(ACTIVE), ChatRow.changed_at > since))


def changed(work: Work, since: datetime) -> list[Chat]:
    """Return the chats of which anything changed since a moment, and those in which typing stopped by itself."""
    ran_out = [
        and_(until > since, until <= work.now)
        for until in (ChatRow.customer_typing_until, ChatRow.specialist_typing_until, ChatRow.customer_here_until)
    ]
    return _chats(work, or_(ChatRow.changed_at >= since, and_(ChatRow.state.in_(ACTIVE), or_(*ran_out))))


def count_active(work: Work, contact_id: int) -> int:
    """Return how many active chats a customer has."""
    query = select(func.count()).select_from(ChatRow).join(TicketRow, TicketRow.id == ChatRow.ticket_id)
    return work.session.scalar(query.where(ChatRow.state.in_(ACTIVE), TicketRow.contact_id == contact_id)) or 0


def here_until(work: Work, moment: datetime) -> list[tuple[int, int]]:
    """Return (ticket id, contact id) of the active chats whose customers count as here until then at most."""
    query = (
        select(ChatRow.ticket_id, TicketRow.contact_id)
        .join(TicketRow, TicketRow.id == ChatRow.ticket_id)
        .where(ChatRow.state.in_(ACTIVE), ChatRow.customer_here_until < moment)
    )
    return [(ticket_id, contact_id) for ticket_id, contact_id in work.session.execute(query)]


def busy(work: Work) -> dict[int, int]:
    """Return how many live chats each specialist has, by id."""
    query = (
        select(ChatRow.specialist_id, func.count())
        .where(ChatRow.state == ChatState.LIVE.value, ChatRow.specialist_id.is_not(None))
        .group_by(ChatRow.specialist_id)
    )
    return {row[0]: row[1] for row in work.session.execute(query) if row[0] is not None}


def accepted(work: Work, locale: str, since: datetime, limit: int = 20) -> list[tuple[datetime, int]]:
    """Return (when, after how many seconds of waiting) chats in a language were accepted, latest first."""
    query = (
        select(ChatRow.accepted_at, ChatRow.waited)
        .where(ChatRow.locale == locale, ChatRow.accepted_at > since, ChatRow.waited.is_not(None))
        .order_by(ChatRow.accepted_at.desc())
        .limit(limit)
    )
    return [(at, waited) for at, waited in work.session.execute(query) if at is not None and waited is not None]


def overdue(work: Work, wait: timedelta, ticket_id: int | None = None) -> list[int]:
    """Return the tickets of chats that may not go on as they are: unanswered, left, or without their specialist.

    With `ticket_id` only that one is looked at.
    """
    gone = or_(PresenceRow.until.is_(None), PresenceRow.until <= work.now)
    query = (
        select(ChatRow.ticket_id)
        .outerjoin(PresenceRow, PresenceRow.specialist_id == ChatRow.specialist_id)
        .where(
            ChatRow.state.in_(ACTIVE),
            or_(
                ChatRow.customer_here_until <= work.now,
                and_(ChatRow.state == ChatState.WAITING.value, ChatRow.queued_at <= work.now - wait),
                and_(ChatRow.state == ChatState.LIVE.value, gone),
            ),
        )
        .order_by(ChatRow.waiting_since)
        .limit(MOST)
    )
    if ticket_id is not None:
        query = query.where(ChatRow.ticket_id == ticket_id)
    return list(work.session.scalars(query))


def lines_lately(work: Work, ticket_id: int, last_seq: int, since: datetime, most: int) -> int:
    """Return how many of a ticket's last entries its customer has written since a moment; `most` are looked at."""
    query = select(func.count()).where(
        MessageRow.ticket_id == ticket_id,
        MessageRow.seq > last_seq - most,
        MessageRow.author_kind == AuthorKind.CONTACT.value,
        MessageRow.at > since,
    )
    return work.session.scalar(query) or 0


def _chats(work: Work, *conditions: ColumnElement[bool]) -> list[Chat]:
    work.session.flush()
    query = _CHAT.add_columns(_POSITION).where(*conditions).order_by(ChatRow.waiting_since, ChatRow.ticket_id)
    return [_value(work, row) for row in work.session.execute(query.limit(MOST))]


def _value(work: Work, row: Any) -> Chat:
    chat, subject, last_seq, contact_id, name, email, specialist_name, there_until, position = row
    waits = chat.state == ChatState.WAITING.value
    return Chat(
        ticket_id=chat.ticket_id,
        state=ChatState(chat.state),
        locale=chat.locale,
        subject=subject,
        contact_id=contact_id,
        contact_name=name or email,
        specialist_id=chat.specialist_id,
        specialist_name=specialist_name or "",
        wanted_id=chat.wanted_id,
        position=position if waits else None,
        wait=None,
        last_seq=last_seq,
        customer_seen=chat.customer_seen,
        specialist_seen=chat.specialist_seen,
        customer_here=chat.state in ACTIVE and chat.customer_here_until > work.now,
        specialist_here=chat.state == ChatState.LIVE.value and _still(there_until, work.now),
        customer_typing=chat.state in ACTIVE and _still(chat.customer_typing_until, work.now),
        specialist_typing=chat.state in ACTIVE and _still(chat.specialist_typing_until, work.now),
        started_at=chat.started_at,
        waiting_since=chat.waiting_since,
        queued_at=chat.queued_at,
    )


def _still(until: datetime | None, now: datetime) -> bool:
    return until is not None and until > now
