"""The audit log: written by the services that change what decides about others."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from helpcenter.domain.audit import Deed, Entry
from helpcenter.domain.people import Specialist
from helpcenter.domain.rights import Right
from helpcenter.services import rights
from helpcenter.store import audit
from helpcenter.store.work import Work


def note(work: Work, by: Specialist | None, deed: Deed, subject: str, **data: Any) -> None:
    """Write down a deed in the transaction of the deed itself. None is the operator at the command line.

    Nothing secret and nothing of customers belongs into `subject` and `data`: nothing but its age removes an entry.
    """
    audit.add(work, by.id if by else None, by.name if by else "", deed, subject[:254], data)


def log(
    work: Work, by: Specialist | None = None, *, limit: int = 100, before: int | None = None,
    since: datetime | None = None,
) -> list[Entry]:  # fmt: skip
    """Return entries, the newest first: before the one with the id `before`, since a moment. Raises Forbidden."""
    rights.demand(work, by, Right.AUDIT)
    return audit.newest(work, limit, before, since)
