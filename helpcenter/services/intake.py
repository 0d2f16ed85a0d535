"""What customers open and answer becomes part of a ticket, by whatever way it came. The doors decide who may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from helpcenter.domain.attachments import Attachment
from helpcenter.domain.clocks import ClockKind
from helpcenter.domain.deliveries import Letter
from helpcenter.domain.people import SYSTEM, Author, Contact, Specialist
from helpcenter.domain.tickets import Message, MessageKind, Receipt, Status, Submission, status_after_customer
from helpcenter.services import attachments, clocks, follow_ups, outbox, questions
from helpcenter.services.turns import event, tell, turn, wake
from helpcenter.store import people, tickets
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work


def opened(
    work: Work,
    contact: Contact,
    submission: Submission,
    files: Sequence[Attachment] = (),
    mail: Mapping[str, Any] | None = None,
    *,
    call_by: datetime | None = None,
) -> TicketRow:
    """Open a ticket with its first message, whatever the policy says; `submission` is fit to store.

    `mail` is what a mail says of itself, kept with the message; None for a form. With `call_by` (UTC) the clock that
    runs is that of a call until then, not that of a reply.
    """
    row = tickets.add(work, submission, contact.id, None)
    clocks.start(work, row, ClockKind.CALLBACK if call_by else None, call_by)
    message = tickets.append(work, row, MessageKind.REPLY, contact.author, submission.body, mail)
    attachments.send(work, files, message)
    if mail is None:
        questions.contacted(work, contact, row.id, submission.asked)
    follow_ups.link(work, contact, row, submission.follows)
    assignee = _success_manager(work, contact, submission)
    if assignee:
        row.assignee_id = assignee.id
        event(work, row, SYSTEM, "assigned", to=assignee.name)
    tell(work, row, "ticket.submitted", public=True, channel=row.channel, locale=row.locale)
    return row


def acknowledged(work: Work, row: TicketRow) -> dict[str, Any]:
    """Tell a customer that their ticket is here. Returns what a receipt says."""
    promised_at = row.due_at.isoformat() if row.due_at else None
    values = {"number": row.id, "subject": row.subject, "promised_at": promised_at, "site_id": row.site_id}
    outbox.send(work, Letter("acknowledgement", row.reply_to, row.locale, values, row.id, 1))
    return {"ticket_id": row.id, "promised_at": promised_at}


def receipt(told: Mapping[str, Any], repeated: bool) -> Receipt:
    """Return the receipt of what `acknowledged` told; `repeated` when the same form came before."""
    promised_at = told["promised_at"]
    return Receipt(told["ticket_id"], datetime.fromisoformat(promised_at) if promised_at else None, repeated)


def answered(
    work: Work,
    row: TicketRow,
    author: Author,
    body: str,
    files: Sequence[Attachment] = (),
    data: Mapping[str, Any] | None = None,
) -> Message:
    """Write a customer's word into a ticket: our turn again, and a closed ticket is open again."""
    reopened = Status(row.status).is_closed
    message = tickets.append(work, row, MessageKind.REPLY, author, body, data)
    attachments.send(work, files, message)
    turn(work, row, status_after_customer(Status(row.status)))
    row.seen_seq = row.last_public_seq
    wake(work, row)
    clocks.start(work, row)
    if reopened:
        event(work, row, author, "reopened")
    tell(work, row, "ticket.answered", public=True, seq=message.seq)
    return message


def _success_manager(work: Work, contact: Contact, submission: Submission) -> Specialist | None:
    """Subscription questions go to the person who looks after the account (S17)."""
    account = contact.account
    if submission.topic != "subscription" or account is None or account.success_manager_id is None:
        return None
    return people.specialist(work, account.success_manager_id)
