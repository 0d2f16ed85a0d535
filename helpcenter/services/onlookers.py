"""Who else is in a ticket: told every few seconds while it is open, forgotten soon after."""

from __future__ import annotations

from datetime import timedelta

from helpcenter.domain.conversations import Onlooker
from helpcenter.domain.people import Specialist
from helpcenter.services import turns
from helpcenter.store import journal, onlookers
from helpcenter.store.work import Work

LIFE = timedelta(seconds=15)
"""How long somebody counts as being there without saying so again."""


def look(work: Work, specialist: Specialist, ticket_id: int, *, writing: bool) -> list[Onlooker]:
    """Say that a specialist has a ticket open, and whether they write. Returns who else is there. Raises NotFound."""
    turns.locked(work, ticket_id)
    before = {each.specialist_id: each.writing for each in onlookers.of_ticket(work, ticket_id)}
    onlookers.put(work, ticket_id, specialist.id, writing=writing, until=work.now + LIFE)
    if before.get(specialist.id) is not writing:
        journal.wake(work)
    return others(work, specialist, ticket_id)


def others(work: Work, specialist: Specialist, ticket_id: int) -> list[Onlooker]:
    """Return who else has a ticket open now, by name."""
    return [each for each in onlookers.of_ticket(work, ticket_id) if each.specialist_id != specialist.id]


def leave(work: Work, specialist: Specialist, ticket_id: int) -> None:
    """Say that a specialist left a ticket."""
    onlookers.remove(work, ticket_id, specialist.id)
    journal.wake(work)
