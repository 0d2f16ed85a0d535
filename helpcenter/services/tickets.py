"""Tickets: submitted by customers, answered by specialists. One transaction each, told to the journal."""

from __future__ import annotations

from typing import Any

from helpcenter.domain.deliveries import Letter
from helpcenter.domain.faults import Conflict, Forbidden, NotFound
from helpcenter.domain.joining import NotJoined, Why
from helpcenter.domain.people import SYSTEM, Author, AuthorKind, Contact, Specialist
from helpcenter.domain.policy import Channel
from helpcenter.domain.tickets import (
    Message,
    MessageKind,
    Receipt,
    Status,
    Submission,
    Ticket,
    checked_body,
    status_after_reply,
)
from helpcenter.services import attachments, clocks, intake, lessons, mentions, outbox, policy
from helpcenter.services.attachments import Parcel
from helpcenter.services.idempotency import Once, once
from helpcenter.services.turns import event, locked, tell, turn
from helpcenter.store import people, tickets, timelines
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work


def submit(
    work: Work,
    contact: Contact,
    submission: Submission,
    form: Once | None = None,
    *,
    device: str = "desktop",
    files: Parcel | None = None,
) -> Receipt:
    """Take in what a customer wrote: ticket, message, files, acknowledgement and journal in one transaction.

    Raises Invalid for fields that cannot be taken, Forbidden when the policy closes the channel to this person,
    Conflict when the form's key came before with another body, FilesRefused for files that are gone or too many.
    The same form again gets the first receipt.
    """
    submission = submission.checked(policy.languages(work, Channel(submission.channel)))
    _refuse_closed(work, contact, submission, device)
    brought = attachments.opened(work, files) if files else []
    body = {
        "subject": submission.subject,
        "body": submission.body,
        "email": submission.email,
        **attachments.names(brought),
    }
    result, repeated = once(
        work, form, body, lambda: intake.acknowledged(work, intake.opened(work, contact, submission, brought))
    )
    return intake.receipt(result, repeated)


def answer_as_contact(
    work: Work,
    contact: Contact,
    ticket_id: int,
    body: str,
    form: Once | None = None,
    *,
    files: Parcel | None = None,
) -> Message:
    """Add what the customer wrote to their ticket; a closed one is open again.

    Raises NotFound, Invalid, Conflict, FilesRefused.
    """
    body = checked_body(body)
    row = own(work, contact, ticket_id)
    brought = attachments.opened(work, files) if files else []

    def act() -> dict[str, Any]:
        return {"seq": intake.answered(work, row, contact.author, body, brought).seq}

    result, _ = once(work, form, {"ticket": ticket_id, "body": body, **attachments.names(brought)}, act)
    return _message(work, row.id, result["seq"])


def reply(
    work: Work,
    specialist: Specialist,
    ticket_id: int,
    body: str,
    *,
    note: bool = False,
    status: Status | None = None,
    expected_version: int | None = None,
    form: Once | None = None,
    files: Parcel | None = None,
) -> Message:
    """Add a specialist's public reply (which also leaves as a letter) or internal note, with the files brought for it.

    `expected_version` is the ticket's version that the specialist saw; raises Conflict when it has changed since.
    Raises NotFound, Invalid, FilesRefused, and NotJoined for a reply where the ticket goes on in another one.
    """
    body = checked_body(body)
    row = locked(work, ticket_id)
    if row.merged_into is not None and not note:
        raise NotJoined(Why.MERGED, ticket_id)
    brought = attachments.opened(work, files) if files else []

    def act() -> dict[str, Any]:
        if expected_version is not None and row.version != expected_version:
            raise Conflict("the ticket changed meanwhile")
        kind = MessageKind.NOTE if note else MessageKind.REPLY
        message = tickets.append(work, row, kind, specialist.author, body)
        attachments.send(work, brought, message)
        if note:
            tell(work, row, "ticket.noted", seq=message.seq)
            mentions.told(work, row, specialist, message)
        else:
            _answered(work, row, specialist, message, status)
        return {"seq": message.seq}

    result, _ = once(work, form, {"ticket": ticket_id, "body": body, "note": note, **attachments.names(brought)}, act)
    return _message(work, ticket_id, result["seq"])


