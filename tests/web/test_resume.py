"""The widget after a reload: one address accepts the resume cookie, from our own panel, for the same person only."""

from __future__ import annotations

from typing import Any

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.people import Contact
from helpcenter.domain.sessions import resume_cookie
from helpcenter.services import people, questions, sessions, sites
from helpcenter.services.questions import Asker

OWN = {"Origin": "http://localhost:8080"}
COOKIE = resume_cookie("http://localhost:8080")


@pytest.fixture
def client(app: Any, site: Any) -> Any:
    """A panel's browser."""
    return app.test_client()


def opened(client: Any, headers: dict[str, str] | None = None, /, **asked: Any) -> Any:
    """What the session's address answers."""
    answer = client.post("/w/acme/session", json=asked, headers=OWN if headers is None else headers)
    assert answer.status_code == 201
    return answer.json


def test_the_cookie_is_partitioned_and_goes_to_one_address(client: Any) -> None:
    cookie = client.post("/w/acme/session", json={}, headers=OWN).headers["Set-Cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert all(
        part in cookie.split("; ")
        for part in ("Secure", "HttpOnly", "SameSite=None", "Partitioned", "Path=/w/acme/session", "Max-Age=43200")
    )
    assert "Domain" not in cookie
    assert resume_cookie("https://help.example") == "__Secure-helpcenter-resume"


def test_a_reload_goes_on_with_the_same_session(client: Any, sign: Any) -> None:
    first = opened(client)
    assert first["cookie"] is False
    assert opened(client) == first | {"cookie": True}
    identity = sign()
    known = opened(client, identity=identity, who="carol@customer.example")
    assert known["token"] != first["token"]
    again = opened(client, identity=identity, who="carol@customer.example")
    assert again["token"] == known["token"], "the page was loaded again with the signature it was made with"
    fresh = opened(client, identity=sign(), who="carol@customer.example")
    assert fresh["token"] == known["token"]


def test_without_cookies_the_kept_token_does_it(app: Any, site: Any) -> None:
    client = app.test_client(use_cookies=False)
    first = opened(client)
    assert opened(client, kept=first["token"]) == first
    assert opened(client, kept="forged")["token"] != first["token"]


def test_nobody_goes_on_as_somebody_else(client: Any, sign: Any, desk: Desk) -> None:
    identity = sign()
    carol = opened(client, identity=identity, who="carol@customer.example")["token"]
    assert opened(client)["token"] != carol, "the host says that nobody is signed in"
    client.set_cookie(COOKIE, carol, path="/w/acme/session", secure=True)
    assert opened(client, identity=sign("dora@customer.example"), who="dora@customer.example")["token"] != carol
    client.set_cookie(COOKIE, carol, path="/w/acme/session", secure=True)
    refused = client.post("/w/acme/session", json={"identity": identity, "who": "dora@customer.example"}, headers=OWN)
    assert refused.status_code == 404


def test_a_proven_visitor_is_not_taken_for_somebody_whom_the_host_knows(
    client: Any, desk: Desk, site: Any, sign: Any
) -> None:
    token = opened(client)["token"]
    visitor = desk.do(people.prove, site.id, "carol@customer.example", "en")
    desk.do(sessions.belongs_to, desk.see(sessions.find, token, "widget"), visitor)
    assert opened(client)["token"] == token
    assert opened(client, identity=sign(), who="carol@customer.example")["token"] != token


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "http://host.example"}, {"Origin": "https://evil.example"}, {"Origin": "null"}],
    ids=["none", "host", "stranger", "null"],
)
def test_the_page_around_the_panel_cannot_use_the_cookie(client: Any, headers: dict[str, str]) -> None:
    first = opened(client)["token"]
    found = opened(client, headers)
    assert (found["token"] != first, found["cookie"]) == (True, False)


def test_no_other_address_of_the_widget_accepts_the_cookie(
    app: Any, desk: Desk, carol: Contact, ticket: int, site: Any
) -> None:
    token = desk.do(sessions.start, "widget", site.id, contact=carol, vouched=True)
    client, stranger = app.test_client(), app.test_client(use_cookies=False)
    for name in (COOKIE, "__Secure-helpcenter-resume", "helpcenter"):
        client.set_cookie(name, token)
    tried = 0
    for rule in app.url_map.iter_rules():
        if not rule.rule.startswith("/w/<key>"):
            continue
        with app.test_request_context():
            values = {"key": "acme"} | dict.fromkeys(rule.arguments - {"key"}, ticket)
            path = app.url_map.bind("localhost").build(rule.endpoint, values)
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            if (path, method) == ("/w/acme/session", "POST"):
                continue
            tried += 1
            got, expected = (each.open(path, method=method, headers=OWN, data={}) for each in (client, stranger))
            assert (got.status_code, got.headers.get("Location")) == (
                expected.status_code, expected.headers.get("Location"),
            ), (method, path)  # fmt: skip
            assert b"It broke" not in got.data
    assert tried > 15
    assert desk.see(sessions.find, token, "widget"), "nor did DELETE end it"


def test_signing_out_ends_it_and_takes_the_cookie_away(client: Any, sign: Any) -> None:
    token = opened(client, identity=sign(), who="carol@customer.example")["token"]
    answer = client.delete("/w/acme/session", headers=OWN | {"Authorization": f"Bearer {token}"})
    assert answer.headers["Set-Cookie"].startswith(f"{COOKIE}=;")
    assert opened(client)["token"] != token


def test_a_token_of_another_site_is_worthless(client: Any, desk: Desk, site: Any) -> None:
    other = desk.do(sites.add, "Other", ["http://other.example"], key="other")
    token = desk.do(sessions.start, "widget", other.id)
    assert opened(client, kept=token)["token"] != token


def test_what_was_asked_before_becomes_the_persons(client: Any, desk: Desk, site: Any, sign: Any) -> None:
    token = opened(client)["token"]
    asked = client.post(
        "/w/acme/ask", data={"question": "Where is my list?"}, headers={"Authorization": f"Bearer {token}"}
    )
    assert asked.status_code == 200
    session = desk.see(sessions.find, token, "widget")
    known = opened(client, identity=sign(), who="carol@customer.example", kept=token)
    carol = desk.see(sessions.contact, desk.see(sessions.find, known["token"], "widget"))
    assert carol is not None
    mine = desk.see(questions.person, Asker(carol, None, ""))
    with desk.work(writing=False) as work:
        [question] = questions.store.since(work, session.expires_at - sessions.WIDGET_LIFE * 2, 10)
    assert (question.contact_id, question.person) == (carol.id, mine)
