"""Triage: status, priority, assignee and tags of many tickets at once, and taking that back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from helpcenter.domain.faults import NotFound
from helpcenter.domain.people import Specialist
from helpcenter.domain.tickets import Priority, Status
from helpcenter.domain.triage import Change, Changed, State, Step
from helpcenter.services import tickets, turns
from helpcenter.store import ticket_tags
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work


def change(work: Work, specialist: Specialist, ids: Sequence[int], wanted: Change) -> Changed:
    """Do one thing to many tickets. Those that are gone are named in `refused`, the others are changed all the same.

    Raises Invalid for tags that cannot be taken (nothing is written then), NotFound for an unknown assignee.
    """
    wanted = wanted.checked()
    steps, refused = [], []
    for ticket_id in dict.fromkeys(ids):
        try:
            row = turns.locked(work, ticket_id)
        except NotFound:
            refused.append(ticket_id)
            continue
        before = _state(row)
        steps.append(Step(ticket_id, before, before.after(wanted)))
    for step in steps:
        _become(work, specialist, step.ticket_id, step.before, step.after)
    return _changed(work, steps, refused)


def transfer(work: Work, specialist: Specialist, ticket_id: int, to_id: int, note: str) -> Changed:
    """Give a ticket to a colleague with a note for them ("" for none). Raises NotFound, Invalid."""
    if note.strip():
        tickets.reply(work, specialist, ticket_id, note, note=True)
    return change(work, specialist, [ticket_id], Change(assignee_id=to_id))


def undo(work: Work, specialist: Specialist, steps: Sequence[Step]) -> Changed:
    """Take steps back. Where a ticket is no longer as its step left it, nothing is done: it is in `refused`."""
    taken, refused = [], []
    for step in steps:
        try:
            present = _state(turns.locked(work, step.ticket_id))
        except NotFound:
            present = None
        if present == step.after:
            _become(work, specialist, step.ticket_id, present, step.before)
            taken.append(Step(step.ticket_id, step.after, step.before))
        else:
            refused.append(step.ticket_id)
    return _changed(work, taken, refused)


def _state(row: TicketRow) -> State:
    return State(Status(row.status), Priority(row.priority), row.assignee_id, tuple(row.tags))


def _become(work: Work, specialist: Specialist, ticket_id: int, before: State, after: State) -> None:
    if after.assignee_id != before.assignee_id:
        tickets.assign(work, specialist, ticket_id, after.assignee_id)
    if after.priority is not before.priority:
        _prioritise(work, specialist, ticket_id, after.priority)
    if after.tags != before.tags:
        _tag(work, specialist, ticket_id, after.tags)
    if after.status is not before.status:
        tickets.set_status(work, specialist.author, ticket_id, after.status)


def _prioritise(work: Work, specialist: Specialist, ticket_id: int, priority: Priority) -> None:
    row = turns.locked(work, ticket_id)
    before, row.priority = row.priority, priority.value
    turns.event(work, row, specialist.author, "prioritised", before=before, after=priority.value)
    turns.tell(work, row, "ticket.prioritised", priority=priority.value)


def _tag(work: Work, specialist: Specialist, ticket_id: int, tags: tuple[str, ...]) -> None:
    row = turns.locked(work, ticket_id)
    added = [tag for tag in tags if tag not in row.tags]
    removed = [tag for tag in row.tags if tag not in tags]
    ticket_tags.put(work, row, tags)
    for event, changed in (("tagged", added), ("untagged", removed)):
        if changed:
            turns.event(work, row, specialist.author, event, tags=", ".join(changed))
    turns.tell(work, row, "ticket.tagged", tags=list(tags))


def _changed(work: Work, steps: Iterable[Step], refused: Iterable[int]) -> Changed:
    taken = tuple(step for step in steps if step.before != step.after)
    return Changed(tuple(tickets.get(work, step.ticket_id) for step in steps), taken, tuple(refused))
