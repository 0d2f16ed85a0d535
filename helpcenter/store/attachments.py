"""Rows of attachments. Their bytes lie in `store.blobs`, under the hash that is kept here."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import BigInteger, Boolean, ForeignKey, Index, Integer, String, delete, false, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.attachments import Attachment
from helpcenter.store.database import Base, BigId, UtcTime
from helpcenter.store.work import Work


class AttachmentRow(Base):
    """A file that was taken in. `scope` is the session that brought it; ticket and message are set when it is sent."""

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(150))
    media_type: Mapped[str] = mapped_column(String(60))
    scope: Mapped[str] = mapped_column(String(80))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id", ondelete="CASCADE"))
    message_seq: Mapped[int | None] = mapped_column(Integer)
    removed_secrets: Mapped[int] = mapped_column(Integer)
    removed_metadata: Mapped[bool] = mapped_column(Boolean, server_default=false())
    created_at: Mapped[datetime] = mapped_column(UtcTime)

    __table_args__ = (
        Index("ix_attachment_ticket", "ticket_id", "message_seq"),
        Index("ix_attachment_scope", "scope", "ticket_id"),
    )


def add(
    work: Work,
    scope: str,
    *,
    sha256: str,
    size: int,
    name: str,
    media_type: str,
    removed_secrets: int,
    removed_metadata: bool,
) -> Attachment:
    """Write a file that has not been sent yet."""
    row = AttachmentRow(
        sha256=sha256,
        size=size,
        name=name,
        media_type=media_type,
        scope=scope,
        ticket_id=None,
        message_seq=None,
        removed_secrets=removed_secrets,
        removed_metadata=removed_metadata,
        created_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    return _value(row)


def get(work: Work, attachment_id: int) -> tuple[Attachment, str] | None:
    """Return an attachment and the scope that brought it."""
    row = work.session.get(AttachmentRow, attachment_id)
    return (_value(row), row.scope) if row else None


def of_scope(work: Work, scope: str, ids: Collection[int]) -> list[Attachment]:
    """Return those of the given attachments that this scope brought, in the order they came."""
    query = select(AttachmentRow).where(AttachmentRow.scope == scope, AttachmentRow.id.in_(ids))
    return [_value(row) for row in work.session.scalars(query.order_by(AttachmentRow.id))]


def unsent(work: Work, scope: str) -> int:
    """Return how many attachments a scope has brought and not sent yet."""
    query = select(func.count()).where(AttachmentRow.scope == scope, AttachmentRow.ticket_id.is_(None))
    return work.session.scalar(query) or 0


def send(work: Work, attachment_id: int, ticket_id: int, message_seq: int) -> bool:
    """Bind an unsent attachment to a message. Returns whether it was still there and unsent."""
    query = update(AttachmentRow).where(AttachmentRow.id == attachment_id, AttachmentRow.ticket_id.is_(None))
    sent = query.values(ticket_id=ticket_id, message_seq=message_seq).returning(AttachmentRow.id)
    return work.session.execute(sent).first() is not None


def copy(work: Work, source: tuple[int, int], target: tuple[int, int]) -> None:
    """Let the files of one entry, (ticket id, seq), hang on another too; their bytes stay one."""
    ticket_id, seq = target
    own = (AttachmentRow.ticket_id == source[0]) & (AttachmentRow.message_seq == source[1])
    for row in work.session.scalars(select(AttachmentRow).where(own).order_by(AttachmentRow.id)).all():
        kept = {column.key: getattr(row, column.key) for column in AttachmentRow.__table__.columns}
        work.session.add(AttachmentRow(**(kept | {"id": None, "ticket_id": ticket_id, "message_seq": seq})))
    work.session.flush()


def remove_of_message(work: Work, ticket_id: int, seq: int) -> None:
    """Remove the files of an entry."""
    own = (AttachmentRow.ticket_id == ticket_id) & (AttachmentRow.message_seq == seq)
    work.session.execute(delete(AttachmentRow).where(own))


def of_ticket(work: Work, ticket_id: int) -> list[Attachment]:
    """Return all attachments of a ticket in the order of its timeline."""
    query = select(AttachmentRow).where(AttachmentRow.ticket_id == ticket_id)
    return [_value(row) for row in work.session.scalars(query.order_by(AttachmentRow.message_seq, AttachmentRow.id))]


def hand_over(work: Work, before: str, after: str) -> None:
    """Let what one scope brought and has not sent be another's."""
    waiting = (AttachmentRow.scope == before) & AttachmentRow.ticket_id.is_(None)
    work.session.execute(update(AttachmentRow).where(waiting).values(scope=after))


def remove_unsent(work: Work, scope: str, attachment_id: int) -> bool:
    """Forget a file before it is sent. Returns whether there was one."""
    query = delete(AttachmentRow).where(
        AttachmentRow.id == attachment_id, AttachmentRow.scope == scope, AttachmentRow.ticket_id.is_(None)
    )
    return work.session.execute(query.returning(AttachmentRow.id)).first() is not None


def forget_unsent(work: Work, before: datetime) -> int:
    """Forget the files that were taken in before a moment and never sent. Returns how many."""
    query = delete(AttachmentRow).where(AttachmentRow.ticket_id.is_(None), AttachmentRow.created_at < before)
    return len(work.session.execute(query.returning(AttachmentRow.id)).all())


def known(work: Work, hashes: Collection[str]) -> set[str]:
    """Return those of the given hashes (a few hundred at most) that an attachment names."""
    query = select(AttachmentRow.sha256).where(AttachmentRow.sha256.in_(hashes)).distinct()
    return set(work.session.scalars(query))


def _value(row: AttachmentRow) -> Attachment:
    return Attachment(
        id=row.id,
        sha256=row.sha256,
        size=row.size,
        name=row.name,
        media_type=row.media_type,
        removed_secrets=row.removed_secrets,
        removed_metadata=row.removed_metadata,
        ticket_id=row.ticket_id,
        message_seq=row.message_seq,
        created_at=row.created_at,
    )
