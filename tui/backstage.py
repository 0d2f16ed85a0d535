"""What the terminal asks of the house: services through the desk, one piece of work each.

Every call may block and is made in a thread. This module imports the services, and with them the libraries of the
store: it is itself imported in a thread, after the first picture stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from helpcenter.domain.callbacks import Attempt, Callback
from helpcenter.domain.conversations import Conversation
from helpcenter.domain.journal import Cursor, Event
from helpcenter.domain.people import Specialist
from helpcenter.domain.ticket_search import TicketHit
from helpcenter.domain.tickets import Status, Ticket
from helpcenter.domain.triage import Change, Changed, Step
from helpcenter.domain.views import OwnView, View
from helpcenter.live import JournalWatch
from helpcenter.services import (
    callbacks,
    calling,
    conversations,
    journal,
    people,
    snoozes,
    staff_access,
    ticket_search,
    triage,
    views,
)
from helpcenter.services.attachments import Parcel
from helpcenter.services.idempotency import Once
from tui.admin_calls import AdminCalls
from tui.chat_calls import ChatCalls
from tui.community_calls import CommunityCalls
from tui.joining_calls import JoiningCalls
from tui.knowledge_calls import KnowledgeCalls
from tui.mail_calls import MailCalls
from tui.writing_calls import WritingCalls

AT_ONCE = 50
"""Tickets that one transaction changes."""

PLANS = ["free", "starter", "professional", "enterprise"]
"""Those of the shipped policy, offered for completion; any other may be typed."""


class Backstage(AdminCalls, ChatCalls, CommunityCalls, JoiningCalls, KnowledgeCalls, MailCalls, WritingCalls):
    """One specialist's calls on the services. Each raises what its service raises, and Unavailable."""

    def page(self, view: View, before: tuple[datetime, int] | None = None, limit: int = 100) -> list[Ticket]:
        """Return a page of a view, last changed first."""
        return self._see(views.page, view, self.me.id, before=before, limit=limit)

    def counts(self, wanted: Sequence[View]) -> dict[str, int]:
        """Return how many tickets each view holds, up to the bound that the service sets."""
        return self._see(views.counts, wanted, self.me.id)

    def own_views(self) -> list[OwnView]:
        """Return the views that were saved by the specialist, or by others for everybody."""
        return self._see(views.own, self.me)

    def keep_view(self, name: str, text: str, shared: bool) -> list[OwnView]:
        """Save a filter as a view. Returns all there are."""
        self._do(views.keep, self.me, name, text, shared=shared)
        return self.own_views()

    def drop_view(self, view_id: int) -> list[OwnView]:
        """Remove a view. Returns all there are."""
        self._do(views.drop, self.me, view_id)
        return self.own_views()

    def tickets(self, ids: Sequence[int]) -> list[Ticket]:
        """Return the tickets with these ids that exist."""
        return self._see(conversations.several, ids)

    def search(self, text: str, by_date: bool, limit: int) -> list[TicketHit]:
        """Return the tickets that fit some words, the most relevant or the last changed first."""
        return self._see(ticket_search.find, text, "date" if by_date else "relevance", limit)

    def conversation(self, ticket_id: int, before: int | None = None) -> Conversation:
        """Return a ticket with the newest page of its timeline, or with the page before an entry."""
        return self._see(conversations.read, ticket_id, before=before)

    def say(
        self,
        ticket_id: int,
        body: str,
        *,
        note: bool,
        status: Status | None,
        expected_version: int,
        key: str,
        change: Change | None = None,
        files: tuple[int, ...] = (),
    ) -> Conversation:
        """Send a reply or keep a note with its files, the status, and what else a macro changes.

        The same `key` again does nothing twice.
        """
        form = Once(f"specialist:{self.me.id}", key)
        return self._do(
            conversations.say,
            self.me,
            ticket_id,
            body,
            note=note,
            status=status,
            expected_version=expected_version,
            form=form,
            change=change,
            files=Parcel(self._scope, files) if files else None,
        )

    def change(self, ids: Sequence[int], wanted: Change) -> Changed:
        """Do one thing to tickets, some at a time, so that others get their turn meanwhile."""
        parts = [ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE)]
        return _joined([self._do(triage.change, self.me, part, wanted) for part in parts])

    def undo(self, steps: Sequence[Step]) -> Changed:
        """Take steps back."""
        parts = [steps[at : at + AT_ONCE] for at in range(0, len(steps), AT_ONCE)]
        return _joined([self._do(triage.undo, self.me, part) for part in parts])

    def snooze_all(self, ids: Sequence[int], until: datetime | None) -> list[Ticket]:
        """Put tickets aside until a moment, or with None bring them back."""
        return [self.snooze(ticket_id, until) for ticket_id in ids]

    def known(self) -> dict[str, list[str]]:
        """Return what filters may ask for here, by name."""
        tags, everybody = self._see(views.known_tags), self._see(people.specialists)
        names = ["me", "none", *(each.name for each in everybody)]
        fields = {f"field.{each.name}": list(each.choices) for each in self.desk.settings.ticket_fields}
        return {"tag": tags, "assignee": names, "lang": list(self.desk.settings.locales), "plan": PLANS, **fields}

    def snooze(self, ticket_id: int, until: datetime | None) -> Ticket:
        """Put a ticket aside until a moment, or with None bring it back."""
        if until is None:
            return self._do(snoozes.wake, self.me, ticket_id)
        return self._do(snoozes.snooze, self.me, ticket_id, until)

    def callbacks(self) -> list[Callback]:
        """Return the callbacks that are not over, what is due first first."""
        return self._see(callbacks.queue)

    def claim_callback(self, ticket_id: int) -> Callback:
        """Take a callback."""
        return self._do(calling.claim, self.me, ticket_id)

    def release_callback(self, ticket_id: int) -> Callback:
        """Give a callback back."""
        return self._do(calling.release, self.me, ticket_id)

    def log_call(self, ticket_id: int, outcome: Attempt, note: str) -> Callback:
        """Log how a call went, with a note for the team."""
        return self._do(calling.attempt, self.me, ticket_id, outcome, note)

    def end_callback(self, ticket_id: int, summary: str) -> Callback:
        """End a callback after the talk; the customer reads the summary."""
        return self._do(calling.done, self.me, ticket_id, summary)

    def hand_over_callback(self, ticket_id: int) -> Callback:
        """Go on by e-mail."""
        return self._do(calling.hand_over, self.me, ticket_id)

    def use_staff_access(self, ticket_id: int, reason: str) -> Ticket:
        """Write down that I go into the account of a ticket's contact, and why."""
        return self._do(staff_access.use, self.me, ticket_id, reason)

    def policy_fault(self) -> str | None:
        """Return what is wrong with the policy's file, or None."""
        return self.desk.policy_fault()

    def specialists(self) -> list[Specialist]:
        """Return everybody who answers, by name."""
        return self._see(people.specialists)

    def end_of_journal(self) -> Cursor:
        """Return the place from which a reader misses nothing that happens from now on."""
        return self._see(journal.end)

    def since(self, cursor: Cursor) -> Sequence[Event]:
        """Return what happened after `cursor`, oldest first, a bounded number at once."""
        return self._see(journal.since, cursor)

    def watch(self) -> JournalWatch:
        """Return a new watch on the journal; the caller closes it."""
        return JournalWatch(self.desk)


def _joined(parts: Sequence[Changed]) -> Changed:
    return Changed(
        tuple(ticket for part in parts for ticket in part.tickets),
        tuple(step for part in parts for step in part.steps),
        tuple(ticket_id for part in parts for ticket_id in part.refused),
    )
