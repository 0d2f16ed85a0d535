"""Mailboxes: who collects one now, and whether every mail in it is accounted for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from helpcenter.domain.mailroom import Place
from helpcenter.store import journal
from helpcenter.store import mailboxes as store
from helpcenter.store import mailroom as ledger
from helpcenter.store.work import Work

LEASE = timedelta(minutes=3)
"""How long a mailbox stays with a process that has died."""


@dataclass(frozen=True)
class MailboxState:
    """What the last look at a mailbox said: mails on the server and how many of them the ledger accounts for.

    `checked_at` is UTC, None before the first look; `fault` says why the last look failed, None when it did not.
    """

    name: str
    on_server: int
    accounted: int
    checked_at: datetime | None
    fault: str | None

    @property
    def gap(self) -> int:
        """Mails on the server of which the ledger knows nothing."""
        return self.on_server - self.accounted


def lease(work: Work, name: str, holder: str) -> bool:
    """Take or keep a mailbox, so that of several processes one collects it. Returns False while another one has it."""
    return store.lease(work, name, holder, LEASE)


def release(work: Work, name: str, holder: str) -> None:
    """Let a mailbox go."""
    store.release(work, name, holder)


def decided(work: Work, place: Place) -> set[int]:
    """Return the UIDs of a folder whose mails need nothing more; the place's own UID does not matter."""
    return ledger.decided_uids(work, place)


def looked(work: Work, place: Place, uids: set[int]) -> MailboxState:
    """Compare what is on the server with the ledger; a gap that is new is told to the journal."""
    accounted = len(uids & ledger.decided_uids(work, place))
    before = next((each for each in states(work) if each.name == place.mailbox), None)
    store.write(
        work,
        place.mailbox,
        uidvalidity=place.uidvalidity,
        on_server=len(uids),
        accounted=accounted,
        checked_at=work.now,
        fault=None,
    )
    gap = len(uids) - accounted
    if gap and (before is None or before.gap != gap):
        journal.append(work, "mail.gap", mailbox=place.mailbox, gap=gap)
    return MailboxState(place.mailbox, len(uids), accounted, work.now, None)


def stumbled(work: Work, name: str, fault: str) -> None:
    """Note why a mailbox could not be collected; told to the journal when it is news."""
    before = next((each for each in states(work) if each.name == name), None)
    store.write(work, name, fault=fault[:1000])
    if before is None or before.fault is None:
        journal.append(work, "mail.fault", mailbox=name, fault=fault[:200])


def states(work: Work) -> list[MailboxState]:
    """Return what is known of each mailbox, by name."""
    return [
        MailboxState(row.name, row.on_server, row.accounted, row.checked_at, row.fault) for row in store.every(work)
    ]
