"""Carrying deliveries: claim one, keep its bytes, record how the try ended. One transaction each."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from helpcenter.domain.deliveries import WEBHOOK, Delivery, DeliveryState, Way, back_off, is_given_up
from helpcenter.domain.faults import NotFound
from helpcenter.domain.people import SYSTEM
from helpcenter.domain.text import storable
from helpcenter.services import turns
from helpcenter.services.mail_threads import resolved
from helpcenter.store import deliveries, journal
from helpcenter.store.work import Work


def claim(work: Work, way: Way = Way.MAIL) -> Delivery | None:
    """Take the delivery of a way that is due longest; it is `sending` once the transaction ends. None: nothing is."""
    return deliveries.claim(work, way)


def keep_bytes(work: Work, delivery_id: int, raw: bytes) -> None:
    """Keep the written mail before the first try, so that every try sends the same bytes."""
    deliveries.keep_bytes(work, delivery_id, raw)


def sent(work: Work, delivery: Delivery) -> None:
    """Record that the mail server took the mail."""
    if deliveries.record(work, delivery, DeliveryState.SENT, error=None, next_at=None):
        _tell(work, delivery, DeliveryState.SENT, None)


def failed(work: Work, delivery: Delivery, error: str, *, permanent: bool) -> None:
    """Record a try that failed: for good (5xx), or to be tried again with growing pauses for three days.

    A letter of a ticket that is given up is an event there, with the server's own words. While an address of a program
    fails, its other messages wait as long as the one that was tried.
    """
    error = storable(error)
    dead = permanent or is_given_up(delivery.created_at, work.now, delivery.attempts)
    state = DeliveryState.DEAD if dead else DeliveryState.QUEUED
    next_at = None if dead else work.now + back_off(delivery.attempts)
    if deliveries.record(work, delivery, state, error=error[:2000], next_at=next_at):
        _tell(work, delivery, state, error)
        if delivery.letter.name == WEBHOOK:
            if next_at:
                deliveries.postpone(work, delivery.letter.to, next_at)
        elif dead:
            _warn(work, delivery, error)


def next_due(work: Work, way: Way = Way.MAIL) -> datetime | None:
    """Return when the next delivery of a way may be tried (UTC), or None when nothing waits."""
    return deliveries.next_due(work, way)


def recent(
    work: Work, limit: int = 100, states: Collection[DeliveryState] = tuple(DeliveryState), before: int | None = None
) -> list[Delivery]:
    """Return the latest deliveries without their bytes, newest first; `before` is the id of the last one seen."""
    return deliveries.recent(work, states, limit, before)


def get(work: Work, delivery_id: int) -> Delivery:
    """Return one delivery with its bytes. Raises NotFound."""
    found = deliveries.get(work, delivery_id) if 0 < delivery_id < 2**62 else None
    if found is None:
        raise NotFound("delivery")
    return found


def counts(work: Work) -> dict[DeliveryState, int]:
    """Return how many deliveries there are in each state that has any."""
    return deliveries.counts(work)


def of_ticket(work: Work, ticket_id: int) -> list[Delivery]:
    """Return a ticket's deliveries without their bytes, oldest first."""
    return deliveries.of_ticket(work, ticket_id)


def retry(work: Work, delivery_id: int) -> bool:
    """Put a held or dead delivery back into the queue. Returns whether it was one."""
    return deliveries.release(work, delivery_id)


def hold(work: Work, delivery_id: int) -> bool:
    """Keep a delivery that waits in the queue until somebody retries it. Returns whether it was one."""
    return deliveries.hold(work, delivery_id) > 0


def hold_all(work: Work, *, under_way: bool = False) -> int:
    """Keep everything that waits. Returns how many.

    After a restore nobody knows what had gone out since, nor is anything `under_way` any more: that is kept too.
    """
    return deliveries.hold(work, under_way=under_way)


def release_all(work: Work) -> int:
    """Put everything that is held back into the queue; what is dead stays so. Returns how many."""
    return deliveries.release_held(work)


def _warn(work: Work, delivery: Delivery, error: str) -> None:
    row = resolved(work, delivery.letter.ticket_id) if delivery.letter.ticket_id else None
    if row is not None:
        turns.event(work, row, SYSTEM, "mail_failed", address=delivery.letter.to, words=error[:500])
        turns.tell(work, row, "ticket.mail_failed", address=delivery.letter.to)


def _tell(work: Work, delivery: Delivery, state: DeliveryState, error: str | None) -> None:
    journal.append(
        work,
        f"delivery.{state.value}",
        ticket_id=delivery.letter.ticket_id,
        delivery_id=delivery.id,
        error=(error or "")[:200],
    )
