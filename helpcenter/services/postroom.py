"""What specialists may do with mail on its way: look at all of it, mend single ones; all at once is for leads."""

from __future__ import annotations

from helpcenter.domain.deliveries import SECRET_LETTERS, Delivery
from helpcenter.domain.faults import Conflict, Forbidden
from helpcenter.domain.people import Specialist
from helpcenter.domain.rights import Right
from helpcenter.services import deliveries, rights
from helpcenter.store.work import Work


def letter(work: Work, delivery_id: int) -> Delivery:
    """Return a letter with its bytes. Raises NotFound, and Forbidden for one that opens a door to whoever reads it."""
    found = deliveries.get(work, delivery_id)
    if found.letter.name in SECRET_LETTERS:
        raise Forbidden("secret letter")
    return found


def retry(work: Work, delivery_id: int) -> None:
    """Put a held or dead letter back into the queue. Raises NotFound, Conflict when it is neither."""
    deliveries.get(work, delivery_id)
    if not deliveries.retry(work, delivery_id):
        raise Conflict("delivery")


def hold(work: Work, delivery_id: int) -> None:
    """Keep a letter that waits. Raises NotFound, Conflict when it does not wait."""
    deliveries.get(work, delivery_id)
    if not deliveries.hold(work, delivery_id):
        raise Conflict("delivery")


def hold_all(work: Work, specialist: Specialist) -> int:
    """Keep everything that waits. Returns how many. Raises Forbidden."""
    rights.demand(work, specialist, Right.ALL_MAIL)
    return deliveries.hold_all(work)


def release_all(work: Work, specialist: Specialist) -> int:
    """Put everything that is held back into the queue. Returns how many. Raises Forbidden."""
    rights.demand(work, specialist, Right.ALL_MAIL)
    return deliveries.release_all(work)
