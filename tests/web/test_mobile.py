"""Where apps on phones enter: who they say it is, from whom that is believed, and what is open there."""

from __future__ import annotations

from typing import Any

import jwt
import pytest

from helpcenter.desk import Desk
from helpcenter.domain.people import Contact
from helpcenter.domain.sites import Site
from helpcenter.services import deliveries, inbox, sites, tickets
from tests.signing import signer


def test_menu_help_submit_request_send(visitor: Any, sign: Any, desk: Desk, carol: Contact) -> None:
    visitor.go("/m/session", "POST", data={"jwt": sign()})
    assert (visitor.status, visitor.path) == (200, "/m")
    assert {"/m/ask", "/m/inbox", "/m/account"} <= {each.attributes["href"] for each in visitor.page.all("a")}
    visitor.go("/m/ask")
    assert "Submit request" in visitor.text
    visitor.go("/m/contact").send("/m/tickets", subject="From the app", body="It broke.")
    assert "We have your message" in visitor.text
    assert visitor.path.startswith("/m/tickets/")
    [line] = desk.see(inbox.look, carol, "all").tickets
    assert (line.subject, desk.see(tickets.get, line.id).channel) == ("From the app", "email")
    assert "From the app" in visitor.go("/m/inbox").text
    assert "From the app" in visitor.go("/inbox").text, "the same inbox as on pages"


def test_only_email_is_open_in_an_app(visitor: Any, sign: Any) -> None:
    visitor.go("/m/session", "POST", data={"jwt": sign()})
    visitor.headers = {"User-Agent": "Desktop", "Sec-CH-UA-Mobile": "?0"}
    visitor.go("/m/contact")
    kinds = [str(each.attributes.get("class")).split() for each in visitor.page.all("li")]
    assert len([kind for kind in kinds if "channel" in kind and "channel--closed" not in kind]) == 1
    assert "Email Support" in visitor.text


def test_somebody_unknown_proves_their_address_in_the_app(visitor: Any, desk: Desk, site: Site) -> None:
    visitor.go("/m/inbox")
    assert visitor.path.startswith("/m/sign-in")
    visitor.send("/m/sign-in", email="new@customer.example")
    code = desk.see(deliveries.recent)[0].letter.values["code"]
    visitor.send("/m/sign-in/code", code=code)
    assert (visitor.status, visitor.path.partition("?")[0]) == (200, "/m/inbox")


def test_a_token_is_good_once_and_never_in_an_address(visitor: Any, app: Any, sign: Any, site: Site) -> None:
    token = sign()
    for path in (f"/m?jwt={token}", f"/m/session?jwt={token}"):
        answer = app.test_client().get(path)
        assert "Set-Cookie" not in answer.headers
    assert app.test_client().post(f"/m/session?jwt={token}").status_code == 403
    assert visitor.go("/m/session", "POST", data={"jwt": token}).status == 200
    assert app.test_client().post("/m/session", data={"jwt": token}).status_code == 403


@pytest.mark.parametrize("bad", ["", "x", "a.b.c", "é.é.é", "\x00", "x" * 100_000])
def test_what_is_no_token_opens_nothing_and_says_so(app: Any, site: Site, bad: str) -> None:
    answer = app.test_client().post("/m/session", data={"jwt": bad})
    assert answer.status_code == 403
    assert "could not recognise you" in answer.text
    assert "Set-Cookie" not in answer.headers


def test_a_forged_or_foreign_signature_opens_nothing(app: Any, site: Site, sign: Any) -> None:
    forged = jwt.encode({"aud": "acme", "email": "a@b.example"}, "x" * 32, algorithm="HS256")
    unsigned = jwt.encode({"aud": "acme", "email": "a@b.example"}, "", algorithm="none")
    for token in (forged, unsigned, sign(aud=["acme"]), sign(aud="nowhere"), sign(aud="\x00"), sign(exp=1)):
        answer = app.test_client().post("/m/session", data={"jwt": token})
        assert (answer.status_code, "Set-Cookie" in answer.headers) == (403, False)


def test_an_app_of_another_site_is_known_by_its_own_key(app: Any, site: Site, desk: Desk) -> None:
    other = desk.do(sites.add, "Other", ["http://other.example"], key="other")
    token = signer(other, desk.see(sites.secrets_of, other)[0])("omar@other.example")
    answer = app.test_client().post("/m/session", data={"jwt": token})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/m")


FROM_ELSEWHERE = (
    {"Origin": "https://evil.example"},
    {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Origin": "http://localhost:8080", "Sec-Fetch-Site": "same-site"},
)


def test_no_other_site_signs_anybody_in_or_out(app: Any, customer: Any, site: Site, sign: Any) -> None:
    for headers in FROM_ELSEWHERE:
        assert app.test_client().post("/m/session", data={"jwt": sign()}, headers=headers).status_code == 403, headers
        assert customer.client.post("/m/sign-out", headers=headers).status_code == 403, headers
    for headers in ({}, {"Origin": "null", "Sec-Fetch-Site": "none"}, {"Origin": "http://localhost:8080"}):
        assert app.test_client().post("/m/session", data={"jwt": sign()}, headers=headers).status_code == 303, headers


def test_signing_out_stays_in_the_app(customer: Any) -> None:
    assert customer.client.post("/m/sign-out").status_code == 403, "a form without its mark"
    customer.go("/m").send("/m/sign-out")
    assert customer.path == "/m"
    assert "Sign in by e-mail" in customer.text
