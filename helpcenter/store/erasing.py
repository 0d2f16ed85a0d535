"""Taking a person out of the rows: texts, addresses and numbers go, what only counts stays."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import delete, func, or_, select, update

from helpcenter.domain.evidence.secret_names import REMOVED
from helpcenter.domain.people import AuthorKind
from helpcenter.store import ticket_fields, ticket_links, ticket_tags, ticket_words
from helpcenter.store.alarms import AlarmRow
from helpcenter.store.attachments import AttachmentRow
from helpcenter.store.blocked import BlockedAddressRow
from helpcenter.store.callbacks import CallbackRow
from helpcenter.store.deliveries import DeliveryRow
from helpcenter.store.journal import JournalRow
from helpcenter.store.mailroom import FailingAddressRow, LedgerRow
from helpcenter.store.onlookers import OnlookerRow
from helpcenter.store.people import AccountRow, ContactRow
from helpcenter.store.sessions import IdempotencyRow, ProofRow, SessionRow
from helpcenter.store.staff_access import StaffAccessRow
from helpcenter.store.surveys import SurveyRow
from helpcenter.store.tickets import MessageRow, TicketRow, words_of
from helpcenter.store.work import Work

_BARE = {"synchronize_session": False}


def contacts_of(work: Work, email: str) -> list[int]:
    """Return the contacts with this normalised address, of every site."""
    return list(work.session.scalars(select(ContactRow.id).where(ContactRow.email == email).order_by(ContactRow.id)))


def tickets_of(work: Work, contact_id: int) -> list[int]:
    """Return all tickets of a contact."""
    return list(work.session.scalars(select(TicketRow.id).where(TicketRow.contact_id == contact_id)))


def sessions_of(work: Work, contact_id: int) -> list[int]:
    """Return the live sessions of a contact."""
    return list(work.session.scalars(select(SessionRow.id).where(SessionRow.contact_id == contact_id)))


def empty_ticket(work: Work, row: TicketRow) -> int:
    """Leave of a ticket but its shell: number, dates, channel, status, rating. Returns how many entries went."""
    entries = work.session.scalars(select(MessageRow).where(MessageRow.ticket_id == row.id)).all()
    for entry in entries:
        if words := words_of(row, entry):
            ticket_words.remove(work, row.id, entry.seq, words)
    ticket_links.forget(work, row.id)
    for table in (AlarmRow, MessageRow, DeliveryRow, OnlookerRow):
        work.session.execute(delete(table).where(table.ticket_id == row.id), execution_options=_BARE)
    _set(work, CallbackRow, CallbackRow.ticket_id == row.id, phone="", window_start=None, window_end=None)
    _set(work, SurveyRow, SurveyRow.ticket_id == row.id, comment="")
    _set(work, StaffAccessRow, StaffAccessRow.ticket_id == row.id, reason="")
    _set(work, JournalRow, JournalRow.ticket_id == row.id, data={})
    row.subject, row.reply_to, row.question, row.evidence = REMOVED, "", "", {}
    ticket_tags.put(work, row, ())
    known = ticket_fields.REFERENCE  # kept: whoever is erased does not come back with the next import
    ticket_fields.put(work, row, {name: value for name, value in row.fields.items() if name == known})
    row.last_public_seq = row.seen_seq = 0
    row.favourite, row.updated_at, row.emptied_at = False, work.now, work.now
    work.session.flush()
    return len(entries)


def take_files(work: Work, ticket_ids: Sequence[int], scopes: Collection[str]) -> list[str]:
    """Remove the attachments of tickets, and those that sessions brought. Returns the hashes of their bytes."""
    theirs = or_(AttachmentRow.ticket_id.in_(ticket_ids), AttachmentRow.scope.in_(scopes))
    return list(work.session.scalars(delete(AttachmentRow).where(theirs).returning(AttachmentRow.sha256)))


def take_mails(work: Work, ticket_ids: Sequence[int], address: str | None) -> list[str]:
    """Keep of mails of tickets, and from an address, only the lines that account for them. Returns their hashes."""
    theirs: Any = LedgerRow.ticket_id.in_(ticket_ids)
    if address is not None:
        theirs = or_(theirs, func.lower(LedgerRow.sender) == address)
    values = {"kept": False, "content": "", "message_id": "", "sender": "", "subject": "", "html": "", "reason": ""}
    gone = update(LedgerRow).where(theirs).values(**values).returning(LedgerRow.digest)
    return list(work.session.scalars(gone, execution_options=_BARE))


def forget_address(work: Work, address: str) -> int:
    """Remove what stands under an address itself: letters, sign-in proofs, bounces. Returns how many rows."""
    conditions: list[tuple[Any, Any]] = [
        (DeliveryRow, func.lower(DeliveryRow.recipient) == address),
        (ProofRow, ProofRow.email == address),
        (FailingAddressRow, FailingAddressRow.address == address),
        (BlockedAddressRow, BlockedAddressRow.address == address),
    ]
    return sum(len(work.session.execute(delete(row).where(its).returning(its)).all()) for row, its in conditions)


def forget_sessions(work: Work, session_ids: Sequence[int], scopes: Collection[str]) -> None:
    """End sessions, and forget what their forms did."""
    work.session.execute(delete(SessionRow).where(SessionRow.id.in_(session_ids)), execution_options=_BARE)
    work.session.execute(delete(IdempotencyRow).where(IdempotencyRow.scope.in_(scopes)), execution_options=_BARE)


def forget_author(work: Work, contact_id: int) -> None:
    """Remove what a contact wrote or did elsewhere than in their own tickets: it has no words and no name any more."""
    for row, blank in ((MessageRow, {"body": REMOVED}), (StaffAccessRow, {})):
        theirs = (row.author_kind == AuthorKind.CONTACT.value) & (row.author_id == contact_id)
        _set(work, row, theirs, author_name=REMOVED, **blank)


def blank_contact(work: Work, contact_id: int, address: str) -> None:
    """Give a contact's row an address that is nobody's, no name and no seat."""
    nobody = f"erased-{contact_id}@erased.invalid"
    _set(work, AccountRow, AccountRow.key == f"contact:{address}", key=f"contact:{nobody}", name="")
    _set(
        work, ContactRow, ContactRow.id == contact_id,
        email=nobody, name="", seat=None, proven_at=None, settled=True, mail_on_reply=False,
    )  # fmt: skip
    work.session.expire_all()


def _set(work: Work, row: Any, condition: Any, **values: Any) -> None:
    work.session.execute(update(row).where(condition).values(**values), execution_options=_BARE)
