"""osTicket: the CSV that its ticket queues export, and beside it a CSV of the thread entries.

The queues' export has one line a ticket and none of what was said: a query of the table `thread_entry` gives that, with
the columns number (of the ticket), type (M, R or N), poster, email, body, created.
"""

from __future__ import annotations

from helpcenter.domain.foreign_tickets.values import (
    Aside,
    Entry,
    ForeignTicket,
    Person,
    Record,
    Unfit,
    lost,
    moment,
    plain,
    text,
)
from helpcenter.domain.tickets import Priority, Status

KINDS = frozenset({"tickets"})
STATUSES = {"open": Status.OPEN, "resolved": Status.SOLVED, "closed": Status.CLOSED, "archived": Status.CLOSED}
PRIORITIES = {"low": Priority.LOW, "normal": Priority.NORMAL, "high": Priority.HIGH, "emergency": Priority.URGENT}


def aside(kind: str, record: Record, kept: Aside) -> None:
    """Keep a thread entry, by the number of its ticket."""
    if kind == "entries":
        kept.said.setdefault(text(record, "number", "Ticket Number"), []).append(record)


def ticket(record: Record, kept: Aside) -> ForeignTicket:
    """Return a ticket. Raises Unfit for one that was deleted there."""
    key, status = text(record, "Ticket Number", "number"), text(record, "Current Status", "Status").lower()
    if status == "deleted":
        raise Unfit("it was deleted there")
    requester = Person(text(record, "From Email", "Email"), text(record, "From", "Name"), False)
    subject = text(record, "Subject")
    entries = tuple(_entry(each, requester) for each in kept.said.get(key, ()))
    told = lost(status, STATUSES, fields=False)
    if text(record, "Attachment Count") not in ("", "0"):
        told += ("attachments: the export counts them and does not name them",)
    if not entries:
        entries = (Entry(moment(record, "Date Created"), requester, False, False, subject),)
        told += ("messages: the export holds none of this ticket, only its subject",)
    return ForeignTicket(
        key,
        subject,
        STATUSES.get(status, Status.OPEN),
        PRIORITIES.get(text(record, "Priority").lower(), Priority.NORMAL),
        requester,
        Person(name=text(record, "Agent Assigned"), agent=True),
        (),
        moment(record, "Date Created"),
        moment(record, "Last Updated", "Closed Date", "Date Created"),
        moment(record, "Closed Date", "Last Updated"),
        entries,
        told,
    )


def _entry(each: Record, requester: Person) -> Entry:
    kind = text(each, "type").upper()
    author = Person(text(each, "email"), text(each, "poster"), kind != "M")
    own = kind == "M" and author.email in ("", requester.email)
    body = text(each, "body")
    html = text(each, "format").lower() != "text"
    words = plain(body) if html else body
    return Entry(moment(each, "created"), requester if own else author, kind != "M", kind == "N", words)
