"""Conversations: a ticket read whole, and answered in one step with what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from helpcenter.domain.conversations import Conversation
from helpcenter.domain.faults import NotFound
from helpcenter.domain.people import Specialist
from helpcenter.domain.tickets import Status, Ticket
from helpcenter.domain.triage import Change
from helpcenter.services import attachments, deliveries, questions, tickets, triage
from helpcenter.services.idempotency import Once
from helpcenter.store.work import Work


def read(work: Work, ticket_id: int) -> Conversation:
    """Return a ticket with its whole timeline, as specialists see it. Raises NotFound."""
    replies = (delivery for delivery in deliveries.of_ticket(work, ticket_id) if delivery.letter.name == "reply")
    letters = {each.letter.message_seq: each for each in replies if each.letter.message_seq is not None}
    files = attachments.by_message(attachments.of_ticket(work, ticket_id))
    asked = questions.of_ticket(work, ticket_id)
    return Conversation(tickets.get(work, ticket_id), tuple(tickets.timeline(work, ticket_id)), letters, files, asked)


def several(work: Work, ids: Sequence[int]) -> list[Ticket]:
    """Return the tickets with these ids that exist, in no particular order."""
    return [found for found in (_one(work, ticket_id) for ticket_id in ids) if found]


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
) -> Conversation:
    """Add a reply or a note, set the status with either, and return what the conversation is then.

    `change` is what else becomes of the ticket, as a macro has it; a `status` given beside it goes before its own.

    The same form again adds nothing. Raises Conflict when the ticket is past `expected_version`, NotFound, Invalid.
    """
    wanted = change or Change()
    status = status or wanted.status
    tickets.reply(
        work, specialist, ticket_id, body, note=note, status=status, expected_version=expected_version, form=form
    )
    if note and status is not None:
        tickets.set_status(work, specialist.author, ticket_id, status)
    if change is not None:
        triage.change(work, specialist, [ticket_id], replace(change, status=None))
    return read(work, ticket_id)


def _one(work: Work, ticket_id: int) -> Ticket | None:
    try:
        return tickets.get(work, ticket_id)
    except NotFound:
        return None
