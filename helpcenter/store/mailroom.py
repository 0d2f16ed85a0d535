"""Rows of the mail ledger and of addresses that mail does not reach. Raw bytes lie in `store.blobs`."""

from __future__ import annotations

from collections.abc import Collection
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
    delete,
    func,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.mailroom import Entry, FailingAddress, Place, Verdict
from helpcenter.store.database import Base, BigId, UtcTime
from helpcenter.store.upsert import insert_ignore
from helpcenter.store.work import Work

_KEPT = text("kept")


class LedgerRow(Base):
    """One mail that came. `key` is the UID, by the pipe the hash; `content` the hash of what the mail says."""

    __tablename__ = "mail_ledger"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    mailbox: Mapped[str] = mapped_column(String(80))
    folder: Mapped[str] = mapped_column(String(255))
    uidvalidity: Mapped[int] = mapped_column(BigInteger)
    key: Mapped[str] = mapped_column(String(64))
    uid: Mapped[int | None] = mapped_column(BigInteger)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int] = mapped_column(BigInteger)
    kept: Mapped[bool] = mapped_column(Boolean)
    content: Mapped[str] = mapped_column(String(64))
    message_id: Mapped[str] = mapped_column(String(255), index=True)
    sender: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text, deferred=True)
    verdict: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("ticket.id", ondelete="SET NULL"), index=True)
    message_seq: Mapped[int | None] = mapped_column(Integer)
    attempts: Mapped[int] = mapped_column(Integer)
    received_at: Mapped[datetime] = mapped_column(UtcTime)
    decided_at: Mapped[datetime] = mapped_column(UtcTime)

    __table_args__ = (
        UniqueConstraint("mailbox", "folder", "uidvalidity", "key"),
        Index("ix_mail_ledger_verdict", "verdict", "id"),
        Index("ix_mail_ledger_kept", "id", sqlite_where=_KEPT, postgresql_where=_KEPT),
    )


class FailingAddressRow(Base):
    """An address that mail does not reach, until a mail comes from it."""

    __tablename__ = "failing_address"

    address: Mapped[str] = mapped_column(String(254), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcTime)
    status: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text)


def claim(work: Work, place: Place, digest: str, size: int) -> Entry:
    """Return the entry of this place, written as `failing` without a try when it is new. Locked until the end.

    On PostgreSQL a second process that brings the same mail waits here, then sees the first one's verdict.
    """
    key = place.key(digest)
    insert_ignore(
        work, LedgerRow, mailbox=place.mailbox, folder=place.folder, uidvalidity=place.uidvalidity, key=key,
        uid=place.uid, digest=digest, size=size, kept=False, content="", message_id="", sender="", subject="", html="",
        verdict=Verdict.FAILING.value, reason="", attempts=0, received_at=work.now, decided_at=work.now,
    )  # fmt: skip
    query = select(LedgerRow).where(
        LedgerRow.mailbox == place.mailbox,
        LedgerRow.folder == place.folder,
        LedgerRow.uidvalidity == place.uidvalidity,
        LedgerRow.key == key,
    )
    return _value(work.session.scalars(query.with_for_update().execution_options(populate_existing=True)).one())


def write(work: Work, entry_id: int, **values: Any) -> None:
    """Change columns of an entry; it is decided now."""
    work.session.execute(update(LedgerRow).where(LedgerRow.id == entry_id).values(decided_at=work.now, **values))


def get(work: Work, entry_id: int, *, locked: bool = False) -> Entry | None:
    """Return one entry; `locked` until the transaction ends."""
    query = select(LedgerRow).where(LedgerRow.id == entry_id).execution_options(populate_existing=True)
    row = work.session.scalar(query.with_for_update() if locked else query)
    return _value(row) if row else None


def html(work: Work, entry_id: int) -> str:
    """Return the sanitised HTML of a mail; "" when it has none."""
    return work.session.scalar(select(LedgerRow.html).where(LedgerRow.id == entry_id)) or ""


def recent(work: Work, verdicts: Collection[Verdict] = (), limit: int = 100, before: int | None = None) -> list[Entry]:
    """Return entries, newest first; only of these verdicts, and with ids below `before`, when given."""
    query = select(LedgerRow).order_by(LedgerRow.id.desc()).limit(limit)
    if verdicts:
        query = query.where(LedgerRow.verdict.in_([each.value for each in verdicts]))
    if before is not None:
        query = query.where(LedgerRow.id < before)
    return [_value(row) for row in work.session.scalars(query)]


