"""Conversations: a ticket read whole, and answered in one step with what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from helpcenter.domain.conversations import Conversation
from helpcenter.domain.people import Specialist
from helpcenter.domain.tickets import Status, Ticket
from helpcenter.domain.triage import Change
from helpcenter.services import attachments, deliveries, questions, ticket_links, tickets, triage
from helpcenter.services.attachments import Parcel
from helpcenter.services.idempotency import Once
from helpcenter.store import mailroom, people, timelines
from helpcenter.store import tickets as rows
from helpcenter.store.work import Work

PAGE = 200
"""Entries of a timeline that are read at once."""

OTHERS = 5
"""Tickets of the same person that are told with one."""


def read(work: Work, ticket_id: int, *, before: int | None = None) -> Conversation:
    """Return a ticket with the newest page of its timeline that ends before the entry `before`, for specialists.

    Raises NotFound.
    """
    replies = (delivery for delivery in deliveries.of_ticket(work, ticket_id) if delivery.letter.name == "reply")
    letters = {each.letter.message_seq: each for each in replies if each.letter.message_seq is not None}
    files = attachments.by_message(attachments.of_ticket(work, ticket_id))
    asked = questions.of_ticket(work, ticket_id)
    entries = timelines.newest(work, ticket_id, before=before, limit=PAGE)
    linked = ticket_links.of_ticket(work, ticket_id)
    ticket = tickets.get(work, ticket_id)
    failing = mailroom.failing(work, ticket.reply_to)
    others = rows.others_of(work, ticket, OTHERS)
    manager_id = ticket.contact.account.success_manager_id if ticket.contact.account else None
    manager = people.specialist(work, manager_id) if manager_id is not None else None
    return Conversation(ticket, tuple(entries), letters, files, asked, linked, failing, others, manager)


def whole(work: Work, ticket_id: int) -> Conversation:
    """Return a ticket with all of its timeline, however long it is. Raises NotFound."""
    found = read(work, ticket_id)
    entries = found.messages
    while entries and entries[0].seq > 1:
        entries = (*timelines.newest(work, ticket_id, before=entries[0].seq, limit=PAGE), *entries)
    return replace(found, messages=entries)


def several(work: Work, ids: Sequence[int]) -> list[Ticket]:
    """Return the tickets with these ids that exist, in no particular order."""
    return list(rows.several(work, ids).values())


def say(
    work: Work,
    specialist: Specialist,
    ticket_id: int,
    body: str,
    *,
    note: bool,
    status: Status | None,
    expected_version: int,
    form: Once,
    change: Change | None = None,
    files: Parcel | None = None,
) -> Conversation:
    """Add a reply or a note with its files, set the status with either, and return what the conversation is then.

    `change` is what else becomes of the ticket, as a macro has it; a `status` given beside it goes before its own.

    The same form again adds nothing. Raises Conflict when the ticket is past `expected_version`, NotFound, Invalid,
    FilesRefused.
    """
    wanted = change or Change()
    status = status or wanted.status
    tickets.reply(
        work,
        specialist,
        ticket_id,
        body,
        note=note,
        status=status,
        expected_version=expected_version,
        form=form,
        files=files,
    )
    if note and status is not None:
        tickets.set_status(work, specialist.author, ticket_id, status)
    if change is not None:
        triage.change(work, specialist, [ticket_id], replace(change, status=None))
    return read(work, ticket_id)
