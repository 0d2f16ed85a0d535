"""What we hold of a person, given out whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from helpcenter.domain.faults import NotFound
from helpcenter.domain.inbox import Box, Order, Place
from helpcenter.domain.people import AuthorKind, Contact
from helpcenter.domain.text import normal_address
from helpcenter.domain.tickets import Message, Ticket
from helpcenter.services import attachments, community, inbox, people, questions, staff_access, votes
from helpcenter.store import callbacks, surveys
from helpcenter.store import inbox as inbox_rows
from helpcenter.store.erasing import contacts_of
from helpcenter.store.work import Work

_PAGE = 200


def export(work: Work, contact: Contact) -> dict[str, Any]:
    """Return everything that a person may see of themselves, JSON-able: times are ISO 8601 in UTC.

    `contact`, `account`, `tickets` (each with `messages`, `attachments`, `survey`, `callback`), `questions`,
    `votes`, `staff_access`, `community`. Files are listed by name, kind, size and SHA-256; notes of the
    team are not the person's data and stay out.
    """
    account = contact.account
    return {
        "exported_at": _plain(work.now),
        "contact": {
            "email": contact.email,
            "name": contact.name,
            "language": contact.locale,
            "seat": contact.seat,
            "address_proven_at": _plain(contact.proven_at),
            "mail_on_reply": contact.mail_on_reply,
        },
        "account": {
            "name": account.name,
            "plan": account.plan,
            "created_on": _plain(account.created_on),
            "staff_access": account.staff_access,
        }
        if account
        else None,
        "tickets": [_ticket(work, contact, each) for each in _tickets(work, contact)],
        "questions": [
            {"at": _plain(each.asked_at), "text": each.text, "page": each.page, "opened": list(each.opened)}
            for each in questions.of_contact(work, contact)
        ],
        "votes": [
            {"at": _plain(each.voted_at), "article": each.slug, "language": each.locale, "helpful": each.helpful}
            | {"reason": each.reason, "comment": each.comment}
            for each in votes.of_contact(work, contact)
        ],
        "staff_access": [
            {
                "at": _plain(entry.at),
                "what": entry.kind.value,
                "by": entry.author.name,
                "ticket": entry.ticket_id,
                "reason": entry.reason,
            }
            for entry in staff_access.log(work, contact)
        ],
        "community": community.export(work, contact),
    }


def of_address(work: Work, email: str) -> list[dict[str, Any]]:
    """Return the exports of all contacts with this address, one a site. Raises NotFound when there is none."""
    try:
        ids = contacts_of(work, normal_address(email))
    except ValueError:
        ids = []
    if not ids:
        raise NotFound("person")
    return [export(work, people.get(work, each)) for each in ids]


def _tickets(work: Work, contact: Contact) -> Iterator[Ticket]:
    place: Place | None = None
    while page := inbox_rows.page(work, contact.id, Box.ALL, Order.NEWEST, (), place, _PAGE):
        yield from (ticket for ticket, _ in page)
        last = page[-1][0]
        place = Place(last.created_at, last.id)


def _ticket(work: Work, contact: Contact, ticket: Ticket) -> dict[str, Any]:
    messages = inbox.whole_timeline(work, contact, ticket.id)
    rated, called = surveys.get(work, ticket.id), callbacks.get(work, ticket.id)
    seen = {message.seq for message in messages}
    return {
        "number": ticket.id,
        "subject": ticket.subject,
        "channel": ticket.channel,
        "status": "closed" if ticket.status.is_closed else "open",
        "language": ticket.locale,
        "topic": ticket.topic,
        "answers_go_to": ticket.reply_to,
        "question": ticket.question,
        "evidence": dict(ticket.evidence),
        "favourite": ticket.favourite,
        "created_at": _plain(ticket.created_at),
        "closed_at": _plain(ticket.closed_at),
        "survey": {"rating": rated.rating, "comment": rated.comment, "at": _plain(rated.rated_at)} if rated else None,
        "callback": {"phone": called.phone, "state": called.state.value} if called else None,
        "messages": [_message(message) for message in messages],
        "attachments": [
            {"name": file.name, "type": file.media_type, "bytes": file.size, "sha256": file.sha256}
            for file in attachments.of_ticket(work, ticket.id)
            if file.message_seq in seen
        ],
    }


def _message(message: Message) -> dict[str, Any]:
    return {
        "at": _plain(message.at),
        "kind": message.kind.value,
        "by": message.author.name,
        "by_you": message.author.kind is AuthorKind.CONTACT,
        "text": message.body,
        "event": message.data.get("event"),
    }


def _plain(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None
