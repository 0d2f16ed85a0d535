"""Merging: what was said in one ticket goes on in another of the same person; splitting: the other way round.

A merge copies entries and leaves the merged ticket as it was, closed and pointing to the other: so it can be taken
back, and whatever still arrives for the merged one goes where it leads.
"""

from __future__ import annotations

from collections.abc import Sequence

from helpcenter.domain.faults import Conflict, NotFound
from helpcenter.domain.joining import Merge, NotJoined, Source, Why
from helpcenter.domain.people import AuthorKind, Specialist
from helpcenter.domain.tickets import MAX_SUBJECT, Message, MessageKind, Status, Submission, Ticket
from helpcenter.services import clocks, tickets, turns
from helpcenter.store import attachments, callbacks, chat_views, people, timelines
from helpcenter.store import tickets as rows
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work

_OWN = frozenset({"client_id"})
"""What an entry says of itself that a copy may not say: a line is confirmed by it."""


def merge(work: Work, specialist: Specialist, target_id: int, source_ids: Sequence[int]) -> Merge:
    """Let tickets go on in another one: their entries are copied there, they are closed and lead to it.

    Nobody gets a letter. Where one of them was our turn, the target is. Raises NotFound; NotJoined for tickets of
    different people, merged ones, and those with a live chat or a callback.
    """
    ids = [each for each in dict.fromkeys(source_ids) if each != target_id]
    if not ids:
        raise NotJoined(Why.SELF, target_id)
    locked = {each: turns.locked(work, each) for each in sorted([target_id, *ids])}
    target = locked[target_id]
    for row in locked.values():
        _check(work, row, target)
    before = Status(target.status)
    sources = tuple(_take(work, specialist, target, locked[each]) for each in ids)
    if not _our_turn(before) and any(_our_turn(each.status) for each in sources):
        turns.turn(work, target, Status.OPEN)
        clocks.start(work, target)
    turns.tell(work, target, "ticket.merged_from", public=True, tickets=ids)
    return Merge(target_id, sources, before, Status(target.status))


def undo(work: Work, specialist: Specialist, done: Merge) -> list[Ticket]:
    """Take a merge back: the copies go, the merged tickets stand as they stood. Returns all of them.

    Raises NotFound, Conflict when one of them does not lead to the target any more.
    """
    sources = [(each, turns.locked(work, each.ticket_id)) for each in done.sources]
    target = turns.locked(work, done.target_id)
    if any(row.merged_into != target.id for _, row in sources):
        raise Conflict("the merge was changed meanwhile")
    for each, row in sources:
        for seq in each.copied:
            rows.remove_entry(work, target, seq)
            attachments.remove_of_message(work, target.id, seq)
        _part(work, specialist, row, target, each.status)
    if target.status == done.after.value and done.before is not done.after:
        turns.turn(work, target, done.before)
    turns.tell(work, target, "ticket.parted", public=True, tickets=[row.id for _, row in sources])
    return [tickets.get(work, each) for each in (target.id, *(row.id for _, row in sources))]


def split(work: Work, specialist: Specialist, ticket_id: int, seq: int) -> Ticket:
    """Open a new ticket of the same person with one thing they said, and let both tell of each other.

    The entry stays where it was said, too. Raises NotFound when the customer did not say it.
    """
    row = turns.locked(work, ticket_id)
    said = timelines.entry(work, ticket_id, seq)
    contact = people.contact(work, row.contact_id)
    if said is None or contact is None or not said.body or said.author.kind is not AuthorKind.CONTACT:
        raise NotFound("message")
    subject = next((line.strip() for line in said.body.splitlines() if line.strip()), row.subject)[:MAX_SUBJECT]
    submission = Submission(row.site_id, "email", row.reply_to, subject, said.body, row.locale, row.topic)
    made = rows.add(work, submission, row.contact_id, None)
    made.assignee_id = specialist.id
    clocks.start(work, made)
    _copy(work, made, row.id, said)
    turns.event(work, made, specialist.author, "split_from", ticket=row.id)
    turns.event(work, row, specialist.author, "split", ticket=made.id)
    turns.tell(work, made, "ticket.submitted", public=True, channel=made.channel, locale=made.locale)
    turns.tell(work, row, "ticket.split", public=True, made=made.id)
    return tickets.get(work, made.id)


def unsplit(work: Work, specialist: Specialist, ticket_id: int, made: Ticket) -> list[Ticket]:
    """Take a split back: the new ticket is closed and leads to the old one.

    Raises NotFound, Conflict when something was said in the new ticket since.
    """
    row = turns.locked(work, made.id)
    if row.last_seq != made.last_seq or row.merged_into is not None:
        raise Conflict("something was said meanwhile")
    target = turns.locked(work, ticket_id)
    _close(work, specialist, row, target)
    turns.tell(work, target, "ticket.merged_from", public=True, tickets=[row.id])
    return [tickets.get(work, target.id), tickets.get(work, row.id)]


def _check(work: Work, row: TicketRow, target: TicketRow) -> None:
    if row.merged_into is not None:
        raise NotJoined(Why.MERGED, row.id)
    if row.contact_id != target.contact_id or row.site_id != target.site_id:
        raise NotJoined(Why.OTHER_PERSON, row.id)
    if row is target:
        return
    chat, call = chat_views.get(work, row.id), callbacks.get(work, row.id)
    if (chat and chat.state.is_active) or (call and not call.state.is_over):
        raise NotJoined(Why.LIVE, row.id)


def _take(work: Work, specialist: Specialist, target: TicketRow, row: TicketRow) -> Source:
    before, seen = Status(row.status), target.seen_seq >= target.last_public_seq
    turns.event(work, target, specialist.author, "merged_from", ticket=row.id)
    copied = [_copy(work, target, row.id, each) for each in _entries(work, row.id)]
    if seen:
        target.seen_seq = target.last_public_seq
    _close(work, specialist, row, target)
    return Source(row.id, before, tuple(copied))


def _entries(work: Work, ticket_id: int) -> list[Message]:
    found: list[Message] = []
    last = 0
    while page := timelines.entries(work, ticket_id, after=last):
        found += [entry for entry in page if entry.kind is not MessageKind.EVENT]
        last = page[-1].seq
    return found


def _copy(work: Work, target: TicketRow, source_id: int, entry: Message) -> int:
    data = {name: value for name, value in entry.data.items() if name not in _OWN}
    copy = rows.append(
        work, target, entry.kind, entry.author, entry.body, {**data, "of": [source_id, entry.seq]}, at=entry.at
    )
    attachments.copy(work, (source_id, entry.seq), (target.id, copy.seq))
    return copy.seq


def _close(work: Work, specialist: Specialist, row: TicketRow, target: TicketRow) -> None:
    turns.turn(work, row, Status.CLOSED)
    row.merged_into = target.id
    row.favourite = False
    turns.event(work, row, specialist.author, "merged", ticket=target.id)
    turns.tell(work, row, "ticket.merged", public=True, into=target.id)


def _part(work: Work, specialist: Specialist, row: TicketRow, target: TicketRow, status: Status) -> None:
    row.merged_into = None
    turns.turn(work, row, status)
    if _our_turn(status):
        clocks.start(work, row)
    turns.event(work, row, specialist.author, "parted", ticket=target.id)
    turns.event(work, target, specialist.author, "parted", ticket=row.id)
    turns.tell(work, row, "ticket.parted", public=True, tickets=[target.id])


def _our_turn(status: Status) -> bool:
    return status in (Status.NEW, Status.OPEN)
