"""What reaches further than this process: the bucket of files, the clock, who is told, who watches, what is let go."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from helpcenter.channels import NotTaken
from helpcenter.channels.webhook import reachable
from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.doctor.finding import Finding, fault, fine, warning
from helpcenter.doctor.store import ROOM
from helpcenter.domain.deliveries import WEBHOOK, DeliveryState
from helpcenter.services import attachments, deliveries, metrics, retention, webhooks

AREA = "store"
MOST_SKEW = timedelta(seconds=30)
SHORTEST_TOKEN = 16


def look(settings: Settings, desk: Desk) -> Iterator[Finding]:
    """Look at all of it, through a desk on a store whose schema is ours."""
    yield from _disk(settings)
    yield from _bucket(settings)
    yield from _clock(desk)
    yield from _metrics(settings)
    yield from _webhooks(settings, desk)
    yield from _retention(desk)


def _disk(settings: Settings) -> Iterator[Finding]:
    """The data folder holds files, copies and backups also where the store lies elsewhere."""
    folder = settings.data_dir
    if settings.sqlite_path and settings.sqlite_path.resolve().parent == folder.resolve():
        return
    if (free := shutil.disk_usage(folder).free) < ROOM:
        yield fault(AREA, f"{free // 1024 // 1024} MB are free on the disk of {folder}", "make room before it is full")


def _bucket(settings: Settings) -> Iterator[Finding]:
    if not settings.attachments_url:
        return
    try:
        attachments.look_into(settings)
    except OSError as wrong:
        mend = "mend attachments_url, the keys (AWS_ACCESS_KEY_ID …) or the address (AWS_ENDPOINT_URL); letters wait"
        yield fault(AREA, f"{settings.attachments_url} cannot be reached: {wrong}", mend)
    else:
        yield fine(AREA, f"files lie in {settings.attachments_url}")


def _clock(desk: Desk) -> Iterator[Finding]:
    """A store on another machine has a clock of its own; and nothing can have happened after now."""
    here, newest = datetime.now(UTC), desk.see(metrics.newest_moment)
    skew = desk.see(metrics.store_clock) - here
    if newest is not None and newest - here > skew:
        skew = newest - here
    if abs(skew) > MOST_SKEW:
        way = "behind" if skew > timedelta() else "ahead of"
        said = f"this machine's clock is {abs(skew).total_seconds():.0f} seconds {way} what the store says"
        yield fault(AREA, f"{said}: links, promises and limits go wrong", "let chrony or timesyncd set it")


def _metrics(settings: Settings) -> Iterator[Finding]:
    if 0 < len(settings.metrics_token) < SHORTEST_TOKEN:
        yield warning(AREA, "metrics_token is short enough to be guessed", "set 16 characters or more")


def _webhooks(settings: Settings, desk: Desk) -> Iterator[Finding]:
    for each in desk.see(webhooks.every):
        host = each.url.split("/")[2]
        try:
            reachable(each.url, private=settings.webhook_private)
        except NotTaken as wrong:
            yield fault(AREA, f"webhook {each.id}: {wrong}", f"mend it, or helpcenter webhook remove {each.id}")
        else:
            yield fine(AREA, f"webhook {each.id} tells {host}")
    dead = desk.see(deliveries.recent, 1000, (DeliveryState.DEAD,))
    if count := sum(each.letter.name == WEBHOOK for each in dead):
        yield warning(AREA, f"{count} messages to webhooks were given up", "helpcenter outbox list, then outbox retry")


def _retention(desk: Desk) -> Iterator[Finding]:
    for due in desk.see(retention.plan):
        yield fine(AREA, f"{due.kind.value} are kept for {due.days} days; {due.count} are older")
