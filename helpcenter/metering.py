"""`GET /metrics`: figures for an overseer, and the counting of requests that some of them come from.

Figures are for whoever watches this server: to a machine of the local network that asks directly, or to whoever
brings `metrics_token`. What came through a proxy says so in its headers and needs the token; all others get 404.
"""

from __future__ import annotations

import asyncio
import hmac
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Executor
from ipaddress import ip_address
from typing import Any

from helpcenter.desk import Desk
from helpcenter.domain.faults import Unavailable
from helpcenter.domain.metrics import (
    MEDIA_TYPE,
    Metric,
    StoreFigures,
    StoreTotals,
    by_label,
    exposition,
    single,
)
from helpcenter.live import Hub
from helpcenter.services import metrics

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds from a request to the first byte of its answer."""
TOTALS_EVERY = 300.0
"""Seconds for which what is dear to count stands as it was counted."""
CLASSES = {
    "w": "widget", "widget.js": "widget", "m": "mobile", "api": "api", "live": "live", "static": "asset",
    "logo": "asset", "files": "asset", "metrics": "probe", "healthz": "probe", "readyz": "probe",
}  # fmt: skip
"""What a request is for, by the first part of its path; all others are pages. Few and fixed, whatever is asked for."""
_FORWARDED = frozenset({b"forwarded", b"x-forwarded-for", b"x-real-ip", b"via"})


def class_of(path: str) -> str:
    """Return what kind of request goes to a path."""
    first = path.lstrip("/").partition("/")[0]
    return CLASSES.get(first) or ("widget" if first.startswith("widget-") else "page")


class RequestMeter:
    """Counts requests by class and status, and how long each class takes. Only touched on the event loop."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, int]] = Counter()
        self._within: dict[str, list[int]] = {}
        self._seconds: defaultdict[str, float] = defaultdict(float)

    async def measured(self, app: Callable[..., Awaitable[None]], scope: Scope, receive: Receive, send: Send) -> None:
        """Let `app` answer a request, and count it when its answer begins, or when it has failed without one."""
        kind, began, started = class_of(scope["raw_path"].decode("latin-1")), time.perf_counter(), False

        async def counting(message: dict[str, Any]) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                self.count(kind, message["status"], time.perf_counter() - began)
            await send(message)

        try:
            await app(scope, receive, counting)
        except BaseException:
            if not started:
                self.count(kind, 500, time.perf_counter() - began)
            raise

    def count(self, kind: str, status: int, seconds: float) -> None:
        """Count one request."""
        self._counts[kind, status] += 1
        self._seconds[kind] += seconds
        within = self._within.setdefault(kind, [0] * (len(BOUNDS) + 1))
        within[next((at for at, bound in enumerate(BOUNDS) if seconds <= bound), len(BOUNDS))] += 1

    def metrics(self) -> Iterator[Metric]:
        """Give what was counted since the start."""
        yield Metric(
            "helpcenter_requests_total",
            "counter",
            "Requests answered, by class and status.",
            tuple(
                ("", {"class": kind, "status": str(status)}, count)
                for (kind, status), count in sorted(self._counts.items())
            ),
        )
        samples: list[tuple[str, dict[str, str], float]] = []
        for kind, within in sorted(self._within.items()):
            total = 0
            for bound, count in zip((*BOUNDS, "+Inf"), within, strict=True):
                total += count
                samples.append(("_bucket", {"class": kind, "le": str(bound)}, total))
            samples += [("_sum", {"class": kind}, self._seconds[kind]), ("_count", {"class": kind}, total)]
        about = "Seconds from a request to the first byte of its answer, by class."
        yield Metric("helpcenter_request_duration_seconds", "histogram", about, tuple(samples))


class MetricsEndpoint:
    """The ASGI endpoint. Store work runs in `pool`, off the loop."""

    def __init__(self, desk: Desk, hub: Hub, meter: RequestMeter, pool: Executor) -> None:
        """Tell of this process and its store."""
        self._desk, self._hub, self._meter, self._pool = desk, hub, meter, pool
        self._token = desk.settings.metrics_token
        self._began = time.time()
        self._totals: tuple[float, StoreTotals] | None = None

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Answer one request: the figures, or 404 to whoever may not have them."""
        if not may_read(scope, self._token):
            status, body, media_type = 404, b"", "text/plain"
        else:
            run = asyncio.get_running_loop().run_in_executor
            found = await run(self._pool, lambda: list(self.of_store()))
            own = [*self._meter.metrics(), *self._of_process()]
            status, body, media_type = 200, exposition([*own, *found]).encode(), MEDIA_TYPE
        headers = [
            (b"content-type", media_type.encode()),
            (b"content-length", b"%d" % len(body)),
            (b"cache-control", b"no-store"),
        ]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _of_process(self) -> Iterator[Metric]:
        yield single("helpcenter_start_time_seconds", "gauge", "When this process began (Unix time).", self._began)
        yield single("helpcenter_open_streams", "gauge", "Live streams open in this process.", self._hub.open_streams)

    def of_store(self) -> Iterator[Metric]:
        """Give what the store says, or that it cannot be asked."""
        try:
            now = self._desk.see(metrics.figures)
            totals = self._current_totals()
        except Unavailable:
            yield single("helpcenter_store_up", "gauge", "Whether the store answers.", 0)
            return
        yield single("helpcenter_store_up", "gauge", "Whether the store answers.", 1)
        yield from _told(now, totals)
        lag = max(0, now.journal_end - self._hub.told.entry)
        yield single("helpcenter_journal_lag_entries", "gauge", "Journal entries not yet told to open streams.", lag)

    def _current_totals(self) -> StoreTotals:
        """Two scrapes at once may both count; the later one's figures stay."""
        if self._totals is None or time.monotonic() - self._totals[0] > TOTALS_EVERY:
            self._totals = time.monotonic(), self._desk.see(metrics.totals)
        return self._totals[1]


def may_read(scope: Scope, token: str) -> bool:
    """Whether a request may have the figures: it brings the token, or where there is none, it comes from nearby."""
    headers = dict(scope["headers"])
    if token:
        return hmac.compare_digest(headers.get(b"authorization", b""), f"Bearer {token}".encode())
    if not _FORWARDED.isdisjoint(headers) or not scope.get("client"):
        return False
    try:
        return ip_address(scope["client"][0].partition("%")[0]).is_private
    except ValueError:
        return False


def _told(now: StoreFigures, totals: StoreTotals) -> Iterator[Metric]:
    newest, size = now.newest_ticket, totals.bytes
    yield by_label("helpcenter_tickets", "gauge", "Tickets by status.", "status", {**now.at_work, **totals.closed})
    yield single("helpcenter_newest_ticket", "gauge", "Number of the newest ticket.", newest)
    outbox = {**now.outbox, "sent": totals.sent}
    yield by_label("helpcenter_outbox", "gauge", "Letters and webhook messages by state.", "state", outbox)
    age = now.oldest_waiting.total_seconds()
    yield single("helpcenter_outbox_oldest_seconds", "gauge", "Age of the oldest one that waits to be sent.", age)
    yield by_label("helpcenter_mails", "gauge", "Mails that came, by verdict.", "verdict", totals.verdicts)
    yield single("helpcenter_promises_late", "gauge", "Tickets not answered by the promised time.", now.late)
    yield single("helpcenter_store_bytes", "gauge", "Bytes that the store takes.", size)
