"""Reading what happened, in order, without missing anything."""

from __future__ import annotations

from collections.abc import Sequence

from helpcenter.domain.journal import Cursor, Event
from helpcenter.store import journal
from helpcenter.store.work import Work


def since(work: Work, cursor: Cursor, limit: int = 500) -> Sequence[Event]:
    """Return the events after `cursor`, oldest first, `limit` at most."""
    return journal.since(work, cursor, limit)


def public_since(work: Work, contact_id: int, cursor: Cursor, limit: int = 200) -> Sequence[Event]:
    """Return what a customer may learn of their own tickets after `cursor`, oldest first, `limit` at most."""
    return journal.public_since(work, contact_id, cursor, limit)


def end(work: Work) -> Cursor:
    """Return the cursor from which a new reader misses nothing that happens from now on."""
    return journal.end(work)
