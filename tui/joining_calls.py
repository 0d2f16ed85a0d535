"""What the terminal asks of the house about joined tickets, spam, custom fields, and who else is there."""

from __future__ import annotations

from collections.abc import Sequence

from helpcenter.domain.conversations import Onlooker
from helpcenter.domain.joining import Merge
from helpcenter.domain.ticket_fields import TicketField
from helpcenter.domain.tickets import Status, Ticket
from helpcenter.domain.triage import Changed
from helpcenter.services import merging, onlookers, spam, ticket_fields, ticket_links, tickets, triage
from tui.calls import Calls
from tui.workplace import Undo


class JoiningCalls(Calls):
    """A specialist's verbs on several tickets as one matter. Verbs that can be taken back return how."""

    def merge(self, target_id: int, source_ids: Sequence[int]) -> tuple[list[Ticket], Undo]:
        """Merge tickets into another one. Returns all of them, the target first."""
        done = self._do(merging.merge, self.me, target_id, source_ids)
        ids = [target_id, *(each.ticket_id for each in done.sources)]
        return [self._see(tickets.get, each) for each in ids], lambda: self._unmerge(done)

    def split(self, ticket_id: int, seq: int) -> tuple[Ticket, Undo]:
        """Open a new ticket with what was said in an entry. Returns the new ticket."""
        made = self._do(merging.split, self.me, ticket_id, seq)
        return made, lambda: Changed(tuple(self._do(merging.unsplit, self.me, ticket_id, made)), ())

    def link(self, one: int, other: int) -> tuple[Ticket, Undo]:
        """Link two tickets. Returns the first."""
        made = self._do(ticket_links.link, self.me, one, other)

        def unlink() -> Changed:
            if made:
                self._do(ticket_links.unlink, self.me, one, other)
            return Changed((self._see(tickets.get, one),), ())

        return self._see(tickets.get, one), unlink

    def spam(self, ids: Sequence[int], block: bool) -> tuple[list[Ticket], Undo]:
        """Mark tickets as spam, and perhaps block their addresses."""
        before = [self._see(tickets.get, each) for each in ids]
        marked = [self._do(spam.mark, self.me, each, block=block) for each in ids]
        return marked, lambda: Changed(tuple(self._unspam(each.id, each.status) for each in before), ())

    def transfer(self, ticket_id: int, to_id: int, note: str) -> Changed:
        """Give a ticket to a colleague, with a note for them."""
        return self._do(triage.transfer, self.me, ticket_id, to_id, note)

    def fields(self) -> tuple[TicketField, ...]:
        """Return the custom fields that tickets have here."""
        return self._see(ticket_fields.known)

    def put_field(self, before: Ticket, name: str, value: str) -> tuple[Ticket, Undo]:
        """Give a ticket a value in a field; "" takes it away."""
        old = before.fields.get(name, "")
        changed = self._do(ticket_fields.put, self.me, before.id, name, value)
        return changed, lambda: Changed((self._do(ticket_fields.put, self.me, before.id, name, old),), ())

    def look(self, ticket_id: int, writing: bool) -> list[Onlooker]:
        """Say that the specialist has a ticket open. Returns who else has."""
        return self._do(onlookers.look, self.me, ticket_id, writing=writing)

    def others(self, ticket_id: int) -> list[Onlooker]:
        """Return who else has a ticket open."""
        return self._see(onlookers.others, self.me, ticket_id)

    def leave(self, ticket_id: int) -> None:
        """Say that the specialist left a ticket."""
        self._do(onlookers.leave, self.me, ticket_id)

    def _unmerge(self, done: Merge) -> Changed:
        return Changed(tuple(self._do(merging.undo, self.me, done)), ())

    def _unspam(self, ticket_id: int, status: Status) -> Ticket:
        return self._do(spam.unmark, self.me, ticket_id, status)
