"""What the terminal asks of the house: services through the desk, one piece of work each.

Every call may block and is made in a thread. This module imports the services, and with them the libraries of the
store: it is itself imported in a thread, after the first picture stands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.conversations import Conversation
from helpcenter.domain.faults import NotFound
from helpcenter.domain.journal import Cursor, Event
from helpcenter.domain.people import Specialist
from helpcenter.domain.tickets import Status, Ticket
from helpcenter.domain.views import BUILT_IN, View
from helpcenter.factory import create_desk
from helpcenter.live import JournalWatch
from helpcenter.services import conversations, journal, people, tickets, views
from helpcenter.services.idempotency import Once
from tui.faults import UnknownSpecialistError


class Backstage:
    """One specialist's calls on the services. Each raises what its service raises, and Unavailable."""

    def __init__(self, desk: Desk, me: Specialist) -> None:
        self.desk = desk
        self.me = me

    def close(self) -> None:
        """Let the store go. Nothing may be asked afterwards."""
        self.desk.close()

    def page(self, view: View, before: tuple[datetime, int] | None = None, limit: int = 100) -> list[Ticket]:
        """Return a page of a view, last changed first."""
        return self.desk.see(views.page, view, self.me.id, before=before, limit=limit)

    def counts(self) -> dict[str, int]:
        """Return how many tickets each built-in view holds, up to the bound that the service sets."""
        return self.desk.see(views.counts, BUILT_IN, self.me.id)

    def tickets(self, ids: Sequence[int]) -> list[Ticket]:
        """Return the tickets with these ids that exist."""
        return self.desk.see(conversations.several, ids)

    def conversation(self, ticket_id: int) -> Conversation:
        """Return a ticket with everything in it."""
        return self.desk.see(conversations.read, ticket_id)

    def say(
        self, ticket_id: int, body: str, *, note: bool, status: Status | None, expected_version: int, key: str
    ) -> Conversation:
        """Send a reply or keep a note, and set the status with it. The same `key` again does nothing twice."""
        form = Once(f"specialist:{self.me.id}", key)
        return self.desk.do(
            conversations.say,
            self.me,
            ticket_id,
            body,
            note=note,
            status=status,
            expected_version=expected_version,
            form=form,
        )

    def assign(self, ticket_id: int, assignee_id: int | None) -> Ticket:
        """Give a ticket to somebody, or to nobody."""
        return self.desk.do(tickets.assign, self.me, ticket_id, assignee_id)

    def set_status(self, ticket_id: int, status: Status) -> Ticket:
        """Change a ticket's status."""
        return self.desk.do(tickets.set_status, self.me.author, ticket_id, status)

    def specialists(self) -> list[Specialist]:
        """Return everybody who answers, by name."""
        return self.desk.see(people.specialists)

    def end_of_journal(self) -> Cursor:
        """Return the place from which a reader misses nothing that happens from now on."""
        return self.desk.see(journal.end)

    def since(self, cursor: Cursor) -> Sequence[Event]:
        """Return what happened after `cursor`, oldest first, a bounded number at once."""
        return self.desk.see(journal.since, cursor)

    def watch(self) -> JournalWatch:
        """Return a new watch on the journal; the caller closes it."""
        return JournalWatch(self.desk)


def open_backstage(settings: Settings, email: str, say: Callable[[str], None] = lambda _: None) -> Backstage:
    """Open the store as a specialist. Raises UnknownSpecialistError, Unavailable, and what create_desk raises."""
    desk = create_desk(settings, say)
    try:
        return Backstage(desk, desk.see(people.specialist, email))
    except NotFound:
        raise UnknownSpecialistError(email, desk.see(people.specialists)) from None