def assign(work: Work, specialist: Specialist, ticket_id: int, assignee_id: int | None) -> Ticket:
    """Give a ticket to somebody, or to nobody. Raises NotFound."""
    row = locked(work, ticket_id)
    assignee = people.specialist(work, assignee_id) if assignee_id is not None else None
    if assignee_id is not None and assignee is None:
        raise NotFound("specialist")
    if row.assignee_id != assignee_id:
        row.assignee_id = assignee_id
        event(work, row, specialist.author, "assigned", to=assignee.name if assignee else None)
        tell(work, row, "ticket.assigned", assignee_id=assignee_id)
    return get(work, ticket_id)


def set_status(work: Work, author: Author, ticket_id: int, status: Status) -> Ticket:
    """Change a ticket's status. Raises NotFound."""
    row = locked(work, ticket_id)
    if row.status != status.value:
        before = Status(row.status)
        turn(work, row, status)
        if not status.is_closed and status is not Status.WAITING:
            clocks.start(work, row)
        event(work, row, author, _status_event(before, status), before=before.value, after=status.value)
        tell(work, row, "ticket.status", public=True, status=status.value)
        if status.is_closed and not before.is_closed and author.kind is not AuthorKind.CONTACT:
            _write_closing(work, row, author)
    return get(work, ticket_id)


def note_event(work: Work, author: Author, ticket_id: int, name: str, **data: Any) -> Ticket:
    """Add an event that the customer may see to a ticket's timeline. Raises NotFound."""
    row = locked(work, ticket_id)
    event(work, row, author, name, **data)
    tell(work, row, f"ticket.{name}", public=True)
    return get(work, ticket_id)


def get(work: Work, ticket_id: int) -> Ticket:
    """Return a ticket. Raises NotFound."""
    work.session.flush()
    found = tickets.get(work, ticket_id) if 0 < ticket_id < 2**62 else None
    if found is None:
        raise NotFound("ticket")
    return found


def timeline(work: Work, ticket_id: int, *, after: int = 0) -> list[Message]:
    """Return a ticket's entries after a sequence number, oldest first: everything, for specialists."""
    return timelines.entries(work, ticket_id, after=after)


def _refuse_closed(work: Work, contact: Contact, submission: Submission, device: str) -> None:
    for decision in policy.channels(work, contact, contact.locale, device):
        if decision.channel == submission.channel and decision.open:
            return
    raise Forbidden(submission.channel)


def _answered(work: Work, row: TicketRow, specialist: Specialist, message: Message, status: Status | None) -> None:
    before = Status(row.status)
    clocks.answered(work, row)
    turn(work, row, status_after_reply(before, status))
    if row.status == Status.OPEN:
        clocks.start(work, row)
    if row.status != before.value and Status(row.status).is_closed:
        event(work, row, specialist.author, "solved", before=before.value, after=row.status)
    if row.assignee_id is None:
        row.assignee_id = specialist.id
    tell(work, row, "ticket.replied", public=True, seq=message.seq)
    lessons.heard_in_reply(work, row.contact_id, row.question or row.subject, message.body)
    values = {
        "number": row.id,
        "subject": row.subject,
        "body": message.body,
        "author": specialist.name,
        "solved": Status(row.status).is_closed,
        "site_id": row.site_id,
    }
    outbox.send(work, Letter("reply", row.reply_to, row.locale, values, row.id, message.seq))


def _write_closing(work: Work, row: TicketRow, author: Author) -> None:
    """Tell the customer that somebody else closed the ticket, how to reopen it, and ask how it was."""
    values = {"number": row.id, "subject": row.subject, "silence": author == SYSTEM, "site_id": row.site_id}
    outbox.send(work, Letter("closing", row.reply_to, row.locale, values, row.id, row.last_seq))


def _status_event(before: Status, after: Status) -> str:
    if after.is_closed and not before.is_closed:
        return "closed" if after is Status.CLOSED else "solved"
    return "reopened" if before.is_closed and not after.is_closed else "status"


def own(work: Work, contact: Contact, ticket_id: int) -> TicketRow:
    """Return the row of a customer's own ticket for changing, or of the one in which it goes on.

    Raises NotFound for anybody else's.
    """
    row = locked(work, ticket_id)
    while row.merged_into is not None:
        row = locked(work, row.merged_into)
    if row.contact_id != contact.id:
        raise NotFound("ticket")
    return row


def _message(work: Work, ticket_id: int, seq: int) -> Message:
    found = timelines.entry(work, ticket_id, seq)
    if found is None:
        raise NotFound("message")
    return found