def counts(work: Work) -> dict[Verdict, int]:
    """Return how many mails have each verdict."""
    query = select(LedgerRow.verdict, func.count()).group_by(LedgerRow.verdict)
    return {Verdict(verdict): count for verdict, count in work.session.execute(query)}


def decided_uids(work: Work, place: Place) -> set[int]:
    """Return the UIDs of a folder whose mails need nothing more."""
    query = select(LedgerRow.uid).where(
        LedgerRow.mailbox == place.mailbox,
        LedgerRow.folder == place.folder,
        LedgerRow.uidvalidity == place.uidvalidity,
        LedgerRow.verdict != Verdict.FAILING.value,
        LedgerRow.uid.is_not(None),
    )
    return {uid for uid in work.session.scalars(query) if uid is not None}


def same_message(work: Work, entry: Entry, message_id: str, content: str) -> tuple[Entry | None, bool]:
    """Return (an earlier mail that says the same, whether another one has the Message-ID but says something else)."""
    query = select(LedgerRow).where(
        LedgerRow.message_id == message_id, LedgerRow.id != entry.id, LedgerRow.verdict != Verdict.FAILING.value
    )
    rows = work.session.scalars(query.order_by(LedgerRow.id).limit(50)).all() if message_id else []
    same = next((row for row in rows if row.content == content), None)
    if same is None and not message_id:
        twin = select(LedgerRow).where(LedgerRow.digest == entry.digest, LedgerRow.id != entry.id)
        same = work.session.scalar(twin.where(LedgerRow.verdict != Verdict.FAILING.value).order_by(LedgerRow.id))
    return (_value(same) if same else None), bool(rows) and same is None


def tickets_of(work: Work, message_ids: Collection[str]) -> dict[str, int]:
    """Return the tickets that mails with these Message-IDs went to."""
    query = select(LedgerRow.message_id, LedgerRow.ticket_id).where(
        LedgerRow.message_id.in_(list(message_ids)), LedgerRow.ticket_id.is_not(None)
    )
    return {header: ticket for header, ticket in work.session.execute(query) if ticket} if message_ids else {}


def senders_of(work: Work, ticket_id: int) -> set[str]:
    """Return the addresses from which the customer's own mails on a ticket came."""
    own = (Verdict.TICKET.value, Verdict.FOLLOW_UP.value)
    query = select(LedgerRow.sender).where(LedgerRow.ticket_id == ticket_id, LedgerRow.verdict.in_(own))
    return set(work.session.scalars(query.distinct()))


def message_ids_of_ticket(work: Work, ticket_id: int) -> list[tuple[datetime, str]]:
    """Return when the customer's mails on a ticket came, and their Message-IDs without brackets, oldest first."""
    own = (Verdict.TICKET.value, Verdict.FOLLOW_UP.value)
    query = select(LedgerRow.received_at, LedgerRow.message_id).where(
        LedgerRow.ticket_id == ticket_id, LedgerRow.verdict.in_(own), LedgerRow.message_id != ""
    )
    return [(at, header) for at, header in work.session.execute(query.order_by(LedgerRow.id))]


def known(work: Work, hashes: Collection[str]) -> set[str]:
    """Return those of the given hashes that an entry names as its raw bytes and keeps."""
    kept = LedgerRow.digest.in_(hashes) & LedgerRow.kept
    return set(work.session.scalars(select(LedgerRow.digest).where(kept).distinct()))


def mark_failing(work: Work, address: str, status: str, words: str) -> None:
    """Note that mail does not reach an address; what was known of it is replaced."""
    mark_reached(work, address)
    insert_ignore(work, FailingAddressRow, address=address, since=work.now, status=status[:20], words=words[:2000])


def mark_reached(work: Work, address: str) -> None:
    """Note that an address is alive."""
    work.session.execute(delete(FailingAddressRow).where(FailingAddressRow.address == address))


def failing(work: Work, address: str) -> FailingAddress | None:
    """Return why mail does not reach an address, None when it does as far as we know."""
    row = work.session.get(FailingAddressRow, address)
    return FailingAddress(row.address, row.since, row.status, row.words) if row else None


def _value(row: LedgerRow) -> Entry:
    return Entry(
        row.id, Place(row.mailbox, row.folder, row.uidvalidity, row.uid), row.digest, row.size, row.kept,
        row.message_id, row.sender, row.subject, Verdict(row.verdict), row.reason, row.ticket_id, row.message_seq,
        row.attempts, row.received_at, row.decided_at,
    )  # fmt: skip
