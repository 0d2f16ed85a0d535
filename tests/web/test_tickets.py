"""Sending the form: once, with faults beside their fields and everything kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.people import Contact
from helpcenter.services import inbox


def test_from_form_to_receipt(customer: Any, desk: Desk, carol: Contact) -> None:
    customer.go("/contact?question=Why%3F")
    customer.send("/tickets", body="First line\nSecond line", locale="fr")
    assert customer.path.endswith("/receipt")
    assert (customer.status, "We have your message" in customer.text) == (200, True)
    [ticket] = desk.see(inbox.look, carol).tickets
    assert f"Ticket {ticket.number}" in customer.text
    assert (ticket.subject, ticket.locale, ticket.question) == ("Why?", "fr", "Why?")
    _, messages = desk.see(inbox.read, carol, ticket.id)
    assert messages[0].body == "First line\nSecond line"


def test_a_reload_of_the_receipt_sends_nothing(customer: Any, desk: Desk, carol: Contact) -> None:
    customer.go("/contact").send("/tickets", subject="Once", body="Please")
    customer.go(customer.path)
    assert customer.status == 200
    assert desk.see(inbox.counts, carol)["all"] == 1


def test_the_same_form_twice_is_one_ticket(customer: Any, desk: Desk, carol: Contact) -> None:
    customer.go("/contact")
    form = customer.form("/tickets")
    values = form.fields | {"subject": "Twice", "body": "Clicked twice"}
    first = customer.go(form.action, "POST", data=values).path
    assert customer.go(form.action, "POST", data=values).path == first
    assert desk.see(inbox.counts, carol)["all"] == 1


def test_the_same_form_with_another_text_is_asked_about(customer: Any, desk: Desk, carol: Contact) -> None:
    customer.go("/contact")
    form = customer.form("/tickets")
    customer.go(form.action, "POST", data=form.fields | {"subject": "One", "body": "One"})
    customer.go(form.action, "POST", data=form.fields | {"subject": "Two", "body": "Two"})
    assert customer.status == 409
    assert customer.form("/tickets").fields["body"] == "Two"
    assert customer.send("/tickets").status == 200
    assert desk.see(inbox.counts, carol)["all"] == 2


def test_faults_stand_beside_their_fields_and_nothing_is_lost(customer: Any, desk: Desk, carol: Contact) -> None:
    long = "x" * 201
    customer.go("/contact").send("/tickets", subject=long, body="  kept \n as it was", email="nobody", locale="de")
    assert customer.status == 422
    fields = customer.form("/tickets").fields
    assert (fields["subject"], fields["body"], fields["email"], fields["locale"]) == (
        long, "  kept \n as it was", "nobody", "de",
    )  # fmt: skip
    faulty = {e.attributes["name"]: e.attributes for e in customer.page.elements if "aria-invalid" in e.attributes}
    assert set(faulty) == {"subject", "email"}
    for name, attributes in faulty.items():
        assert attributes["aria-describedby"] == f"{name}-fault"
        assert customer.page.all("p", id=f"{name}-fault")
    assert [name for name, attributes in faulty.items() if "autofocus" in attributes] == ["subject"]
    assert "It should look like name@example.com." in customer.text
    assert desk.see(inbox.counts, carol)["all"] == 0


def test_empty_fields_are_named(customer: Any) -> None:
    customer.go("/contact").send("/tickets", subject=" ", body="\u200b", email="")
    assert customer.status == 422
    assert "Please write something first." in customer.text
    assert "Please give your e-mail address" in customer.text


def test_a_language_or_topic_that_is_not_offered_is_refused(customer: Any) -> None:
    customer.go("/contact").send("/tickets", subject="a", body="b", locale="xx", topic="secret")
    assert customer.status == 422
    assert "Please choose one of those offered." in customer.text


def test_a_channel_that_closed_meanwhile_keeps_the_text(
    customer: Any, settings: Settings, desk: Desk, carol: Contact
) -> None:
    customer.go("/contact")
    assert settings.policy_file is not None
    Path(settings.policy_file).write_text("[policy.channels.email]\nplans = []\n", encoding="utf-8")
    customer.send("/tickets", subject="Late", body="I wrote all this")
    assert customer.status == 403
    assert "I wrote all this" in customer.html
    assert "nothing was sent" in customer.text
    assert desk.see(inbox.counts, carol)["all"] == 0


def test_a_visitor_cannot_send(visitor: Any) -> None:
    visitor.go("/tickets", "POST", data={"subject": "a", "body": "Mine", "email": "a@b.example", "locale": "en"})
    assert visitor.status == 403
    assert "Mine" in visitor.html


def test_a_receipt_is_its_owners_alone(visitor: Any, ticket: int) -> None:
    assert visitor.go(f"/tickets/{ticket}/receipt").status == 404


def test_the_widget_gets_the_same_steps_as_blocks(panel: Any, desk: Desk, carol: Contact) -> None:
    panel.go("/w/acme/contact?question=Why%3F")
    assert "<html" not in panel.html
    assert "csrf" not in panel.form("/w/acme/tickets").fields
    panel.send("/w/acme/tickets", body="In the panel")
    assert panel.path.startswith("/w/acme/tickets/")
    assert "We have your message" in panel.text
    assert desk.see(inbox.counts, carol)["all"] == 1


def test_an_answer_sent_twice_with_another_text_is_kept(customer: Any, desk: Desk, carol: Contact) -> None:
    customer.go("/contact").send("/tickets", subject="One", body="One")
    [ticket] = desk.see(inbox.look, carol).tickets
    form = customer.go(f"/inbox/{ticket.id}").form("/messages")
    customer.go(form.action, "POST", data=form.fields | {"body": "First"})
    customer.go(form.action, "POST", data=form.fields | {"body": "Second"})
    assert (customer.status, customer.form("/messages").fields["body"]) == (409, "Second")
    assert customer.send("/messages").status == 200
    said = [message.body for message in desk.see(inbox.read, carol, ticket.id)[1]]
    assert said[-2:] == ["First", "Second"]
