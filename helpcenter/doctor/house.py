"""What is in the store: somebody who answers, a site that asks, an index as new as we are, and mail that waits."""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.config import Settings
from helpcenter.doctor import reaching
from helpcenter.doctor.finding import Finding, fine, warning
from helpcenter.domain.deliveries import DeliveryState
from helpcenter.factory import create_desk
from helpcenter.services import answers, deliveries, people, sites
from helpcenter.store.inspection import UnusableStoreError, inspect

AREA = "store"


def look(settings: Settings) -> Iterator[Finding]:
    """Look into a store whose schema is ours; another one is left alone."""
    try:
        if not inspect(settings).current:
            return
    except UnusableStoreError:
        return
    desk = create_desk(settings)
    try:
        if not desk.see(sites.every):
            yield warning(AREA, "there is no site yet", "helpcenter site add NAME --origin https://…")
        if not desk.see(people.specialists):
            yield warning(AREA, "nobody can answer yet", "helpcenter specialist add EMAIL --name NAME")
        if desk.see(answers.is_stale):
            yield warning(AREA, "articles are indexed as an older version read them", "helpcenter answers reindex")
        yield from _outbox(desk.see(deliveries.counts))
        yield from reaching.look(settings, desk)
    finally:
        desk.close()


def _outbox(counts: dict[DeliveryState, int]) -> Iterator[Finding]:
    waiting = counts.get(DeliveryState.QUEUED, 0) + counts.get(DeliveryState.SENDING, 0)
    yield fine(AREA, f"outbox: {waiting} waiting, {counts.get(DeliveryState.SENT, 0)} sent")
    if held := counts.get(DeliveryState.HELD, 0):
        yield warning(AREA, f"outbox: {held} held", "helpcenter outbox list, then helpcenter outbox release")
    if dead := counts.get(DeliveryState.DEAD, 0):
        yield warning(AREA, f"outbox: {dead} given up", "`helpcenter outbox list` says why, `outbox retry` tries again")
