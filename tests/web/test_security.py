"""What an answer says about trust, and what a request must prove."""

from __future__ import annotations

from typing import Any

import jwt
from flask import url_for

from helpcenter.desk import Desk
from helpcenter.domain.people import Contact
from helpcenter.domain.sites import Site
from helpcenter.services import deliveries, inbox, sessions, sites
from helpcenter.web.security import SAFE, WITHOUT_COOKIE


def test_every_answer_says_what_it_trusts(visitor: Any) -> None:
    for path in ("/", "/contact", "/sign-in", "/nowhere", "/widget.js"):
        headers = visitor.go(path).answer.headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "'unsafe-inline'" not in policy
        assert "frame-ancestors 'none'" in policy
        assert "form-action 'self'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_pages_carry_nothing_that_the_policy_would_refuse(customer: Any, ticket: int) -> None:
    for path in ("/", "/contact", "/inbox", f"/inbox/{ticket}", "/sign-in", "/nowhere", "/w/acme"):
        customer.go(path)
        for element in customer.page.elements:
            assert "style" not in element.attributes
            assert not any(name.startswith("on") for name in element.attributes)
            assert element.tag != "style"
            assert element.tag != "script" or element.attributes.get("src")


def test_a_form_without_its_mark_is_refused(customer: Any, ticket: int, desk: Desk, carol: Contact) -> None:
    for mark in ({}, {"csrf": ""}, {"csrf": "0" * 32}, {"csrf": "ünïcode"}):
        assert customer.go(f"/inbox/{ticket}/messages", "POST", data={"body": "Forged"} | mark).status == 403
    assert len(desk.see(inbox.read, carol, ticket)[1]) == 1


def test_the_mark_of_one_session_is_worthless_in_another(sign_in: Any, carol: Contact, ticket: int) -> None:
    one, other = sign_in(carol), sign_in(carol)
    mark = one.go(f"/inbox/{ticket}").form("/messages").fields["csrf"]
    assert other.go(f"/inbox/{ticket}/messages", "POST", data={"body": "x", "csrf": mark}).status == 403


FROM_ELSEWHERE = (
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://host.example"},
    {"Origin": "http://localhost:8080.evil.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
)


def test_a_form_from_elsewhere_is_refused(customer: Any, ticket: int) -> None:
    form = customer.go(f"/inbox/{ticket}").form("/messages")
    for headers in FROM_ELSEWHERE:
        answer = customer.client.post(form.action, data=form.fields | {"body": "Forged"}, headers=headers)
        assert answer.status_code == 403, headers
        assert customer.client.post("/sign-in", data={"email": "a@b.example"}, headers=headers).status_code == 403


def test_no_room_forgets_to_ask_where_a_form_comes_from(app: Any) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.methods - SAFE]
    guarded = [rule for rule in rules if rule.endpoint.rpartition(".")[0] not in WITHOUT_COOKIE]
    assert len(guarded) > 40
    names = {"locale": "en", "space": "community", "number": 1, "slug": "x", "token": "x"}
    for rule in guarded:
        values = {name: names[name] for name in rule.arguments}
        with app.test_request_context():
            path = url_for(rule.endpoint, **values)
        for method in rule.methods - SAFE:
            answer = app.test_client().open(path, method=method, headers={"Origin": "https://evil.example"})
            assert answer.status_code == 403, (method, path)


def test_a_form_from_here_is_taken(customer: Any, ticket: int) -> None:
    form = customer.go(f"/inbox/{ticket}").form("/messages")
    headers = {"Origin": "http://localhost:8080", "Sec-Fetch-Site": "same-origin"}
    assert customer.client.post(form.action, data=form.fields | {"body": "Mine"}, headers=headers).status_code == 303


def test_no_widget_address_takes_a_cookie(customer: Any, ticket: int) -> None:
    assert customer.go(f"/w/acme/inbox/{ticket}/messages", "POST", data={"body": "Forged"}).status == 404
    assert customer.go("/w/acme/inbox").path.startswith("/w/acme/sign-in")


