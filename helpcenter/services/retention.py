"""Retention rules: what has been kept for long enough goes, a few at a time, and it is written down."""

from __future__ import annotations

from helpcenter.domain.audit import Deed
from helpcenter.domain.retention import Due, Kind
from helpcenter.services import audit, people
from helpcenter.store import erasing, retention, tickets
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work

AT_ONCE = 200
"""Rows of one kind that one transaction takes; tickets far fewer, for each has many rows of its own."""
TICKETS_AT_ONCE = 20
NOBODY = "nobody@erased.invalid"
"""Whose anonymised tickets are."""


def plan(work: Work) -> list[Due]:
    """Return what the rules would take now, without taking anything."""
    rules = work.settings.retention
    return [
        Due(kind, kept.days, retention.count(work, kind, work.now - kept), _erases(work, kind))
        for kind in Kind
        if (kept := rules.kept_for(kind)) is not None
    ]


def run_due(work: Work) -> int:
    """Take the oldest of everything that the rules do not keep, a bounded number. Returns how much went."""
    taken: dict[str, int] = {}
    for kind in Kind:
        kept = work.settings.retention.kept_for(kind)
        if kept is None:
            continue
        most = TICKETS_AT_ONCE if kind is Kind.CLOSED_TICKETS else AT_ONCE
        ids = retention.oldest(work, kind, work.now - kept, most)
        count = _take_tickets(work, ids) if kind is Kind.CLOSED_TICKETS else ids and retention.remove(work, kind, ids)
        if count:
            taken[kind.value] = count
    if taken:
        audit.note(work, None, Deed.RETENTION, "", **taken)
    return sum(taken.values())


def _take_tickets(work: Work, ids: list[int]) -> int:
    """Take tickets that nobody else took meanwhile. Bytes of their files go with the courier's next sweep."""
    found = [tickets.locked(work, each) for each in ids]
    rows = [row for row in found if row is not None and row.emptied_at is None and row.closed_at is not None]
    for row in rows:
        erasing.take_files(work, [row.id], ())
        erasing.take_mails(work, [row.id], None)
        changed = row.updated_at
        erasing.empty_ticket(work, row)
        if _erases(work, Kind.CLOSED_TICKETS):
            retention.remove_ticket(work, row.id)
        else:
            _anonymise(work, row)
            row.updated_at = changed
    work.session.flush()
    return len(rows)


def _anonymise(work: Work, row: TicketRow) -> None:
    row.contact_id = people.ensure(work, row.site_id, NOBODY, row.locale).id


def _erases(work: Work, kind: Kind) -> bool:
    return kind is not Kind.CLOSED_TICKETS or work.settings.retention.closed_tickets == "erase"
