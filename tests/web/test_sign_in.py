"""Signing in by e-mail: links that scanners cannot use up, codes with few tries, the same answer for everybody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from sqlalchemy import event

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.people import Contact
from helpcenter.domain.sessions import PROOF_LIFE, PROOF_TRIES, RESEND_AFTER
from helpcenter.factory import create_app, desk_of
from helpcenter.services import deliveries, inbox, sessions
from helpcenter.store.database import db
from tests.web.conftest import Browser


@pytest.fixture
def mailed(desk: Desk) -> Any:
    """Return what the latest sign-in letter to an address says: token and code."""

    def latest(to: str) -> Mapping[str, Any]:
        letters = [each.letter for each in desk.see(deliveries.recent)]
        return next(letter.values for letter in letters if (letter.name, letter.to) == ("sign_in", to))

    return latest


def test_by_link(visitor: Any, mailed: Any, carol: Contact, ticket: int) -> None:
    visitor.go(f"/inbox/{ticket}").send("/sign-in", email=" Carol@Customer.Example ")
    assert "a link and a code are on their way to carol@customer.example" in visitor.text
    token = mailed(carol.email)["token"]
    for _scanner in range(3):
        visitor.go(f"/sign-in/{token}")
        assert (visitor.status, "Sign in as carol@customer.example?" in visitor.text) == (200, True)
    form = visitor.page.forms[0]
    answer = visitor.client.post(f"/sign-in/{token}", data=form.fields)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/inbox/{ticket}")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("helpcenter=")
    assert all(word in cookie for word in ("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000"))
    assert "Secure" not in cookie, "the public address is http on localhost"
    assert "It broke" in visitor.go(f"/inbox/{ticket}").text
    assert visitor.go(f"/sign-in/{token}", "POST", data={"csrf": visitor.form("/closure").fields["csrf"]}).status == 404
    assert "This link was used before or is too old." in visitor.text


def test_by_code(visitor: Any, mailed: Any, carol: Contact, ticket: int) -> None:
    visitor.go(f"/inbox/{ticket}").send("/sign-in", email=carol.email)
    code = mailed(carol.email)["code"]
    visitor.send("/sign-in/code", code=f" {code[:3]} {code[3:]} ")
    assert visitor.path == f"/inbox/{ticket}"
    assert "It broke" in visitor.text


def test_a_wrong_code_is_said_and_the_right_one_still_counts(visitor: Any, mailed: Any, carol: Contact) -> None:
    visitor.go("/sign-in").send("/sign-in", email=carol.email)
    code = mailed(carol.email)["code"]
    visitor.send("/sign-in/code", code=_other(code))
    assert visitor.status == 422
    assert "This code is wrong, used or too old." in visitor.text
    assert visitor.send("/sign-in/code", code=code).path == "/inbox"


def test_a_code_cannot_be_guessed(visitor: Any, mailed: Any, carol: Contact) -> None:
    visitor.go("/sign-in").send("/sign-in", email=carol.email)
    code = mailed(carol.email)["code"]
    for _guess in range(PROOF_TRIES):
        visitor.send("/sign-in/code", code=_other(code))
    assert visitor.send("/sign-in/code", code=code).status == 422


def test_known_and_unknown_addresses_get_the_same_answer(visitor: Any, carol: Contact) -> None:
    known = visitor.go("/sign-in").send("/sign-in", email=carol.email).html
    unknown = visitor.go("/sign-in").send("/sign-in", email="nobody@nowhere.example").html
    assert known.replace(carol.email, "") == unknown.replace("nobody@nowhere.example", "")


def test_what_is_no_address_is_kept_and_explained(visitor: Any) -> None:
    for address in ("", " ", "nobody", "a@b@c.example", "<script>@x.example"):
        visitor.go("/sign-in").send("/sign-in", email=address)
        assert visitor.status == 422
        assert visitor.form("/sign-in").fields["email"] == address
        assert visitor.page.all("input", name="email", aria_invalid="true", aria_describedby="email-fault")


def test_links_and_codes_expire(visitor: Any, mailed: Any, carol: Contact) -> None:
    visitor.go("/sign-in").send("/sign-in", email=carol.email)
    letter, form = mailed(carol.email), visitor.form("/sign-in/code")
    with time_machine.travel(_later(PROOF_LIFE), tick=False):
        visitor.go(f"/sign-in/{letter['token']}")
        assert (visitor.status, "too old" in visitor.text) == (404, True)
        assert visitor.form("/sign-in")
        assert visitor.go(form.action, "POST", data=form.fields | {"code": letter["code"]}).status == 422


def test_a_new_link_replaces_the_old_one(visitor: Any, mailed: Any, carol: Contact) -> None:
    visitor.go("/sign-in").send("/sign-in", email=carol.email)
    first = mailed(carol.email)["token"]
    with time_machine.travel(datetime.now(UTC) + RESEND_AFTER + timedelta(seconds=1)):
        visitor.go("/sign-in").send("/sign-in", email=carol.email)
        assert visitor.go(f"/sign-in/{first}").status == 404


def test_signing_in_always_opens_a_fresh_session(visitor: Any, mailed: Any, carol: Contact, desk: Desk) -> None:
    planted = desk.do(sessions.start, "page", carol.site_id)
    visitor.client.set_cookie("helpcenter", planted)
    visitor.go("/sign-in").send("/sign-in", email=carol.email)
    visitor.send("/sign-in/code", code=mailed(carol.email)["code"])
    assert visitor.path == "/inbox"
    assert visitor.client.get_cookie("helpcenter").value != planted
    visitor.client.set_cookie("helpcenter", planted)
    assert visitor.go("/inbox").path.startswith("/sign-in")


def test_signing_out_ends_the_session_for_good(customer: Any, ticket: int) -> None:
    token = customer.client.get_cookie("helpcenter").value
    customer.go("/inbox").send("/sign-out")
    assert customer.path == "/"
    assert customer.client.get_cookie("helpcenter") is None
    customer.client.set_cookie("helpcenter", token)
    assert customer.go("/inbox").path.startswith("/sign-in")


@pytest.fixture
def https_app(settings: Settings) -> Iterator[Any]:
    """The web app of a server whose public address is https."""
    made = create_app(replace(settings, public_url="https://help.example"))
    yield made
    with desk_of(made).work(writing=False):
        engine = db.engine
    engine.dispose()


def test_under_https_the_cookie_is_bound_to_the_host(https_app: Any, site: Any, mailed: Any) -> None:
    client = https_app.test_client()
    client.post("/sign-in", data={"email": "new@customer.example"}, base_url="https://help.example")
    token = mailed("new@customer.example")["token"]
    answer = client.post(f"/sign-in/{token}", base_url="https://help.example")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-helpcenter=")
    assert "Secure" in cookie
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"]


def test_a_visitor_proves_an_address_inside_the_widget(
    panel: Any, app: Any, site: Any, desk: Desk, mailed: Any, settings: Settings
) -> None:
    assert settings.policy_file is not None
    Path(settings.policy_file).write_text('policy = "open"\n', encoding="utf-8")
    panel.headers = panel.headers | {"Authorization": f"Bearer {desk.do(sessions.start, 'widget', site.id)}"}
    panel.go("/w/acme/contact?question=Lost")
    [link] = [e.attributes["href"] for e in panel.page.all("a") if "sign-in" in e.attributes["href"]]
    panel.go(link).send("/sign-in", email="dora@visitor.example")
    panel.send("/sign-in/code", code=mailed("dora@visitor.example")["code"])
    assert panel.path == "/w/acme/contact?question=Lost"
    panel.send("/w/acme/tickets", body="I am lost")
    assert "We have your message" in panel.text
    assert "Lost" in panel.go("/w/acme/inbox").text
    assert "Set-Cookie" not in panel.answer.headers


def test_a_code_of_the_widget_needs_its_session(app: Any, site: Any, mailed: Any, desk: Desk) -> None:
    client = app.test_client()
    client.post("/w/acme/sign-in", data={"email": "dora@visitor.example"})
    code = mailed("dora@visitor.example")["code"]
    answer = client.post("/w/acme/sign-in/code", data={"email": "dora@visitor.example", "code": code})
    assert answer.status_code == 422
    assert "Set-Cookie" not in answer.headers


def test_nothing_of_the_inbox_is_seen_before(visitor: Any, carol: Contact, ticket: int, desk: Desk) -> None:
    for method, path in (("POST", "messages"), ("POST", "closure"), ("DELETE", "closure"), ("POST", "favourite")):
        assert visitor.go(f"/inbox/{ticket}/{path}", method, data={"body": "mine"}).status == 404
    assert len(desk.see(inbox.read, carol, ticket)[1]) == 1


def _other(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def _later(life: timedelta) -> Any:
    return datetime.now(UTC) + life + timedelta(seconds=1)


@pytest.fixture
def statements(app: Any) -> Iterator[list[str]]:
    """What the web app says to the store, in order."""
    said: list[str] = []

    def heard(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        said.append(statement)

    with desk_of(app).work(writing=False):
        engine = db.engine
    event.listen(engine, "before_cursor_execute", heard)
    yield said
    event.remove(engine, "before_cursor_execute", heard)


def test_a_known_and_an_unknown_address_cost_the_same_and_read_the_same(
    app: Any, carol: Contact, statements: list[str]
) -> None:
    def tried(email: str) -> tuple[list[str], list[str]]:
        browser, texts = Browser(app.test_client()), list[str]()
        browser.go("/sign-in")
        statements.clear()
        texts.append(browser.send("/sign-in", email=email).text)
        texts.append(browser.send("/sign-in/code", code="000000").text)
        return statements.copy(), [text.replace(email, "somebody") for text in texts]

    tried("warm@customer.example")
    known, unknown = tried(carol.email), tried("x" + carol.email[1:])
    assert len(known[0]) > 5
    assert known == unknown
