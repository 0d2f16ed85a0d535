"""`/metrics`: figures that are true, in a form that parses, for those who may have them, and cheap at any size."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
import time_machine
from sqlalchemy import event

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.metrics import Metric, exposition
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.tickets import Status, Submission
from helpcenter.factory import desk_of
from helpcenter.live import Hub
from helpcenter.metering import MetricsEndpoint, RequestMeter, class_of, may_read
from helpcenter.services import metrics, sessions, tickets
from helpcenter.store.database import db
from tests.serving import listening, served
from tests.web.test_probes import take_away

SAMPLE = re.compile(r'([a-z_]+)(?:\{((?:[a-z]+="(?:[^"\\]|\\.)*",?)+)\})? (\S+)')
on_sqlite = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


def parsed(page: str) -> dict[str, float]:
    """Samples by name and labels; every line is one, or a comment with a known word."""
    found = {}
    for line in page.splitlines():
        if line.startswith("#"):
            assert line.split()[1] in ("HELP", "TYPE")
            continue
        match = SAMPLE.fullmatch(line)
        assert match, line
        key = f"{match[1]}{{{match[2]}}}" if match[2] else match[1]
        assert key not in found
        found[key] = float(match[3])
    return found


def open_ticket(desk: Desk, carol: Contact) -> int:
    return desk.do(
        tickets.submit, carol, Submission(carol.site_id, "email", carol.email, "It broke", "Here is how.", "en")
    ).ticket_id


def test_the_store_s_figures_are_true(desk: Desk, carol: Contact, ada: Specialist) -> None:
    first, second = (open_ticket(desk, carol) for _ in range(2))
    desk.do(tickets.set_status, ada.author, first, Status.SOLVED)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=30), tick=False):
        found, totals = desk.see(metrics.figures), desk.see(metrics.totals)
    assert found.at_work == {"new": 1, "open": 0, "waiting": 0}
    assert totals.closed == {"solved": 1, "closed": 0}
    assert found.newest_ticket == second
    assert found.outbox == {"queued": 3, "sending": 0, "held": 0, "dead": 0}, "two receipts and a closing letter"
    assert timedelta(days=29) < found.oldest_waiting < timedelta(days=31)
    assert found.late == 1
    assert totals.sent == 0
    assert totals.verdicts["quarantined"] == 0
    assert totals.bytes > 50_000


def test_a_scrape_reads_indexes_only(desk: Desk, carol: Contact) -> None:
    """No query of a scrape walks a table, so that a million tickets cost what a thousand do."""
    open_ticket(desk, carol)
    asked: list[tuple[str, Any]] = []
    with desk.work(writing=False) as work:
        listener = lambda _c, _cursor, statement, values, *_: asked.append((statement, values))  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listener)
        metrics.figures(work)
        event.remove(db.engine, "before_cursor_execute", listener)
        assert len(asked) == 3 + 1 + 4 + 1 + 1 + 1
        if not work.is_sqlite:
            return  # its planner walks tables this small, whatever indexes there are
        connection = work.session.connection()
        for statement, values in asked:
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values):
                assert not row[3].startswith("SCAN") or re.search(r"SCAN (\(?subquery|anon)|USING .*INDEX", row[3]), (
                    statement,
                    row[3],
                )


@on_sqlite
def test_a_real_server_tells_what_it_did(settings: Settings, desk: Desk, carol: Contact) -> None:
    open_ticket(desk, carol)
    token = desk.do(sessions.start, "widget", carol.site_id, contact=carol)
    with served(settings) as server, listening(server.url, token) as events:
        next(events)
        assert httpx.get(f"{server.url}/ask").status_code == 200
        for path in ("no/such/page", "no/such/page/either", "w/acme", "static/nothing"):
            httpx.get(f"{server.url}/{path}")
        answer = httpx.get(f"{server.url}/metrics")
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
        found = parsed(answer.text)
        assert found["helpcenter_open_streams"] == 1
        assert found['helpcenter_requests_total{class="live",status="200"}'] == 1
        assert found['helpcenter_requests_total{class="page",status="200"}'] == 1
        assert found['helpcenter_requests_total{class="page",status="404"}'] == 2
        assert found['helpcenter_request_duration_seconds_count{class="page"}'] == 3
        assert found['helpcenter_request_duration_seconds_bucket{class="page",le="+Inf"}'] == 3
        assert found['helpcenter_tickets{status="new"}'] == 1
        assert found["helpcenter_store_up"] == 1
        assert found["helpcenter_journal_lag_entries"] == 0
        through = httpx.get(f"{server.url}/metrics", headers={"X-Forwarded-For": "127.0.0.1"})
        assert (through.status_code, through.content) == (404, b"")


@pytest.mark.parametrize("store_url", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_without_a_store_it_says_so(app: Any, request: pytest.FixtureRequest) -> None:
    desk = desk_of(app)
    endpoint = MetricsEndpoint(desk, Hub(desk), RequestMeter(), ThreadPoolExecutor(1))
    assert parsed(exposition(endpoint.of_store()))["helpcenter_store_up"] == 1
    take_away(app, request)
    assert parsed(exposition(endpoint.of_store())) == {"helpcenter_store_up": 0}


@pytest.mark.parametrize(
    ("client", "headers", "token", "may"),
    [
        ("127.0.0.1", {}, "", True),
        ("10.1.2.3", {}, "", True),
        ("fd00::7", {}, "", True),
        ("203.0.113.99", {}, "", True),  # reserved for documentation: nobody's
        ("8.8.8.8", {}, "", False),
        ("2a00:1450::1", {}, "", False),
        ("", {}, "", False),
        ("127.0.0.1", {b"x-forwarded-for": b"10.0.0.1"}, "", False),
        ("127.0.0.1", {b"forwarded": b"for=10.0.0.1"}, "", False),
        ("8.8.8.8", {b"authorization": b"Bearer s3cret", b"x-forwarded-for": b"1.1.1.1"}, "s3cret", True),
        ("127.0.0.1", {}, "s3cret", False),
        ("127.0.0.1", {b"authorization": b"Bearer other"}, "s3cret", False),
        ("127.0.0.1", {b"authorization": b"Bearer "}, "", True),
    ],
)
def test_who_may_read(client: str, headers: dict[bytes, bytes], token: str, may: bool) -> None:
    scope = {"headers": list(headers.items()), "client": (client, 1) if client else None}
    assert may_read(scope, token) is may


def test_classes_are_few_whatever_is_asked_for() -> None:
    paths = ["/", "/ask", "/de/articles/x", "/w/acme/ask", "/widget.js", "/widget-0a1b.js", "/m/ask", "/api/v1/tickets"]
    paths += ["/live", "/static/x.css", "/logo/light", "/files/x", "/metrics", "/healthz", "/../../etc", "//", "/\xff"]
    assert {class_of(path) for path in paths} == {"page", "widget", "mobile", "api", "live", "asset", "probe"}


async def test_what_fails_without_an_answer_counts_as_500() -> None:
    async def broken(*_: Any) -> None:
        raise RuntimeError

    meter = RequestMeter()
    with pytest.raises(RuntimeError):
        await meter.measured(broken, {"raw_path": b"/ask"}, None, None)  # type: ignore[arg-type]
    assert parsed(exposition(meter.metrics()))['helpcenter_requests_total{class="page",status="500"}'] == 1


def test_hostile_labels_stay_in_their_quotes() -> None:
    page = exposition([Metric("a_b", "gauge", "Two\nlines.", (("", {"x": 'q"u\\o\nte'}, 1.5),))])
    assert page == '# HELP a_b Two\\nlines.\n# TYPE a_b gauge\na_b{x="q\\"u\\\\o\\nte"} 1.5\n'
