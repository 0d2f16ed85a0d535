"""What is said of a text while it is written and before it is sent: secrets, tips, and where the writer was."""

from __future__ import annotations

from typing import Any

from helpcenter.desk import Desk
from helpcenter.domain.people import Contact
from helpcenter.services import inbox, tickets
from tests.domain.evidence import samples
from tests.web.test_attachments import ids, send


def test_secrets_are_asked_about_and_masked_by_rule(customer: Any, desk: Desk, carol: Contact) -> None:
    text = "My card 4111 1111 1111 1111 is refused.\nPassword: hunter2"
    send(customer.go("/contact"), "/tickets", [("a.png", samples.png())], body=text, subject="Card")
    assert (customer.status, desk.see(inbox.counts, carol)["all"]) == (422, 0)
    assert "There seem to be 2 secrets in your text: a card number and a password." in customer.text
    assert (customer.form("/tickets").fields["body"], len(ids(customer))) == (text, 1)
    customer.send("/tickets")
    [ticket] = desk.see(inbox.look, carol).tickets
    _, messages = desk.see(inbox.read, carol, ticket.id)
    assert messages[0].body == "My card ••••1111 is refused.\nPassword: ••••"


def test_a_secret_in_the_question_that_is_carried_along_is_always_masked(
    customer: Any, desk: Desk, carol: Contact
) -> None:
    customer.go("/contact?question=password%3A+hunter2")
    send(customer, "/tickets", [])
    assert desk.see(inbox.look, carol).tickets[0].question == "password: ••••"


def test_who_wants_to_send_a_secret_may(customer: Any, desk: Desk, carol: Contact, ticket: int) -> None:
    customer.go(f"/inbox/{ticket}").send("/messages", body="pin: 1234")
    assert customer.status == 422
    form = customer.form("/messages")
    fields = {name: value for name, value in form.fields.items() if name != "mask"}
    customer.go(form.action, "POST", data=fields | {"body": "pin: 1234 password: hunter2"})
    assert customer.status == 422  # one more than was agreed to
    box = customer.page.all("input", name="mask")[0]
    assert "checked" not in box.attributes
    fields = {name: value for name, value in customer.form("/messages").fields.items() if name != "mask"}
    assert customer.go(form.action, "POST", data=fields).status == 200
    _, messages = desk.see(inbox.read, carol, ticket)
    assert messages[-1].body == "pin: 1234 password: hunter2"


def test_tips_react_to_what_is_written(customer: Any, panel: Any) -> None:
    csrf = customer.go("/contact").form("/tickets").fields["csrf"]
    said = customer.client.post("/writing-help", data={"subject": "Help", "body": "my list doesn't work", "csrf": csrf})
    assert "Which “list” is it?" in customer.page.__class__(said.text).text
    german = panel.client.post(
        "/w/acme/writing-help?lang=de", data={"subject": "", "body": "Meine Liste geht nicht"}, headers=panel.headers
    )
    assert "Liste" in panel.page.__class__(german.text).text
    customer.go("/contact?question=my+list+does+not+work")
    assert "Which “list” is it?" in customer.text


def test_where_the_writer_was_is_told_with_consent_only(panel: Any, desk: Desk, carol: Contact) -> None:
    told = {
        "evidence_url": "https://app.example/lists/4?access_token=SECRET#top",
        "evidence_browser": "Mozilla/5.0\x00 (X11)",
        "evidence_viewport": "1280 x 800",
    }
    for consent in ({}, {"evidence_consent": "1"}):
        send(panel.go("/w/acme/contact"), "/tickets", [], **told, **consent)
    agreed, silent = desk.see(inbox.look, carol).tickets
    assert (dict(silent.evidence), agreed.evidence["viewport"]) == ({}, "1280 x 800")
    assert agreed.evidence["url"] == "https://app.example/lists/4?access_token=[removed]#top"
    assert desk.see(tickets.get, agreed.id).evidence["browser"].startswith("Mozilla/5.0")
