"""Follow-ups: a new ticket that goes on where a closed one ended, each telling of the other."""

from __future__ import annotations

from helpcenter.domain.people import Contact
from helpcenter.domain.tickets import MessageKind
from helpcenter.store import journal, tickets
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work


def link(work: Work, contact: Contact, later: TicketRow, earlier_id: int | None) -> None:
    """Let both timelines tell of each other. A ticket that is not this customer's own is left alone, silently:

    what they wrote counts, and nobody learns which numbers exist.
    """
    earlier = tickets.locked(work, earlier_id) if earlier_id is not None and 0 < earlier_id < 2**62 else None
    if earlier is None or earlier.contact_id != contact.id or earlier.id == later.id:
        return
    event = MessageKind.EVENT
    tickets.append(work, later, event, contact.author, data={"event": "follows", "ticket": earlier.id})
    tickets.append(work, earlier, event, contact.author, data={"event": "continued", "ticket": later.id})
    journal.append(work, "ticket.continued", ticket_id=earlier.id, contact_id=contact.id, public=True, later=later.id)
