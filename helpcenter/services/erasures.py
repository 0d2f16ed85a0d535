"""Taking away for good what we hold of a person. What only counts stays: how many tickets, when, how rated."""

from __future__ import annotations

from dataclasses import dataclass

from helpcenter.domain.audit import Deed
from helpcenter.domain.faults import NotFound
from helpcenter.domain.text import normal_address
from helpcenter.domain.tickets import Status
from helpcenter.services import audit, community, lessons, people, questions, sessions, turns, votes
from helpcenter.store import erasing, journal
from helpcenter.store.work import Work


@dataclass(frozen=True)
class Erased:
    """How much was taken away. `hashes` name bytes that nothing may need any more: `attachments.sweep_these` tells."""

    contacts: int = 0
    tickets: int = 0
    messages: int = 0
    questions: int = 0
    files: int = 0
    mails: int = 0
    other: int = 0
    hashes: tuple[str, ...] = ()


def erase(work: Work, email: str) -> Erased:
    """Take away everything that we hold of the person with this address, on every site, and write down that we did.

    Contact rows stay without name and address, tickets as shells without texts; open ones are closed, and nobody is
    told. What the person wrote into other people's tickets loses its words; in the community it stays, without a name.
    Raises NotFound when there is nothing.
    """
    try:
        address = normal_address(email)
    except ValueError as fault:
        raise NotFound("person") from fault
    parts = [_erase_contact(work, contact_id, address) for contact_id in erasing.contacts_of(work, address)]
    mails = erasing.take_mails(work, [], address)
    other = erasing.forget_address(work, address)
    whole = Erased(
        contacts=len(parts),
        tickets=sum(part.tickets for part in parts),
        messages=sum(part.messages for part in parts),
        questions=sum(part.questions for part in parts),
        files=sum(part.files for part in parts),
        mails=sum(part.mails for part in parts) + len(mails),
        other=other,
        hashes=(*(each for part in parts for each in part.hashes), *mails),
    )
    if whole == Erased():
        raise NotFound("person")
    audit.note(work, None, Deed.PERSON_ERASED, "", contacts=whole.contacts, tickets=whole.tickets)
    return whole


def _erase_contact(work: Work, contact_id: int, address: str) -> Erased:
    contact = people.get(work, contact_id)
    tickets, opened = erasing.tickets_of(work, contact_id), erasing.sessions_of(work, contact_id)
    scopes = [f"session:{each}" for each in opened]
    asked = questions.forget(work, contact, opened, tickets)
    lessons.forget(work, contact_id)
    votes.forget(work, contact, opened)
    community.forget(work, contact)
    messages = sum(_empty(work, each) for each in tickets)
    files, mails = erasing.take_files(work, tickets, scopes), erasing.take_mails(work, tickets, address)
    erasing.forget_sessions(work, opened, [*scopes, *(f"chat:{each}" for each in tickets)])
    for each in opened:
        sessions.tell_ended(work, contact_id, each)
    erasing.forget_author(work, contact_id)
    erasing.blank_contact(work, contact_id, address)
    journal.append(work, "contact.erased", contact_id=contact_id, tickets=len(tickets))
    return Erased(1, len(tickets), messages, asked, len(files), len(mails), 0, (*files, *mails))


def _empty(work: Work, ticket_id: int) -> int:
    row = turns.locked(work, ticket_id)
    if not Status(row.status).is_closed:
        turns.turn(work, row, Status.CLOSED)
    count = erasing.empty_ticket(work, row)
    journal.append(work, "ticket.erased", ticket_id=ticket_id, contact_id=row.contact_id)
    return count
