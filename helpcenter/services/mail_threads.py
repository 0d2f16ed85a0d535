"""Which ticket a mail answers, and what its sender may do there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from helpcenter.domain.mail.values import ParsedMail
from helpcenter.domain.mail_threads import named_mails, proven_tickets
from helpcenter.store import mailroom, people, tickets, timelines
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work


class Standing(Enum):
    """Who the sender of a mail is to the ticket that the mail answers."""

    CUSTOMER = auto()
    COPIED = auto()
    STRANGER = auto()


@dataclass(frozen=True)
class Thread:
    """The ticket that a mail answers, locked for changing, and the sender's standing there."""

    row: TicketRow
    standing: Standing


def thread_of(work: Work, mail: ParsedMail, sender: str, site_id: int) -> Thread | None:
    """Return where a mail belongs, None for nowhere: then it opens a ticket, since we do not guess.

    Our seals come first (Message-ID, plus-address, subject token), then mails of the ledger that it answers. Knowing a
    seal is not enough: only the ticket's own customer speaks there. A ticket of another site does not count.
    """
    for ticket_id in (*proven_tickets(mail, work.settings.secret_key), *_answered(work, mail)):
        row = resolved(work, ticket_id)
        if row is not None and row.site_id == site_id:
            return Thread(row, _standing(work, row, sender))
    return None


def resolved(work: Work, ticket_id: int) -> TicketRow | None:
    """Return a ticket's row for changing; that of the ticket it was merged into, when it was."""
    seen: set[int] = set()
    row = tickets.locked(work, ticket_id)
    while row is not None and (into := row.merged_into) and row.id not in seen:
        seen.add(row.id)
        row = tickets.locked(work, into)
    return row


def _answered(work: Work, mail: ParsedMail) -> list[int]:
    named = [each[:255] for each in named_mails(mail)[:50]]
    found = mailroom.tickets_of(work, named)
    return [found[each] for each in named if each in found]


def _standing(work: Work, row: TicketRow, sender: str) -> Standing:
    contact = people.contact(work, row.contact_id)
    own = {row.reply_to, contact.email if contact else ""} | mailroom.senders_of(work, row.id)
    if sender in own:
        return Standing.CUSTOMER
    return Standing.COPIED if sender in _copied(work, row.id) else Standing.STRANGER


def _copied(work: Work, ticket_id: int) -> set[str]:
    """Who stood in Cc of the customer's own mails."""
    entries = timelines.entries(work, ticket_id)
    mails = (entry.data.get("mail") for entry in entries if entry.customer_sees)
    return {address for mail in mails if isinstance(mail, dict) for address in mail.get("cc", ())}
