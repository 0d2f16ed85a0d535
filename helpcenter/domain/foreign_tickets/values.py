"""What is read of another help desk's export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from helpcenter.domain.mail.html_text import Reading
from helpcenter.domain.tickets import Priority, Status

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Person:
    """Somebody there, as far as the export says. `agent` is None where it does not say on which side they stand."""

    email: str = ""
    name: str = ""
    agent: bool | None = None
    locale: str = ""


NOBODY = Person()


@dataclass(frozen=True)
class File:
    """A file that an entry names: where it can be had there, if that is told, and its folder in the export."""

    name: str
    url: str = ""
    place: str = ""


@dataclass(frozen=True)
class Entry:
    """What was said in a ticket there; `private` is what only the team saw, `at` (UTC) None where nobody noted it."""

    at: datetime | None
    author: Person
    by_agent: bool
    private: bool
    body: str
    files: tuple[File, ...] = ()


@dataclass(frozen=True)
class ForeignTicket:
    """A ticket there. `lost` says in words what of it has no place here."""

    key: str
    subject: str
    status: Status
    priority: Priority
    requester: Person
    assignee: Person = NOBODY
    tags: tuple[str, ...] = ()
    created_at: datetime | None = None
    updated_at: datetime | None = None
    closed_at: datetime | None = None
    entries: tuple[Entry, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass
class Aside:
    """The records of an export that belong to tickets: by kind those of people, and those of messages by ticket."""

    people: dict[str, Person] = field(default_factory=dict)
    said: dict[str, list[Record]] = field(default_factory=dict)


class Unfit(Exception):  # noqa: N818 - what an export holds and tickets here cannot
    """A record that cannot become a ticket; the message says why."""


def text(record: Any, *names: str) -> str:
    """Return the first of these fields that holds text or a number, as text; empty when none does."""
    for name in names:
        value = record.get(name) if isinstance(record, Mapping) else None
        if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
            return str(value)
    return ""


def part(record: Any, name: str) -> Record:
    """Return a field that holds an object, empty when it does not."""
    value = record.get(name) if isinstance(record, Mapping) else None
    return value if isinstance(value, Mapping) else {}


def parts(record: Any, *names: str) -> Iterator[Record]:
    """Yield the objects of the lists in these fields."""
    for name in names:
        value = record.get(name) if isinstance(record, Mapping) else None
        yield from (each for each in value if isinstance(each, Mapping)) if isinstance(value, list) else ()


def words(record: Any, name: str) -> tuple[str, ...]:
    """Return the texts of a list, or of a line with commas."""
    value = record.get(name) if isinstance(record, Mapping) else None
    found = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else ()
    return tuple(each.strip() for each in found if isinstance(each, str) and each.strip())


def moment(record: Any, *names: str) -> datetime | None:
    """Return the first of these fields that holds a moment (ISO 8601 or seconds since 1970), in UTC.

    What says no offset is read as UTC.
    """
    for name in names:
        value = text(record, name)
        try:
            if value.isdecimal():
                return datetime.fromtimestamp(int(value), UTC)
            at = datetime.fromisoformat(value.removesuffix(" UTC"))
            return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
        except (ValueError, OverflowError, OSError):
            continue
    return None


def plain(html: str) -> str:
    """Return the words of a text in HTML, with its lines, lists and addresses of links."""
    return Reading(html).text if html else ""


def files(record: Any) -> tuple[File, ...]:
    """Return the files that a record names; saved beside the export, each lies in `attachments/<id>/`."""
    return tuple(
        File(text(each, "file_name", "fileName", "name") or url.partition("?")[0].rpartition("/")[2], url, place)
        for each in parts(record, "attachments")
        for url in [text(each, "content_url", "attachment_url", "data_url", "fileUrl", "url")]
        for place in [f"attachments/{text(each, 'id')}" if text(each, "id") else ""]
    )


def lost(status: str, known: Mapping[str, Status], *, fields: bool) -> tuple[str, ...]:
    """Return what of a ticket has no place here: its own status, fields of one's own."""
    told = {
        f"status {status!r}: open here": status not in known,
        "custom fields": fields,
    }
    return tuple(what for what, true in told.items() if true)
