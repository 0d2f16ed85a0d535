"""The survey: rated without script, changed for two weeks, by a letter's link that no scanner can trigger."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.tickets import Status
from helpcenter.links import Links
from helpcenter.services import deliveries, inbox, people, surveys, tickets


@pytest.fixture
def closed(desk: Desk, ada: Specialist, ticket: int) -> int:
    """Carol's ticket, solved by Ada."""
    desk.do(tickets.assign, ada, ticket, ada.id)
    desk.do(tickets.set_status, ada.author, ticket, Status.SOLVED)
    return ticket


@pytest.fixture
def link(settings: Settings, closed: int) -> str:
    return urlsplit(Links(settings.public_url).survey(closed, settings.secret_key)).path


def test_rated_and_changed_at_the_end_of_a_closed_ticket(
    customer: Any, desk: Desk, ada: Specialist, closed: int
) -> None:
    customer.go(f"/inbox/{closed}").send("/survey", rating="4", comment="Quick <b>help</b>")
    assert "You rated this ticket 4 of 5." in customer.text
    assert "<b>help</b>" not in customer.html
    customer.send("/survey", rating="2", comment="It broke again")
    found = desk.see(surveys.get, closed)
    assert found is not None
    assert (found.rating, found.comment, found.specialist_id) == (2, "It broke again", ada.id)
    now = datetime.now(UTC)
    assert desk.see(surveys.between, now - timedelta(hours=1), now + timedelta(hours=1)) == [found]
    rated = [m.data["rating"] for m in desk.see(tickets.timeline, closed) if m.data.get("event") == "rated"]
    assert rated == ["4", "2"]


def test_without_a_rating_nothing_is_kept_and_the_comment_stays(customer: Any, desk: Desk, closed: int) -> None:
    form = customer.go(f"/inbox/{closed}").form("/survey")
    for rating in ("", "0", "6", "five", "1.0"):
        customer.go(form.action, "POST", data=form.fields | {"rating": rating, "comment": "kept"})
        assert (customer.status, customer.form("/survey").fields["comment"]) == (422, "kept")
        assert "Please choose one of the five." in customer.text
    assert desk.see(surveys.get, closed) is None


def test_after_two_weeks_it_stands(customer: Any, desk: Desk, carol: Contact, closed: int) -> None:
    form = customer.go(f"/inbox/{closed}").form("/survey")
    customer.go(form.action, "POST", data=form.fields | {"rating": "5"})
    with time_machine.travel(datetime.now(UTC) + timedelta(days=13, hours=23), tick=True):
        assert customer.go(form.action, "POST", data=form.fields | {"rating": "4"}).status == 200
    with time_machine.travel(datetime.now(UTC) + timedelta(days=14, minutes=1), tick=True):
        assert customer.go(form.action, "POST", data=form.fields | {"rating": "1"}).status == 409
        assert "Change the rating" not in customer.go(f"/inbox/{closed}").text
    found = desk.see(surveys.get, closed)
    assert found is not None
    assert found.rating == 4


def test_a_link_scanner_rates_nothing(visitor: Any, desk: Desk, link: str, closed: int) -> None:
    for method in ("GET", "HEAD"):
        for rating in range(6):
            assert visitor.client.open(f"{link}?rating={rating}", method=method).status_code == 200
    assert desk.see(surveys.get, closed) is None
    visitor.go(f"{link}?rating=4")
    [chosen] = [e for e in visitor.page.all("input", type_="radio") if "checked" in e.attributes]
    assert chosen.attributes["value"] == "4"
    visitor.go(link, "POST", data={"rating": "4", "comment": "By mail"})
    assert "Thank you." in visitor.text
    found = desk.see(surveys.get, closed)
    assert found is not None
    assert (found.rating, found.comment) == (4, "By mail")


def test_an_altered_link_and_an_open_ticket_are_refused(
    visitor: Any, desk: Desk, carol: Contact, link: str, closed: int
) -> None:
    for bad in (
        link[:-1] + ("0" if link[-1] != "0" else "1"),
        "/survey/1",
        "/survey/9.x",
        "/survey/" + "9" * 30,
        "/survey/\u0661.x",
    ):
        assert visitor.go(bad).status == 404
        assert visitor.go(bad, "POST", data={"rating": "5"}).status == 404
    desk.do(inbox.reopen, carol, closed)
    assert "This ticket is open." in visitor.go(link).text
    assert visitor.go(link, "POST", data={"rating": "5"}).status == 409


def test_another_origin_cannot_rate(app: Any, link: str, desk: Desk, closed: int) -> None:
    headers = {"Origin": "https://evil.example"}
    assert app.test_client().post(link, data={"rating": "1"}, headers=headers).status_code == 403
    assert desk.see(surveys.get, closed) is None


def test_nobody_rates_anybody_elses(sign_in: Any, desk: Desk, site: Any, sign: Any, closed: int) -> None:
    mallory = sign_in(desk.do(people.identify, site, sign("mallory@other.example")))
    csrf = mallory.go("/contact").form("/tickets").fields["csrf"]
    assert mallory.go(f"/inbox/{closed}/survey", "POST", data={"rating": "1", "csrf": csrf}).status == 404


def test_the_closing_letter_leads_there_and_reopening_keeps_number_and_owner(
    customer: Any, desk: Desk, carol: Contact, ada: Specialist, closed: int
) -> None:
    assert desk.see(deliveries.of_ticket, closed)[-1].letter.name == "closing"
    customer.go(f"/inbox/{closed}").send("/closure")
    ticket = desk.see(tickets.get, closed)
    assert (ticket.id, ticket.status, ticket.assignee) == (closed, Status.OPEN, ada)
    assert ticket.due_at is not None
    desk.do(inbox.close, carol, closed)
    assert [each.letter.name for each in desk.see(deliveries.of_ticket, closed)].count("closing") == 1
