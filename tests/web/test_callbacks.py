"""Asking to be called, on both faces and without script: clear faults, everything kept, changed and cancelled."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.callbacks import Attempt, CallbackState
from helpcenter.domain.people import Contact, Specialist
from helpcenter.services import attachments, callbacks, calling, inbox, people, tickets
from tests.domain.evidence import samples
from tests.web.test_attachments import ids, send

MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
FORM = "/callbacks"
FILLED = {"phone": "030 12345678", "country": "DE", "subject": "My list is empty", "consent": "1"}


@pytest.fixture(autouse=True)
def _open_hours(settings: Settings) -> Iterator[None]:
    assert settings.policy_file is not None
    rules = '[hours.business]\nzone = "UTC"\nweekdays = ["09:00-17:00"]\n'
    Path(settings.policy_file).write_text(rules, encoding="utf-8")
    with time_machine.travel(MONDAY, tick=False):
        yield


def test_the_form_is_one_click_away_and_carries_the_question(customer: Any) -> None:
    customer.go("/contact?question=Where+is+my+list%3F")
    [link] = [a.attributes["href"] for a in customer.page.all("a", class_="channel__name")]
    assert link == "/contact?channel=callback&question=Where+is+my+list?"
    customer.go(link)
    assert customer.form(FORM).fields["subject"] == "Where is my list?"
    assert "Usually within 5 minutes, by" in customer.text
    assert "We speak English with you on the phone." in customer.text


def test_the_country_is_guessed_from_the_language(sign_in: Any, desk: Desk, site: Any, sign: Any) -> None:
    for locale, country in (("ja", "JP"), ("de", "DE"), ("pt-BR", "BR")):
        who = desk.do(people.identify, site, sign(f"{locale.lower()}@customer.example", locale=locale))
        assert sign_in(who).go("/contact?channel=callback").form(FORM).fields["country"] == country


def test_a_language_that_is_not_spoken_is_said(sign_in: Any, desk: Desk, site: Any, sign: Any) -> None:
    pole = desk.do(people.identify, site, sign("pole@customer.example", locale="pl"))
    browser = sign_in(pole).go("/contact?channel=callback&lang=en")
    assert "It is not offered in Polish; we answer in English." in browser.text
    assert "We speak English with you on the phone." in browser.text


def test_from_form_to_receipt_and_ticket(customer: Any, desk: Desk, carol: Contact) -> None:
    customer.go("/contact?channel=callback").send(FORM, **FILLED)
    assert customer.path.endswith("/receipt")
    assert "We call you at +49 30 12345678 by 10:05" in customer.text.replace("\u202fAM", "")
    [ticket] = desk.see(inbox.look, carol).tickets
    customer.go(f"/inbox/{ticket.id}")
    assert "We call you at +49 30 12345678 by" in customer.text
    assert desk.see(callbacks.found, ticket.id).consent_at == MONDAY


def test_the_same_form_twice_is_one_call(customer: Any, desk: Desk, carol: Contact) -> None:
    form = customer.go("/contact?channel=callback").form(FORM)
    first = customer.go(form.action, "POST", data=form.fields | FILLED).path
    assert customer.go(form.action, "POST", data=form.fields | FILLED).path == first
    assert desk.see(callbacks.count) == 1


@pytest.mark.parametrize(
    ("phone", "says"),
    [
        ("+999 123456", "No country has this code."),
        ("+49 12", "This number is too short."),
        ("112", "We cannot call this kind of number."),
        ("+1 900 234 5678", "We cannot call this kind of number."),
        ("never", "This is not a telephone number."),
        ("", "Please give the number that we shall call."),
    ],
)
def test_a_number_that_cannot_be_called_is_refused_beside_its_field(customer: Any, phone: str, says: str) -> None:
    typed = FILLED | {"phone": phone, "body": "  kept \n as it was"}
    customer.go("/contact?channel=callback").send(FORM, **typed)
    assert (customer.status, says in customer.text) == (422, True)
    fields = customer.form(FORM).fields
    assert {name: fields[name] for name in typed} == typed
    [field] = customer.page.all("input", id="phone")
    assert field.attributes["aria-describedby"] == "phone-fault"


def test_without_consent_and_with_a_time_that_is_gone_nobody_calls(customer: Any, desk: Desk) -> None:
    form = customer.go("/contact?channel=callback").form(FORM)
    for when in ("2026-03-02T07:00:00+00:00/2026-03-02T09:00:00+00:00", "nonsense", "1/2", "9" * 5000):
        values = form.fields | FILLED | {"when": when}
        values.pop("consent")
        customer.go(form.action, "POST", data=values)
        assert customer.status == 422
        assert "Please allow us to call you, or choose e-mail instead." in customer.text
        assert "We cannot call at this time any more." in customer.text
    assert desk.see(callbacks.count) == 0


def test_a_time_is_chosen_in_the_readers_zone(app: Any, panel: Any) -> None:
    panel.headers["HC-Time-Zone"] = "Asia/Tokyo"
    panel.go("/w/acme/contact?channel=callback")
    assert "Japan Standard Time" in panel.text
    assert "8:00" in panel.text, "eleven in London is eight in the evening there"


def test_on_the_widget_it_works_the_same(panel: Any, desk: Desk, carol: Contact) -> None:
    panel.go("/w/acme/contact?channel=callback").send("/callbacks", **FILLED)
    assert "We call you at +49 30 12345678" in panel.text
    assert desk.see(callbacks.count) == 1


def test_a_phone_gets_no_form(customer: Any) -> None:
    customer.headers["Sec-CH-UA-Mobile"] = "?1"
    customer.go("/contact?channel=callback")
    assert [form.action for form in customer.page.forms if form.action.endswith(FORM)] == []
    assert customer.form("/tickets")


def test_a_visitor_is_refused_with_the_text_kept(visitor: Any, desk: Desk) -> None:
    visitor.go(FORM, "POST", data=FILLED | {"body": "kept"})
    assert (visitor.status, desk.see(callbacks.count)) == (403, 0)


@pytest.fixture
def number(customer: Any, desk: Desk, carol: Contact) -> int:
    customer.go("/contact?channel=callback").send(FORM, **FILLED)
    return desk.see(inbox.look, carol).tickets[0].id


def test_number_and_time_are_changed(customer: Any, desk: Desk, number: int) -> None:
    customer.go(f"/inbox/{number}/callback")
    assert customer.form("/callback").fields["phone"] == "+49 30 12345678"
    [_, slot, *_] = [
        each.attributes["value"] for each in customer.page.all("option") if "/" in (each.attributes["value"] or "")
    ]
    customer.send("/callback", phone="12", when=slot)
    assert (customer.status, customer.form("/callback").fields["phone"]) == (422, "12")
    customer.send("/callback", phone="+44 20 7946 0000", when=slot)
    assert "We call you at +44 20 7946 0000, 1:00" in customer.text.replace("\u202f", " ")
    found = desk.see(callbacks.found, number)
    assert (found.phone, found.window is not None) == ("+442079460000", True)


def test_cancelled_without_script(customer: Any, desk: Desk, number: int) -> None:
    form = next(form for form in customer.go(f"/inbox/{number}").page.forms if form.action.endswith("/callback"))
    customer.go(form.action, "POST", data=form.fields)
    assert "This call was cancelled." in customer.text
    assert desk.see(callbacks.found, number).state is CallbackState.CANCELLED
    assert customer.go(form.action, "POST", data=form.fields).status == 409


def test_its_customer_sees_how_it_goes(customer: Any, desk: Desk, ada: Specialist, number: int) -> None:
    desk.do(calling.claim, ada, number)
    assert "Ada is about to call you at +49 30 12345678." in customer.go(f"/inbox/{number}").text
    desk.do(calling.attempt, ada, number, Attempt.WRONG_NUMBER, "<b>A baker's</b>")
    customer.go(f"/inbox/{number}")
    assert "Ada called, but the number was wrong" in customer.text
    assert "We could not reach you at" in customer.text
    assert "baker" not in customer.html


def test_anybody_elses_is_not_there(sign_in: Any, desk: Desk, site: Any, sign: Any, number: int) -> None:
    mallory = sign_in(desk.do(people.identify, site, sign("mallory@other.example")))
    assert mallory.go(f"/inbox/{number}/callback").status == 404
    csrf = mallory.go("/contact").form("/tickets").fields["csrf"]
    for values in ({"_method": "DELETE"}, {"phone": "+44 20 7946 0000"}):
        assert mallory.go(f"/inbox/{number}/callback", "POST", data=values | {"csrf": csrf}).status == 404


def test_files_the_page_and_an_earlier_ticket_go_along(panel: Any, desk: Desk, carol: Contact, ada: Specialist) -> None:
    panel.go("/w/acme/contact?channel=callback").send("/callbacks", **FILLED)
    [earlier] = desk.see(inbox.look, carol).tickets
    panel.go(f"/w/acme/contact?channel=callback&follows={earlier.id}")
    assert panel.form("/callbacks").fields["follows"] == str(earlier.id)
    told = {"evidence_consent": "1", "evidence_url": "http://host.example/lists?token=abc", "evidence_viewport": "9x9"}
    form = panel.form("/callbacks")
    values = form.fields | FILLED | told | {"phone": "12"}
    panel.go(form.action, "POST", data=values | {"attachments": (io.BytesIO(b"it says no"), "said.txt")})
    assert (panel.status, "said.txt" in panel.html) == (422, True), "the file waits in the form"
    values = panel.form("/callbacks").fields | {"phone": FILLED["phone"], "consent": "1"} | told
    assert panel.go(form.action, "POST", data=values).path.endswith("/receipt")
    later = next(each for each in desk.see(inbox.look, carol).tickets if each.id != earlier.id)
    assert (later.evidence["url"], later.evidence["viewport"]) == (
        "http://host.example/lists?token=[removed]", "9x9",
    )  # fmt: skip
    assert [file.name for file in desk.see(attachments.of_ticket, later.id)] == ["said.txt"]
    assert "follows" in [entry.data.get("event") for entry in desk.see(tickets.timeline, later.id)]


def test_files_come_along_to_another_channel_and_nobody_elses_do(customer: Any, visitor: Any) -> None:
    send(customer.go("/contact"), "/tickets", [("a.png", samples.png()), ("b.gif", samples.gif())], subject="")
    brought = ids(customer)
    links = [str(each.attributes["href"]) for each in customer.page.all("a", class_="channel__name")]
    [link] = [each for each in links if "channel=callback" in each]
    assert ids(customer.go(link)) == brought, "also without script"
    assert customer.form("/callbacks")
    wanted = {"channel": "callback", "attachment": [*brought, *brought, "9" * 5000, "-1", "x", "²"]}
    assert ids(customer.go("/contact", query_string=wanted)) == brought
    assert (visitor.go("/contact", query_string=wanted).status, ids(visitor)) == (200, [])


def test_what_a_program_fills_in_opens_nothing(customer: Any, desk: Desk) -> None:
    customer.go("/contact?channel=callback").send(FORM, **FILLED, website="http://spam.example")
    assert (customer.status, "We have your message" in customer.text) == (200, True)
    assert desk.see(callbacks.count) == 0
