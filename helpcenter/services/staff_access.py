"""Staff access (S8): a customer's account lets specialists in or not, and sees each time that one went in."""

from __future__ import annotations

from helpcenter.domain.faults import Fault, Forbidden, Invalid, NotFound
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.staff_access import MAX_REASON, AccessEntry, AccessKind
from helpcenter.domain.text import is_blank, one_line
from helpcenter.domain.tickets import Ticket
from helpcenter.services import tickets
from helpcenter.store import journal, people, staff_access
from helpcenter.store.work import Work

LOG_LENGTH = 100
"""Entries of the log that its page shows."""


def allow(work: Work, contact: Contact, allowed: bool) -> None:
    """Turn the switch of a contact's account; turning it to where it stands writes nothing.

    Raises NotFound for a contact without account.
    """
    account = contact.account
    if account is None:
        raise NotFound("account")
    if account.staff_access == allowed:
        return
    people.set_staff_access(work, account.id, allowed)
    kind = AccessKind.ALLOWED if allowed else AccessKind.WITHDRAWN
    staff_access.append(work, account.id, kind, contact.author)
    journal.append(work, "account.staff_access", contact_id=contact.id, account_id=account.id, allowed=allowed)


def use(work: Work, specialist: Specialist, ticket_id: int, reason: str) -> Ticket:
    """Write down that a specialist goes into the account of a ticket's contact, and why; the customer reads both.

    Raises Forbidden when the account does not let them in or there is none, Invalid on `reason`, NotFound.
    """
    reason = one_line(reason)
    if is_blank(reason) or len(reason) > MAX_REASON:
        raise Invalid({"reason": Fault.MISSING if is_blank(reason) else Fault.TOO_LONG})
    account = tickets.get(work, ticket_id).contact.account
    if account is None or not account.staff_access:
        raise Forbidden("staff access")
    staff_access.append(work, account.id, AccessKind.USED, specialist.author, ticket_id, reason)
    return tickets.note_event(work, specialist.author, ticket_id, "staff_access", reason=reason)


def log(work: Work, contact: Contact) -> list[AccessEntry]:
    """Return the newest entries of the log of a contact's account, newest first; none without an account."""
    return staff_access.newest(work, contact.account.id, contact.id, LOG_LENGTH) if contact.account else []
