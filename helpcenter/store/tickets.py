"""Rows of tickets and their messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    select,
    text,
)
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from helpcenter.domain.people import Author, AuthorKind
from helpcenter.domain.tickets import Message, MessageKind, Priority, Status, Submission, Ticket
from helpcenter.store import ticket_words
from helpcenter.store.database import Base, BigId, Json, UtcTime
from helpcenter.store.people import ContactRow, SpecialistRow, contact_value, specialist_value
from helpcenter.store.work import Work

UNFINISHED = [status.value for status in Status if not status.is_closed]
"""The statuses that a customer sees as open."""

_SNOOZED = text("snoozed_until IS NOT NULL")
_PROMISED = text("due_at IS NOT NULL")
_MERGED = text("merged_into IS NOT NULL")
_CLOSED = text("closed_at IS NOT NULL")
_FULL = text("closed_at IS NOT NULL AND emptied_at IS NULL")
ANSWER = text("author_kind = 'specialist' AND kind IN ('reply', 'chat', 'call')")
"""What counts as an answer; written out, so that the stores see that the index of answers holds it."""


class TicketRow(Base):
    """One conversation. `last_public_seq` and `seen_seq` give the customer's unread mark."""

    __tablename__ = "ticket"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"))
    channel: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20))
    priority: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(Text)
    locale: Mapped[str] = mapped_column(String(20))
    topic: Mapped[str] = mapped_column(String(40))
    reply_to: Mapped[str] = mapped_column(String(254))
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("specialist.id"))
    tags: Mapped[list[str]] = mapped_column(Json)
    question: Mapped[str] = mapped_column(Text)
    evidence: Mapped[dict[str, str]] = mapped_column(Json)
    favourite: Mapped[bool] = mapped_column(Boolean)
    last_seq: Mapped[int] = mapped_column(Integer)
    last_public_seq: Mapped[int] = mapped_column(Integer)
    seen_seq: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    updated_at: Mapped[datetime] = mapped_column(UtcTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)
    snoozed_until: Mapped[datetime | None] = mapped_column(UtcTime)
    merged_into: Mapped[int | None] = mapped_column(BigId)
    emptied_at: Mapped[datetime | None] = mapped_column(UtcTime)
    fields: Mapped[dict[str, str]] = mapped_column(Json, server_default=text("'{}'"))

    contact: Mapped[ContactRow] = relationship(lazy="raise")
    assignee: Mapped[SpecialistRow | None] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        Index("ix_ticket_inbox", "contact_id", "updated_at", "id"),
        Index("ix_ticket_queue", "status", "updated_at", "id"),
        Index("ix_ticket_mine", "assignee_id", "status", "updated_at", "id"),
        Index("ix_ticket_all", "updated_at", "id"),
        Index("ix_ticket_language", "locale", "updated_at", "id"),
        Index("ix_ticket_channel", "channel", "updated_at", "id"),
        Index("ix_ticket_priority", "priority", "updated_at", "id"),
        Index("ix_ticket_merged", "merged_into", sqlite_where=_MERGED, postgresql_where=_MERGED),
        Index("ix_ticket_created", "created_at"),
        Index("ix_ticket_due", "due_at", sqlite_where=_PROMISED, postgresql_where=_PROMISED),
        Index("ix_ticket_closed", "closed_at", sqlite_where=_CLOSED, postgresql_where=_CLOSED),
        Index("ix_ticket_full", "closed_at", sqlite_where=_FULL, postgresql_where=_FULL),
        Index("ix_ticket_snoozed", "snoozed_until", sqlite_where=_SNOOZED, postgresql_where=_SNOOZED),
        {"sqlite_autoincrement": True},
    )


class MessageRow(Base):
    """One entry of a timeline; `seq` counts from 1 in each ticket."""

    __tablename__ = "message"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"))
    seq: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(20))
    author_kind: Mapped[str] = mapped_column(String(20))
    author_id: Mapped[int | None] = mapped_column(BigInteger)
    author_name: Mapped[str] = mapped_column(String(254))
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcTime)
    data: Mapped[dict[str, Any]] = mapped_column(Json)

    __table_args__ = (
        UniqueConstraint("ticket_id", "seq"),
        Index("ix_message_answer", "ticket_id", "at", sqlite_where=ANSWER, postgresql_where=ANSWER),
    )


WHOLE = (joinedload(TicketRow.contact).joinedload(ContactRow.account), joinedload(TicketRow.assignee))


def add(work: Work, submission: Submission, contact_id: int, due_at: datetime | None) -> TicketRow:
    """Write a new ticket without messages."""
    row = TicketRow(
        site_id=submission.site_id,
        contact_id=contact_id,
        channel=submission.channel,
        status=Status.NEW.value,
        priority=Priority.NORMAL.value,
        subject=submission.subject,
        locale=submission.locale,
        topic=submission.topic,
        reply_to=submission.email,
        assignee_id=None,
        tags=[],
        question=submission.question,
        evidence=dict(submission.evidence),
        favourite=False,
        last_seq=0,
        last_public_seq=0,
        seen_seq=0,
        created_at=work.now,
        updated_at=work.now,
        due_at=due_at,
        closed_at=None,
        fields={},
    )
    work.session.add(row)
    work.session.flush()
    return row


