"""Limits: for a person and for a network, on both stores and in memory; behind proxies; what was typed is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from werkzeug.datastructures import FileStorage

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.limits import Action, Limit, TooMany, network_of
from helpcenter.domain.people import Contact
from helpcenter.factory import create_app, desk_of
from helpcenter.services import deliveries, inbox, limits, sessions
from helpcenter.store.database import db
from tests.web.conftest import Browser
from tests.web.test_attachments import in_parts

Made = Callable[..., Any]


@pytest.fixture
def made(settings: Settings) -> Iterator[Made]:
    """Make a web app with some limits."""
    apps: list[Any] = []

    def make(**changes: Any) -> Any:
        apps.append(create_app(replace(settings, **changes)))
        return apps[-1]

    yield make
    for app in apps:
        with desk_of(app).work(writing=False):
            engine = db.engine
        engine.dispose()


def signed_in(app: Any, desk: Desk, contact: Contact) -> Browser:
    """A browser of somebody known."""
    browser = Browser(app.test_client())
    browser.client.set_cookie("helpcenter", desk.do(sessions.start, "page", contact.site_id, contact=contact))
    return browser


@pytest.mark.parametrize("text", ["", "20", "20/week", "-1/hour", "x/hour", "1.5/hour"])
def test_what_is_no_limit_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="20/hour"):
        Limit.parse(text)
    assert str(Limit.parse("20 / hour")) == "20/hour"


def test_an_address_stands_for_its_network() -> None:
    assert network_of("203.0.113.7") == "203.0.113.7"
    assert network_of("2001:db8:1:2:aaaa::1") == network_of("2001:db8:1:2:bbbb::9") == "2001:db8:1:2::/64"
    assert network_of("::ffff:203.0.113.7") == "203.0.113.7"
    assert network_of("fe80::1%eth0") == "fe80::/64"
    assert network_of("") == ""


def test_the_store_counts_for_all_processes_and_begins_anew(desk: Desk, settings: Settings) -> None:
    wanted = [("a", Limit(2, "hour"))]
    for _time in range(2):
        desk.see(limits.look, Action.TICKETS, wanted, 1)
        desk.do(limits.count, wanted, 1)
    with pytest.raises(TooMany) as refusal:
        desk.see(limits.look, Action.TICKETS, wanted, 1)
    assert 3500 < refusal.value.after <= 3600
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=1, seconds=1)):
        desk.see(limits.look, Action.TICKETS, wanted, 2)
        desk.do(limits.count, wanted, 2)
        desk.do(limits.forget_ended)
        with pytest.raises(TooMany):
            desk.see(limits.look, Action.TICKETS, wanted, 1)


def test_memory_counts_and_never_grows_without_end() -> None:
    burst = limits.Burst(most=3)
    burst.take(Action.QUESTIONS, [("a", Limit(1, "hour"))])
    with pytest.raises(TooMany):
        burst.take(Action.QUESTIONS, [("a", Limit(1, "hour"))])
    for name in "bcd":
        burst.take(Action.QUESTIONS, [(name, Limit(1, "hour"))])
    burst.take(Action.QUESTIONS, [("a", Limit(1, "hour"))])


def test_too_many_tickets_keep_what_was_typed(made: Made, desk: Desk, carol: Contact) -> None:
    browser = signed_in(made(limit_tickets=Limit(1, "hour")), desk, carol)
    for subject in ("First", "Second"):
        browser.go("/contact").send("/tickets", subject=subject, body=f"The {subject} <text>")
    assert (browser.status, "That was a lot at once." in browser.text) == (429, True)
    assert 0 < int(browser.answer.headers["Retry-After"]) <= 3600
    assert desk.see(inbox.counts, carol)["all"] == 1
    fields = browser.form("/tickets").fields
    assert (fields["subject"], fields["body"]) == ("Second", "The Second <text>")
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=1, seconds=1)):
        browser.send("/tickets")
    assert browser.status == 200
    assert desk.see(inbox.counts, carol)["all"] == 2


def test_replies_and_questions_and_votes(made: Made, desk: Desk, carol: Contact, ticket: int) -> None:
    one = Limit(1, "minute")
    browser = signed_in(made(limit_replies=one, limit_questions=one, limit_votes=one), desk, carol)
    for text in ("One", "Two"):
        browser.go(f"/inbox/{ticket}").send("/messages", body=text)
    assert (browser.status, browser.form("/messages").fields["body"]) == (429, "Two")
    for _time in range(2):
        browser.go("/ask?question=Where+is+it%3F")
    assert (browser.status, browser.form("/ask").fields["question"]) == (429, "Where is it?")
    csrf = browser.go("/account").form("/account").fields["csrf"]
    statuses = [browser.client.post("/ask/feedback", data={"csrf": csrf}).status_code for _time in range(2)]
    assert statuses == [200, 429]


def test_uploads_by_number_and_by_size(made: Made, desk: Desk, carol: Contact) -> None:
    for changes in ({"limit_uploads": Limit(1, "hour")}, {"limit_upload_megabytes": Limit(1, "hour")}):
        browser = signed_in(made(**changes), desk, carol)
        mark = {"HC-CSRF": browser.go("/contact").form("/tickets").fields["csrf"]}
        answers = [
            browser.client.post(
                "/attachments", **in_parts({"file": FileStorage(BytesIO(b"a" * 600_000), "a.txt")}), headers=mark
            )
            for _time in range(2)
        ]
        assert [answer.status_code for answer in answers] == [201, 429]
        assert "has to wait" in answers[1].text
        assert answers[1].headers["Retry-After"]


def test_a_network_sends_so_many_sign_in_mails(made: Made, desk: Desk, site: Any) -> None:
    app = made(limit_sign_in=Limit(1, "hour"))
    statuses = [app.test_client().post("/sign-in", data={"email": f"a{n}@x.example"}).status_code for n in range(12)]
    assert statuses == [200] * 10 + [429] * 2
    elsewhere = {"REMOTE_ADDR": "198.51.100.1"}
    answer = app.test_client().post("/sign-in", data={"email": "b@x.example"}, environ_overrides=elsewhere)
    assert answer.status_code == 200


def test_the_exchange_of_identities_is_limited(made: Made, site: Any, sign: Any) -> None:
    client = made(limit_sessions=Limit(1, "hour")).test_client()
    statuses = [client.post("/w/acme/session", json={"identity": sign()}).status_code for _time in range(11)]
    assert statuses == [201] * 10 + [429]


def test_calls_chats_and_surveys_are_paced(made: Made, desk: Desk, carol: Contact, ticket: int) -> None:
    one = Limit(1, "hour")
    browser = signed_in(made(limit_tickets=one, limit_votes=one, limit_replies=one), desk, carol)
    csrf = browser.go("/account").form("/account").fields["csrf"]
    for path in ("/chats", f"/inbox/{ticket}/survey", f"/inbox/{ticket}/callback"):
        last = [browser.client.post(path, data={"csrf": csrf}).status_code for _time in range(2)][-1]
        assert last == 429, path
    assert browser.client.post("/callbacks", data={"csrf": csrf}).status_code == 429, "calls and chats are tickets"


def posted(app: Any, peer: str, forwarded: str | None = None) -> int:
    """Ask for a sign-in mail from an address."""
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    client, data = app.test_client(), {"email": f"{posted.__name__}@x.example"}
    answer = client.post("/sign-in", data=data, headers=headers, environ_overrides={"REMOTE_ADDR": peer})
    status: int = answer.status_code
    return status


def test_nobody_chooses_an_address_by_a_header(made: Made, site: Any) -> None:
    app = made(limit_sign_in=Limit(1, "hour"))
    assert [posted(app, "203.0.113.1", f"10.0.0.{n}") for n in range(11)][-1] == 429


def test_behind_a_proxy_the_last_address_counts(made: Made, site: Any) -> None:
    app = made(limit_sign_in=Limit(1, "hour"), trusted_proxies=1)
    assert [posted(app, "10.0.0.1", f"192.0.2.{n}, 203.0.113.1") for n in range(11)][-1] == 429
    assert posted(app, "10.0.0.1", "203.0.113.1, 203.0.113.2") == 200


TRAPS = [("/contact", "/tickets"), ("/sign-in", "/sign-in")]


@pytest.mark.parametrize(("path", "action"), TRAPS)
def test_a_program_that_fills_in_everything_is_thanked_and_heard_by_nobody(
    customer: Any, desk: Desk, carol: Contact, path: str, action: str
) -> None:
    [trap] = customer.go(path).page.all("input", name="website")
    assert (trap.attributes["tabindex"], trap.attributes["autocomplete"]) == ("-1", "off")
    assert customer.page.all("div", class_="trap")[0].attributes["hidden"] is None
    customer.send(action, website="https://spam.example", email="bot@spam.example", subject="Buy", body="now")
    assert customer.status == 200
    assert "bot@spam.example" in customer.text
    assert desk.see(inbox.counts, carol)["all"] == 0
    assert desk.see(deliveries.recent) == []


def test_a_poisoned_host_is_refused(made: Made, site: Any) -> None:
    app = made(public_url="https://help.example/desk", trusted_hosts=("internal.example",))
    client = app.test_client()

    def status(host: str, **headers: str) -> int:
        found: int = client.get("/sign-in", headers={"Host": host, **headers}).status_code
        return found

    for host in ("help.example", "HELP.example:443", "internal.example", "localhost:8080", "127.0.0.1", "[::1]:80"):
        assert status(host) == 200, host
    for host in ("evil.example", "help.example.evil.example", "evil.example:443", "help.example@evil.example", ""):
        assert status(host) == 400, host
    assert status("help.example", **{"X-Forwarded-Host": "evil.example"}) == 200, "nobody vouches for that header"
    proxied = made(public_url="https://help.example", trusted_proxies=1).test_client()
    poisoned = {"Host": "10.0.0.2", "X-Forwarded-Host": "evil.example"}
    assert proxied.get("/sign-in", headers=poisoned).status_code == 400
    honest = {"Host": "10.0.0.2", "X-Forwarded-Host": "help.example", "X-Forwarded-Proto": "https"}
    assert proxied.get("/sign-in", headers=honest).status_code == 200
