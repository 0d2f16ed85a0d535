"""The server as a real process: it serves, streams, stops in order, and loses nothing when it does not."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import replace

import httpx
import pytest
from flask import request

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.tickets import Submission
from helpcenter.factory import create_app, desk_of
from helpcenter.services import inbox, sessions, tickets
from tests.serving import PATIENCE, Told, environment, listening, served, start

on_sqlite = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def submission(carol: Contact) -> Submission:
    return Submission(carol.site_id, "email", carol.email, "It broke", "Here is how.", "en")


@pytest.fixture
def token(desk: Desk, carol: Contact) -> str:
    return desk.do(sessions.start, "widget", carol.site_id, contact=carol)


def test_a_stream_tells_what_another_process_wrote(
    desk: Desk, settings: Settings, carol: Contact, ada: Specialist, submission: Submission, token: str
) -> None:
    with served(settings) as server:
        with listening(server.url, token) as events:
            assert next(events).name == "ready"
            number = desk.do(tickets.submit, carol, submission).ticket_id
            first = next(events)
            assert first.data == {"ticket": number, "kind": "ticket.submitted", "seq": None}
            desk.do(tickets.reply, ada, number, "Between us.", note=True)
            reply = desk.do(tickets.reply, ada, number, "Try this.")
            assert next(events).data == {"ticket": number, "kind": "ticket.replied", "seq": reply.seq}
        with listening(server.url, token, after=first.id) as events:
            replayed = [next(events) for _ in range(2)]
            assert [told.data.get("kind") for told in replayed] == [None, "ticket.replied"]
            desk.do(sessions.end, desk.see(sessions.find, token, "widget"))
            assert next(events) == Told("over", "", {})
            assert list(events) == []


def test_sigterm_tells_streams_to_come_again_and_ends_well(settings: Settings, site: object, token: str) -> None:
    with served(settings) as server, listening(server.url, token) as events:
        assert next(events).name == "ready"
        server.process.send_signal(signal.SIGTERM)
        assert [told.name for told in events] == ["again"]
        assert server.process.wait(PATIENCE) == 0


@on_sqlite
def test_ctrl_c_ends_well(settings: Settings) -> None:
    with served(settings) as server:
        assert server.stop(signal.SIGINT) == 0


@on_sqlite
def test_a_second_start_on_the_same_data_is_refused(settings: Settings) -> None:
    with served(settings) as server:
        second = start(settings)
        said = second.communicate(timeout=PATIENCE)[1].strip()
        assert second.returncode == 1
        assert said == (
            f"Error: process {server.process.pid} already serves {settings.sqlite_path}:"
            " stop it first, or set another data_dir for this one"
        )
        server.stop(signal.SIGKILL)
    with served(settings) as server:  # the dead hold nothing
        assert server.stop() == 0


@on_sqlite
def test_a_port_that_is_taken_is_said_in_one_line(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    with served(settings) as server:
        port = server.url.rpartition(":")[2]
        elsewhere = {"HELPCENTER_DATA_DIR": str(tmp_path_factory.mktemp("other")), "HELPCENTER_DATABASE_URL": ""}
        command = [sys.executable, "-m", "app", "--port", port]
        tried = subprocess.run(
            command,
            env=environment(settings, **elsewhere),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert tried.returncode == 1
        assert tried.stderr.startswith(f"Error: cannot listen on 127.0.0.1 port {port} (")
        assert tried.stderr.count("\n") == 1


@on_sqlite
def test_whoever_is_nobody_gets_the_same_404(settings: Settings, desk: Desk, site: object, carol: Contact) -> None:
    visitor = desk.do(sessions.start, "widget", carol.site_id)
    page = desk.do(sessions.start, "page", carol.site_id, contact=carol)
    with served(settings) as server:
        shown = [
            {},
            {"Authorization": "Bearer made-up"},
            {"Authorization": f"Bearer {visitor}"},
            {"Authorization": f"Bearer {page}"},
            {"Authorization": f"Basic {page}"},
            {"Cookie": "helpcenter=made-up"},
            {"Cookie": 'helpcenter="\\777'},
        ]
        answers = [httpx.get(f"{server.url}/live", headers=headers) for headers in shown]
        seen = {(answer.status_code, answer.content, answer.headers["cache-control"]) for answer in answers}
        assert seen == {(404, b"", "no-store")}
        with httpx.stream("GET", f"{server.url}/live", headers={"Cookie": f"helpcenter={page}"}) as answer:
            assert answer.status_code == 200
            assert answer.headers["x-accel-buffering"] == "no"


@on_sqlite
def test_below_a_sub_path(settings: Settings, token: str) -> None:
    with served(settings, HELPCENTER_PUBLIC_URL="http://localhost/help") as server:
        for base in (f"{server.url}/help", server.url):  # a proxy may take the sub-path off, or leave it
            with listening(base, token) as events:
                assert next(events).name == "ready"
            page = httpx.get(f"{base}/", follow_redirects=False)
            assert page.status_code < 500
            assert page.headers.get("location", "/help/").startswith(("/help/", "http://localhost/help/"))


@on_sqlite
@pytest.mark.parametrize(
    ("trusted", "seen"), [(0, "127.0.0.1 http localhost"), (1, "203.0.113.7 https help.example")], ids=["none", "one"]
)
def test_what_a_proxy_says_counts_only_when_it_is_trusted(settings: Settings, trusted: int, seen: str) -> None:
    app = create_app(replace(settings, trusted_proxies=trusted, trusted_hosts=("help.example",)))
    app.add_url_rule("/seen", view_func=lambda: f"{request.remote_addr} {request.scheme} {request.host}")
    said = {
        "X-Forwarded-For": "198.51.100.9, 203.0.113.7",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "help.example",
    }
    try:
        assert app.test_client().get("/seen", headers=said).text == seen
    finally:
        desk_of(app).close()


ACKNOWLEDGE = """
import sys
from helpcenter.config import load
from helpcenter.factory import create_desk
from helpcenter.domain.tickets import Submission
from helpcenter.services import people, tickets
desk = create_desk(load())
carol = desk.see(people.get, int(sys.argv[1]))
submission = Submission(carol.site_id, "email", carol.email, "It broke", "Here is how.", "en")
print(desk.do(tickets.submit, carol, submission).ticket_id, flush=True)
sys.stdin.read()
"""


def test_what_was_acknowledged_survives_kill_9(settings: Settings, desk: Desk, carol: Contact) -> None:
    command = [sys.executable, "-c", ACKNOWLEDGE, str(carol.id)]
    with subprocess.Popen(
        command,
        env=environment(settings),
        cwd=settings.data_dir,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        number = int(process.stdout.readline())
        process.kill()
    assert process.returncode == -signal.SIGKILL
    ticket, messages = desk.see(inbox.read, carol, number)
    assert (ticket.subject, [message.body for message in messages]) == ("It broke", ["Here is how."])


@on_sqlite
def test_a_form_far_too_large_gets_a_page_with_what_was_typed(settings: Settings, site: object) -> None:
    with served(settings) as server:
        for size in (31, 33, 40):
            form = {"email": (None, "carol@customer.example"), "file": ("a.txt", b"x" * (size * 1024**2 + 2_000_000))}
            answer = httpx.post(f"{server.url}/sign-in?lang=de", files=form, timeout=PATIENCE)
            assert (answer.status_code, "Das ist zu groß" in answer.text) == (413, True), size
            assert "carol@customer.example" in answer.text