def locked(work: Work, ticket_id: int) -> TicketRow | None:
    """Return a ticket for changing: on PostgreSQL its row is locked until the transaction ends."""
    query = select(TicketRow).where(TicketRow.id == ticket_id).with_for_update(of=TicketRow)
    return work.session.scalar(query.execution_options(populate_existing=True))


def append(
    work: Work,
    ticket: TicketRow,
    kind: MessageKind,
    author: Author,
    body: str = "",
    data: Mapping[str, Any] | None = None,
    *,
    at: datetime | None = None,
) -> Message:
    """Write the next entry of a ticket's timeline, said now or `at`, and bring the ticket's clocks up to date."""
    ticket.last_seq += 1
    ticket.updated_at = work.now
    row = MessageRow(
        ticket_id=ticket.id,
        seq=ticket.last_seq,
        kind=kind.value,
        author_kind=author.kind.value,
        author_id=author.id,
        author_name=author.name,
        body=body,
        at=at or work.now,
        data=dict(data or {}),
    )
    work.session.add(row)
    work.session.flush()
    index_words(work, ticket, row)
    message = message_value(row)
    if message.customer_sees and author.kind is not AuthorKind.CONTACT:
        ticket.last_public_seq = row.seq
    return message


def remove_entry(work: Work, ticket: TicketRow, seq: int) -> None:
    """Take an entry and its words out of a ticket's timeline; the numbers of the others stay."""
    row = work.session.scalar(select(MessageRow).where(MessageRow.ticket_id == ticket.id, MessageRow.seq == seq))
    if row is None:
        return
    if words := words_of(ticket, row):
        ticket_words.remove(work, ticket.id, seq, words)
    work.session.delete(row)
    work.session.flush()


def index_words(work: Work, ticket: TicketRow, message: MessageRow) -> None:
    """Let a message be found by its words."""
    if words := words_of(ticket, message):
        ticket_words.put(work, ticket.id, message.seq, words)


def words_of(ticket: TicketRow, message: MessageRow) -> str:
    """Return what a message is found by; with the first one go its ticket's subject, address and question."""
    if message.kind == MessageKind.EVENT.value:
        return ""
    own = (ticket.subject, ticket.reply_to, ticket.question) if message.seq == 1 else ()
    return "\n".join((*own, message.author_name, message.body))


def get(work: Work, ticket_id: int) -> Ticket | None:
    """Return one ticket."""
    row = work.session.scalar(select(TicketRow).options(*WHOLE).where(TicketRow.id == ticket_id))
    return ticket_value(row) if row else None


def several(work: Work, ids: Sequence[int]) -> dict[int, Ticket]:
    """Return the tickets with these ids that exist, by id."""
    rows = work.session.scalars(select(TicketRow).options(*WHOLE).where(TicketRow.id.in_(ids)))
    return {row.id: ticket_value(row) for row in rows}


def others_of(work: Work, ticket: Ticket, limit: int) -> list[Ticket]:
    """Return the other tickets of a ticket's contact, last changed first."""
    own = (TicketRow.contact_id == ticket.contact.id) & (TicketRow.id != ticket.id)
    query = select(TicketRow).options(*WHOLE).where(own)
    query = query.order_by(TicketRow.updated_at.desc(), TicketRow.id.desc()).limit(limit)
    return [ticket_value(row) for row in work.session.scalars(query)]


def unfinished_of(work: Work, specialist_id: int) -> list[int]:
    """Return the ids of the tickets that a specialist has and that are not closed."""
    query = select(TicketRow.id).where(TicketRow.assignee_id == specialist_id, TicketRow.status.in_(UNFINISHED))
    return list(work.session.scalars(query.order_by(TicketRow.id)))


def wants_mail(work: Work, ticket_id: int) -> bool:
    """Return whether a ticket's contact wants replies by mail."""
    query = select(ContactRow.mail_on_reply).join(TicketRow, TicketRow.contact_id == ContactRow.id)
    return bool(work.session.scalar(query.where(TicketRow.id == ticket_id)))


def ticket_value(row: TicketRow) -> Ticket:
    """Return the row (with contact, account and assignee loaded) as a value."""
    return Ticket(
        id=row.id,
        site_id=row.site_id,
        contact=contact_value(row.contact),
        channel=row.channel,
        status=Status(row.status),
        priority=Priority(row.priority),
        subject=row.subject,
        locale=row.locale,
        topic=row.topic,
        reply_to=row.reply_to,
        assignee=specialist_value(row.assignee) if row.assignee else None,
        tags=tuple(row.tags),
        question=row.question,
        evidence=row.evidence,
        favourite=row.favourite,
        unread=row.last_public_seq > row.seen_seq,
        last_seq=row.last_seq,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
        due_at=row.due_at,
        closed_at=row.closed_at,
        snoozed_until=row.snoozed_until,
        merged_into=row.merged_into,
        fields=row.fields,
    )


def message_value(row: MessageRow) -> Message:
    """Return the row as a value."""
    author = Author(AuthorKind(row.author_kind), row.author_id, row.author_name)
    return Message(row.id, row.ticket_id, row.seq, MessageKind(row.kind), author, row.body, row.at, row.data)
