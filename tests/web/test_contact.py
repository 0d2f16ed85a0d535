"""The contact step: channels with promise or reason, the question carried along."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import time_machine

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.people import Specialist
from helpcenter.services import people


def test_the_question_is_carried_along(customer: Any) -> None:
    customer.go("/contact?question=Where+is+my+list%3F")
    fields = customer.form("/tickets").fields
    assert (fields["subject"], fields["body"], fields["question"]) == ("Where is my list?", "", "Where is my list?")
    assert fields["email"] == "carol@customer.example"


def test_a_long_question_begins_the_description_too(customer: Any) -> None:
    question = "My list is empty since yesterday.\nI see nothing but a spinner, " + "on and on, " * 30
    customer.go("/contact", query_string={"question": question})
    fields = customer.form("/tickets").fields
    assert fields["subject"] == "My list is empty since yesterday."
    assert fields["body"] == question.strip()


def test_a_first_line_without_end_is_cut_for_the_overview(customer: Any) -> None:
    fields = customer.go("/contact", query_string={"question": "word " * 100}).form("/tickets").fields
    assert len(fields["subject"]) == 200
    assert fields["subject"].endswith("…")


def test_an_open_channel_says_by_when(customer: Any) -> None:
    customer.go("/contact")
    assert "Within one business day, by" in customer.text
    assert customer.page.all("li", class_="channel channel--chosen")
    assert "Chat with the team" in customer.text


def test_a_closed_channel_says_when_it_opens_in_the_readers_zone(panel: Any, settings: Settings) -> None:
    assert settings.policy_file is not None
    rules = '[hours.business]\nzone = "UTC"\nweekdays = ["09:00-17:00"]\n'
    Path(settings.policy_file).write_text(rules, encoding="utf-8")
    panel.headers["HC-Time-Zone"] = "Asia/Tokyo"
    with time_machine.travel(datetime(2026, 3, 1, 20, tzinfo=UTC), tick=False):
        panel.go("/w/acme/contact")
    assert "We are closed right now. Next opening: 6:00 PM." in panel.text.replace("\u202f", " ")


def test_a_visitor_reads_why_and_what_opens(visitor: Any) -> None:
    visitor.go("/contact?question=Lost")
    assert visitor.status == 200
    assert "You are not signed in." in visitor.text
    assert "Starter, Professional, or Enterprise" in visitor.text
    links = [e.attributes["href"] for e in visitor.page.all("a")]
    assert "/sign-in?next=/contact?question%3DLost" in links
    assert not [form for form in visitor.page.forms if form.action.startswith("/tickets")]


def test_a_plan_without_e_mail_is_named(sign_in: Any, desk: Desk, site: Any, sign: Any) -> None:
    free = desk.do(people.identify, site, sign("free@customer.example", plan="free", account=None))
    browser = sign_in(free).go("/contact")
    assert "It is not part of your plan, Free." in browser.text
    assert "Sign in by e-mail" not in browser.text


def test_who_reaches_nobody_is_shown_what_is_open_to_everybody(visitor: Any) -> None:
    links = visitor.go("/contact?question=Lost").page.all("a", class_="channel__name")
    assert [each.attributes["href"] for each in links] == [
        "/ask?question=Trouble+signing+in",
        "/en/",
        "/en/community/ask?title=Lost",
    ]


def test_under_the_open_policy_a_visitor_proves_the_address(visitor: Any, settings: Settings) -> None:
    assert settings.policy_file is not None
    Path(settings.policy_file).write_text('policy = "open"\n', encoding="utf-8")
    visitor.go("/contact")
    assert "We do not know yet that your e-mail address is yours." in visitor.text
    assert "Sign in by e-mail" in visitor.text


def test_a_language_that_is_not_offered_is_explained(sign_in: Any, desk: Desk, site: Any, sign: Any) -> None:
    pole = desk.do(people.identify, site, sign("pole@customer.example", locale="pl"))
    browser = sign_in(pole).go("/contact?lang=en")
    assert "It is not offered in Polish; we answer in English." in browser.text
    offered = [e.attributes["value"] for e in browser.page.all("option")]
    assert offered == ["en", "fr", "de", "ja", "pt", "es"]
    assert browser.form("/tickets").fields["locale"] == "en"


def test_the_success_manager_is_offered_to_those_who_have_one(
    customer: Any, desk: Desk, carol: Any, ada: Specialist
) -> None:
    assert "Subscription" not in customer.go("/contact").text
    desk.do(people.set_success_manager, carol, ada.id)
    customer.go("/contact")
    customer.send("/tickets", subject="Invoice", body="Which one?", topic="subscription")
    assert "Ada, your success manager, takes care of it." in customer.text
