"""The account page on both faces: name, language, mail, staff access with its log, everything we hold."""

from __future__ import annotations

import json
from typing import Any

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.people import Contact, Specialist
from helpcenter.services import deliveries, people, staff_access, tickets


@pytest.fixture(params=["", "/w/acme"], ids=["page", "widget"])
def face(request: pytest.FixtureRequest, customer: Any, panel: Any) -> tuple[Any, str]:
    """Carol's browser on one of the faces, and where its steps begin."""
    return (panel if request.param else customer), request.param


def test_a_visitor_signs_in_first(visitor: Any) -> None:
    assert visitor.go("/account").path == "/sign-in?next=/account"
    for method, path in (("POST", "/account"), ("POST", "/account/staff-access"), ("GET", "/account/data.json")):
        assert visitor.go(path, method).status == 404


def test_name_and_language_are_theirs_and_no_host_changes_them_again(
    face: tuple[Any, str], desk: Desk, carol: Contact, site: Any, sign: Any
) -> None:
    browser, root = face
    browser.go(f"{root}/account").send("/account", name="Caroline <b>", locale="fr")
    assert browser.status == 200
    assert "Enregistr" in browser.text or browser.page.all("div", class_="notice notice--good")
    found = desk.do(people.identify, site, sign(name="Carol", locale="en", plan="free"))
    assert (found.name, found.locale, found.account and found.account.plan) == ("Caroline <b>", "fr", "free")


def test_faults_are_said_and_what_was_typed_stays(customer: Any) -> None:
    customer.go("/account").send("/account", name="x" * 201, locale="xx")
    assert customer.status == 422
    assert customer.form("/account").fields["name"] == "x" * 201
    assert customer.page.all("input", name="name", aria_invalid="true")
    assert customer.page.all("select", name="locale", aria_invalid="true")


def test_who_wants_no_mail_gets_none_but_for_signing_in(
    customer: Any, desk: Desk, carol: Contact, ada: Specialist, ticket: int
) -> None:
    form = customer.go("/account").form("/account")
    assert customer.page.all("input", name="mail_on_reply", checked=None)
    fields = {name: value for name, value in form.fields.items() if name != "mail_on_reply"}
    customer.go(form.action, "POST", data=fields)
    desk.do(tickets.reply, ada, ticket, "Try again.")
    assert "Try again." in customer.go(f"/inbox/{ticket}").text
    customer.client.post("/sign-in", data={"email": carol.email, "csrf": fields["csrf"]})
    letters = [each.letter.name for each in desk.see(deliveries.recent)]
    assert letters == ["sign_in", "acknowledgement"]
    customer.go("/account").send("/account", mail_on_reply="1")
    desk.do(tickets.reply, ada, ticket, "Did it help?")
    assert desk.see(deliveries.recent)[0].letter.name == "reply"


def test_the_switch_and_its_log(
    face: tuple[Any, str], desk: Desk, carol: Contact, ada: Specialist, ticket: int
) -> None:
    browser, root = face
    desk.do(staff_access.use, ada, ticket, "to see <script>what</script> you see")
    browser.go(f"{root}/account")
    assert "Staff access is on" in browser.text
    assert "Ada used staff access." in browser.text
    assert "to see <script>what</script> you see" in browser.text
    assert browser.page.all("a", href=f"{root}/inbox/{ticket}")
    browser.send("/account/staff-access")
    assert "Staff access is off" in browser.text
    browser.send("/account/staff-access")
    assert "Staff access is on" in browser.text
    assert "Carol turned staff access on." in browser.text
    assert "Ada used staff access to look into your account" in browser.go(f"{root}/inbox/{ticket}").text


def test_the_switch_takes_no_forged_form(customer: Any, desk: Desk, carol: Contact) -> None:
    for method in ("POST", "DELETE"):
        assert customer.go("/account/staff-access", method, data={"csrf": "0" * 32}).status == 403
    assert customer.go("/account", "POST", data={"name": "Eve", "locale": "en"}).status == 403
    assert desk.see(people.get, carol.id) == carol


def test_my_data_is_whole_and_mine_alone(
    face: tuple[Any, str], desk: Desk, carol: Contact, ada: Specialist, ticket: int, site: Any, sign: Any, sign_in: Any
) -> None:
    browser, root = face
    desk.do(tickets.reply, ada, ticket, "Try again.")
    desk.do(tickets.reply, ada, ticket, "Carol is <difficult>.", note=True)
    desk.do(staff_access.use, ada, ticket, "to look")
    [link] = [e for e in browser.go(f"{root}/account").page.all("a") if "download" in e.attributes]
    answer = browser.client.get(link.attributes["href"], headers=browser.headers)
    assert answer.mimetype == "application/json"
    assert answer.headers["Content-Disposition"] == "attachment; filename=helpcenter-data.json"
    assert (answer.headers["Cache-Control"], answer.headers["X-Content-Type-Options"]) == (
        "private, no-store", "nosniff",
    )  # fmt: skip
    data = json.loads(answer.data)
    assert data["contact"]["email"] == carol.email
    assert data["account"]["staff_access"] is True
    [mine] = data["tickets"]
    assert [message["text"] for message in mine["messages"] if message["kind"] == "reply"] == [
        "Here is how.", "Try again.",
    ]  # fmt: skip
    assert "difficult" not in answer.text
    assert data["staff_access"][0]["reason"] == "to look"
    eve = sign_in(desk.do(people.identify, site, sign("eve@other.example", account={"id": "a-2"})))
    assert json.loads(eve.client.get("/account/data.json").data)["tickets"] == []


def test_a_long_timeline_is_given_out_to_its_end(customer: Any, desk: Desk, ada: Specialist, ticket: int) -> None:
    with desk.work() as work:
        for number in range(600):
            tickets.reply(work, ada, ticket, f"No. {number}")
    data = json.loads(customer.client.get("/account/data.json").data)
    assert data["tickets"][0]["messages"][-1]["text"] == "No. 599"