def test_tokens_of_one_face_are_worthless_at_the_other(app: Any, desk: Desk, carol: Contact, ticket: int) -> None:
    bearer = desk.do(sessions.start, "widget", carol.site_id, contact=carol)
    cookie = desk.do(sessions.start, "page", carol.site_id, contact=carol)
    client = app.test_client()
    client.set_cookie("helpcenter", bearer)
    assert client.get(f"/inbox/{ticket}").status_code == 303
    answer = app.test_client().get(f"/w/acme/inbox/{ticket}", headers={"Authorization": f"Bearer {cookie}"})
    assert answer.status_code == 404


def test_foreign_and_missing_are_the_same_404(app: Any, desk: Desk, carol: Contact, ticket: int) -> None:
    other = desk.do(sites.add, "Other", ["http://other.example"], key="other")
    token = desk.do(sessions.start, "widget", carol.site_id, contact=carol)
    foreign = desk.do(sessions.start, "widget", other.id)
    client = app.test_client()

    def got(path: str, bearer: str) -> tuple[int, bytes]:
        answer = client.get(path, headers={"Authorization": f"Bearer {bearer}", "HX-Request": "true"})
        return answer.status_code, answer.data

    missing = got("/w/acme/inbox/99999", token)
    assert missing[0] == 404
    assert got("/w/acme/inbox/99999999999999999999999999", token)[0] == 404
    assert got(f"/w/other/inbox/{ticket}", token)[0] == 404
    assert got(f"/w/acme/inbox/{ticket}", foreign)[0] == 404
    assert got(f"/w/acme/inbox/{ticket}", "forged")[0] == 404
    assert got(f"/w/nowhere/inbox/{ticket}", token)[0] == 404
    assert got(f"/w/acme/inbox/{ticket}", token)[0] == 200


def test_a_stale_token_says_so_that_the_panel_can_renew_it(app: Any, site: Site) -> None:
    answer = app.test_client().get("/w/acme/ask", headers={"Authorization": "Bearer long-gone"})
    assert (answer.status_code, answer.headers["HC-Session"]) == (404, "stale")


ELSEWHERE = [
    "//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
    "/\t/evil.example", "evil", "/\r\nSet-Cookie: a=b", "",
]  # fmt: skip


def test_nobody_is_sent_elsewhere(visitor: Any, desk: Desk, site: Site) -> None:
    for target in ELSEWHERE:
        visitor.go("/sign-in", query_string={"next": target}).send("/sign-in", email="eve@customer.example")
        form = visitor.form("/sign-in/code")
        letter = desk.see(deliveries.recent)[0].letter
        answer = visitor.client.post(form.action, data=form.fields | {"code": letter.values["code"]})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/inbox"), target
        visitor.client.delete_cookie("helpcenter")
        visitor.go("/sign-in", "POST", data={"email": "eve@customer.example", "next": target})
        letter = desk.see(deliveries.recent)[0].letter
        answer = visitor.client.post(f"/sign-in/{letter.values['token']}")
        assert (answer.status_code, answer.headers["Location"]) == (303, "/inbox"), target
        visitor.client.delete_cookie("helpcenter")


def test_before_there_is_a_site_pages_say_so_calmly(client: Any) -> None:
    for path in ("/", "/ask", "/inbox", "/w/none", "/en/"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert b"We could not find that" in answer.data


def test_identities_that_do_not_hold_open_nothing(app: Any, site: Site, sign: Any) -> None:
    client = app.test_client()
    forged = jwt.encode({"aud": "acme", "email": "a@b.example"}, "x" * 32, algorithm="HS256")
    unsigned = jwt.encode({"aud": "acme", "email": "a@b.example"}, "", algorithm="none")
    good = sign()
    bad = [
        forged,
        unsigned,
        sign(exp=1),
        sign(aud="other"),
        sign(jti=None),
        sign(jti="\x00"),
        sign(exp=10**30),
        good[:-3] + "abc",
    ]
    for token in [*bad, "x", "a.b.c", "é.é.é"]:
        assert client.post("/w/acme/session", json={"identity": token}).status_code == 404
    assert client.post("/w/acme/session", json={"identity": good}).status_code == 201
    assert client.post("/w/acme/session", json={"identity": good}).status_code == 404, "each is good once"
