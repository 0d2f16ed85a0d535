"""What an overseer wants to know of the store, without costing it anything worth telling."""

from __future__ import annotations

from datetime import datetime, timedelta

from helpcenter.domain.deliveries import DeliveryState
from helpcenter.domain.mailroom import Verdict
from helpcenter.domain.metrics import StoreFigures, StoreTotals
from helpcenter.domain.tickets import Status
from helpcenter.store import journal, metrics
from helpcenter.store.work import Work

AT_MOST = 10_000
"""So far things are counted at every scrape; a figure that stands here says "at least so many"."""
FIRST_WAITING = 1_000
AT_WORK = tuple(status for status in Status if not status.is_closed)
CLOSED = tuple(status for status in Status if status.is_closed)
UNDER_WAY = tuple(state for state in DeliveryState if state is not DeliveryState.SENT)


def figures(work: Work) -> StoreFigures:
    """Return what is counted at every scrape."""
    oldest = metrics.oldest_waiting(work, FIRST_WAITING)
    return StoreFigures(
        at_work=metrics.with_status(work, AT_WORK, AT_MOST),
        newest_ticket=metrics.newest_ticket(work),
        outbox=metrics.in_outbox(work, UNDER_WAY, AT_MOST),
        oldest_waiting=work.now - oldest if oldest else timedelta(),
        late=metrics.late(work, AT_MOST),
        journal_end=journal.end(work).entry,
    )


def newest_moment(work: Work) -> datetime | None:
    """Return when the last thing happened (UTC), by the clock of the machine on which it did."""
    return metrics.newest_moment(work)


def store_clock(work: Work) -> datetime:
    """Return what time it is by the store's own clock (UTC); SQLite has none but ours."""
    return metrics.clock(work)


def totals(work: Work) -> StoreTotals:
    """Return what reads whole indexes: some tens of milliseconds at a million tickets, so not for every scrape."""
    verdicts = {verdict.value: 0 for verdict in Verdict} | metrics.verdicts(work)
    return StoreTotals(metrics.every_with_status(work, CLOSED), metrics.sent(work), verdicts, metrics.size(work))
