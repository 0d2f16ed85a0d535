"""Bringing in the tickets of another help desk, as they were: no letter leaves, no promise is given, no alarm is set.

A ticket keeps its name there in the field `imported`, such as `zendesk:35436`: what came before does not come again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from helpcenter.domain.faults import Invalid
from helpcenter.domain.foreign_tickets.values import Entry, File, ForeignTicket, Person
from helpcenter.domain.locales import resolve
from helpcenter.domain.people import Author, AuthorKind, Contact, Specialist
from helpcenter.domain.policy import Channel
from helpcenter.domain.sites import Site
from helpcenter.domain.text import is_blank, normal_address, one_line, storable
from helpcenter.domain.tickets import MAX_BODY, MAX_SUBJECT, MessageKind, Submission
from helpcenter.domain.triage import MAX_TAG, MOST_TAGS, checked_tags
from helpcenter.services import attachments
from helpcenter.services.attachments import Stored
from helpcenter.services.turns import tell
from helpcenter.store import attachments as files
from helpcenter.store import people, ticket_fields, ticket_tags, tickets
from helpcenter.store.ticket_fields import REFERENCE
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work

MAX_NAME = 200
MAX_ADDRESS = 2_000


@dataclass
class Brought:
    """What came of some tickets. `unfit` and `lost` are (place in the export, what did not fit)."""

    tickets: int = 0
    messages: int = 0
    files: int = 0
    known: int = 0
    unfit: list[tuple[str, str]] = field(default_factory=list)
    lost: list[tuple[str, str]] = field(default_factory=list)


def bring(
    work: Work,
    source: str,
    site: Site,
    found: Sequence[tuple[str, ForeignTicket]],
    shelf: Mapping[File, Stored | str],
    *,
    dry_run: bool = False,
) -> Brought:
    """Write tickets of an export, each with its place there, unless they are here; with `dry_run` only say what would.

    `shelf` holds what came of the files that the export ships; of others the address stays in the text.

    Contacts are found by their address or made; specialists are found by theirs, and stay names where there is none.
    """
    done = Brought()
    here = ticket_fields.holding(work, REFERENCE, [_reference(source, each) for _, each in found])
    team = {each.email: each for each in people.specialists(work)}
    for place, each in found:
        reference = _reference(source, each)
        if reference.lower() in here:
            done.known += 1
            continue
        here.add(reference.lower())
        entries = list(_entries(each, shelf))
        if fault := _fault(each, entries):
            done.unfit.append((place, fault))
            continue
        told = (*each.lost, *_strangers(each, entries, team), *_not_taken(each, shelf))
        done.lost += [(place, what) for what in told]
        done.tickets, done.messages = done.tickets + 1, done.messages + len(entries)
        done.files += sum(isinstance(shelf.get(file), Stored) for entry in entries for file in entry.files)
        if not dry_run:
            _write(work, site, each, entries, reference, team, shelf)
    return done


def _reference(source: str, each: ForeignTicket) -> str:
    return f"{source}:{one_line(each.key)}"[:200]


def _fault(each: ForeignTicket, entries: Sequence[Entry]) -> str:
    if is_blank(each.key):
        return "it has no number"
    if _address(each.requester) is None:
        return f"who asked has no e-mail address ({one_line(each.requester.name)[:60] or 'no name either'})"
    return "" if entries else "nothing was said in it"


def _entries(each: ForeignTicket, shelf: Mapping[File, Stored | str]) -> Iterator[Entry]:
    """What was said, in its order, in parts that fit, the last with the files; entries without either are none."""
    last = each.created_at
    timed: list[tuple[datetime | None, Entry]] = []
    for entry in each.entries:
        last = entry.at or last
        timed.append((last, entry))
    for at, entry in sorted(timed, key=lambda pair: pair[0].timestamp() if pair[0] else 0.0):
        body = _with_links(storable(entry.body).strip("\n"), entry.files, shelf)
        starts = range(0, len(body) if not is_blank(body) else 0, MAX_BODY)
        for start in starts:
            files = entry.files if start == starts[-1] else ()
            yield Entry(at, entry.author, entry.by_agent, entry.private, body[start : start + MAX_BODY], files)


def _with_links(body: str, files: Sequence[File], shelf: Mapping[File, Stored | str]) -> str:
    """The text with the names of files that do not come, and their addresses; of one without words, those of all."""
    silent = is_blank(body)
    named = [file for file in files if silent or not isinstance(shelf.get(file), Stored)]
    lines = [f"[{one_line(file.name)[:MAX_NAME] or '?'}] {_link(file)}".rstrip() for file in named]
    return "\n".join(lines) if silent else "\n".join([body, "", *lines]) if lines else body


def _link(file: File) -> str:
    address = one_line(storable(file.url))
    return address if address.startswith(("https://", "http://")) and len(address) <= MAX_ADDRESS else ""


def _not_taken(each: ForeignTicket, shelf: Mapping[File, Stored | str]) -> Iterator[str]:
    for file in (file for entry in each.entries for file in entry.files):
        fault = shelf.get(file)
        if isinstance(fault, str):
            yield f"attachments: a file of the export is not taken in ({fault})"
        elif fault is None:
            kept = "its address stays in the text" if _link(file) else "its name stays in the text"
            yield f"attachments: a file is not in the export; {kept}"


def _strangers(each: ForeignTicket, entries: Iterable[Entry], team: dict[str, Specialist]) -> Iterator[str]:
    agents = {entry.author for entry in entries if entry.by_agent} | {each.assignee}
    for who in sorted({_shown(agent) for agent in agents if _specialist(agent, team) is None} - {""}):
        yield f"{who} is no specialist here: only the name is kept"


def _write(
    work: Work,
    site: Site,
    each: ForeignTicket,
    entries: Sequence[Entry],
    reference: str,
    team: dict[str, Specialist],
    shelf: Mapping[File, Stored | str],
) -> None:
    contact = _contact(work, site, each.requester)
    subject = one_line(each.subject) or one_line(entries[0].body) or reference
    row = tickets.add(
        work,
        Submission(site.id, Channel.EMAIL.value, contact.email, subject[:MAX_SUBJECT], "", _locale(work, site, each)),
        contact.id,
        None,
    )
    assignee = _specialist(each.assignee, team)
    row.assignee_id = assignee.id if assignee else None
    for entry in entries:
        kind = MessageKind.NOTE if entry.private else MessageKind.REPLY
        at = min(entry.at or work.now, work.now)
        message = tickets.append(work, row, kind, _author(entry, each, contact, team), entry.body, at=at)
        stored = [kept for file in entry.files if isinstance(kept := shelf.get(file), Stored)]
        attachments.send(work, [files.add(work, reference[:80], **asdict(kept)) for kept in stored], message)
    ticket_tags.put(work, row, _tags(each))
    ticket_fields.put(work, row, {REFERENCE: reference})
    _date(work, row, each, entries)
    tell(work, row, "ticket.imported", public=True)


def _date(work: Work, row: TicketRow, each: ForeignTicket, entries: Sequence[Entry]) -> None:
    """Give a ticket the state and the times that it had; its customer has read it there."""
    row.status, row.priority = each.status.value, each.priority.value
    row.created_at = min(each.created_at or entries[0].at or work.now, work.now)
    row.updated_at = max(row.created_at, min(each.updated_at or entries[-1].at or work.now, work.now))
    row.closed_at = min(each.closed_at or row.updated_at, work.now) if each.status.is_closed else None
    row.seen_seq = row.last_public_seq
    work.session.flush()


def _contact(work: Work, site: Site, who: Person) -> Contact:
    address = normal_address(who.email)
    known = people.contact_by_email(work, site.id, address)
    locale = resolve([who.locale], work.settings.locales, site.default_locale)
    return known or people.add_contact(work, site.id, address, one_line(who.name)[:MAX_NAME], locale)


def _locale(work: Work, site: Site, each: ForeignTicket) -> str:
    return resolve([each.requester.locale], work.settings.locales, site.default_locale)


def _author(entry: Entry, each: ForeignTicket, contact: Contact, team: dict[str, Specialist]) -> Author:
    if entry.author == each.requester:
        return contact.author
    if known := _specialist(entry.author, team):
        return known.author
    kind = AuthorKind.SPECIALIST if entry.by_agent else AuthorKind.CONTACT
    return Author(kind, None, _shown(entry.author))


def _specialist(who: Person, team: dict[str, Specialist]) -> Specialist | None:
    return team.get(_address(who) or "")


def _shown(who: Person) -> str:
    return one_line(who.name or who.email)[:MAX_NAME]


def _address(who: Person) -> str | None:
    try:
        return normal_address(storable(who.email))
    except ValueError:
        return None


def _tags(each: ForeignTicket) -> tuple[str, ...]:
    found: list[str] = []
    for tag in each.tags:
        try:
            found += checked_tags(["-".join(one_line(tag).split())[:MAX_TAG]])
        except Invalid:
            continue
    return tuple(dict.fromkeys(found))[:MOST_TAGS]
