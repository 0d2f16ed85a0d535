"""Custom fields of a ticket: set one by one, told in its timeline."""

from __future__ import annotations

from helpcenter.domain.faults import NotFound
from helpcenter.domain.people import Specialist
from helpcenter.domain.ticket_fields import TicketField
from helpcenter.domain.tickets import Ticket
from helpcenter.services import tickets, turns
from helpcenter.store import ticket_fields
from helpcenter.store.work import Work


def known(work: Work) -> tuple[TicketField, ...]:
    """Return the fields that tickets have here."""
    return work.settings.ticket_fields


def put(work: Work, specialist: Specialist, ticket_id: int, name: str, value: str) -> Ticket:
    """Give a ticket a value in a field; "" takes it away. Raises NotFound, Invalid."""
    field = next((each for each in known(work) if each.name == name), None)
    if field is None:
        raise NotFound("field")
    value = field.checked(value)
    row = turns.locked(work, ticket_id)
    if row.fields.get(name, "") != value:
        kept = {key: old for key, old in row.fields.items() if key != name}
        ticket_fields.put(work, row, kept | ({name: value} if value else {}))
        turns.event(work, row, specialist.author, "field", field=field.label, value=value)
        turns.tell(work, row, "ticket.field", name=name, value=value)
    return tickets.get(work, ticket_id)
