"""Links between tickets that belong together and stay two."""

from __future__ import annotations

from helpcenter.domain.faults import NotFound
from helpcenter.domain.joining import NotJoined, Why
from helpcenter.domain.people import Specialist
from helpcenter.domain.tickets import Ticket
from helpcenter.services import tickets, turns
from helpcenter.store import ticket_links
from helpcenter.store import tickets as rows
from helpcenter.store.work import Work


def link(work: Work, specialist: Specialist, one: int, other: int) -> bool:
    """Link two tickets; each tells specialists of the other. Returns whether they were not linked yet.

    Raises NotFound, NotJoined for a ticket with itself.
    """
    return _tell(work, specialist, one, other, "linked", _pair(work, one, other) and ticket_links.add(work, one, other))


def unlink(work: Work, specialist: Specialist, one: int, other: int) -> bool:
    """Take a link away. Returns whether there was one. Raises NotFound, NotJoined."""
    gone = _pair(work, one, other) and ticket_links.remove(work, one, other)
    return _tell(work, specialist, one, other, "unlinked", gone)


def of_ticket(work: Work, ticket_id: int) -> tuple[Ticket, ...]:
    """Return the tickets that one is linked with, in order of their numbers."""
    ids = ticket_links.of_ticket(work, ticket_id)
    found = rows.several(work, ids) if ids else {}
    return tuple(found[each] for each in ids if each in found)


def _pair(work: Work, one: int, other: int) -> bool:
    if one == other:
        raise NotJoined(Why.SELF, one)
    for each in (one, other):
        if tickets.get(work, each) is None:
            raise NotFound("ticket")
    return True


def _tell(work: Work, specialist: Specialist, one: int, other: int, event: str, changed: bool) -> bool:
    for here, there in ((one, other), (other, one)) if changed else ():
        row = turns.locked(work, here)
        turns.event(work, row, specialist.author, event, ticket=there)
        turns.tell(work, row, f"ticket.{event}", other=there)
    return changed
