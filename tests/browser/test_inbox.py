"""The inbox follows what happens: in every tab, through cuts, without touching what somebody is writing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from helpcenter.desk import Desk
from helpcenter.domain.people import Contact, Role, Specialist
from helpcenter.domain.tickets import Status, Submission
from helpcenter.services import people, sessions, sites, tickets
from tests.browser.host import Host
from tests.browser.test_accessible import Looker
from tests.browser.test_widget import complained, opened


@pytest.fixture
def carol(help_desk: Desk, sign: Callable[..., str]) -> Contact:
    """A customer of the app."""
    return help_desk.do(people.identify, help_desk.see(sites.get, "acme"), sign("carol@customer.example"))


@pytest.fixture
def ada(help_desk: Desk) -> Specialist:
    """Somebody who answers."""
    return help_desk.do(people.put_specialist, "ada@team.example", "Ada", ("en",), Role.SPECIALIST)


@pytest.fixture
def number(help_desk: Desk, carol: Contact) -> int:
    """A ticket of Carol's."""
    submission = Submission(carol.site_id, "email", carol.email, "The map is empty", "No pins.", "en")
    return help_desk.do(tickets.submit, carol, submission).ticket_id


@pytest.fixture
def signed_in(context: BrowserContext, host: Host, help_desk: Desk, carol: Contact) -> str:
    """Carol's token, kept in the browser's cookie."""
    token = help_desk.do(sessions.start, "page", carol.site_id, contact=carol)
    context.add_cookies([{"name": "helpcenter", "value": token, "url": host.help}])
    return token


def followed(page: Page, address: str) -> Page:
    """Open a page and wait until it follows what happens."""
    page.goto(address)
    expect(page.locator("[data-live]")).to_have_attribute("data-following", "")
    return page


def test_two_tabs_stay_in_step_and_one_line_serves_both(
    page: Page,
    context: BrowserContext,
    host: Host,
    help_desk: Desk,
    ada: Specialist,
    number: int,
    signed_in: str,
    complaints: list[str],
) -> None:
    lines: list[str] = []
    context.on("request", lambda request: lines.append(request.url) if request.url.endswith("/live") else None)
    listing = followed(page, f"{host.help}/inbox")
    reading = followed(context.new_page(), f"{host.help}/inbox/{number}")
    reading.locator("#body").fill("Half a sentence")
    help_desk.do(tickets.reply, ada, number, "Please reload the map.")
    expect(reading.locator(".entry--ours .entry__body").last).to_have_text("Please reload the map.")
    expect(listing.locator(".ticket").first).to_contain_text("Ada: Please reload the map.")
    help_desk.do(tickets.set_status, ada.author, number, Status.CLOSED)
    expect(reading.get_by_role("button", name="Reopen this ticket")).to_be_visible()
    expect(reading.locator("#state")).to_contain_text("Closed")
    help_desk.do(tickets.set_status, ada.author, number, Status.OPEN)
    expect(reading.locator("#body")).to_have_value("Half a sentence")
    expect(reading.locator(".entry__body", has_text="Please reload the map.")).to_have_count(1)
    assert len(lines) == 1
    assert complained(complaints) == []


def test_a_hidden_tab_counts_what_is_new_and_reading_takes_it_away(
    page: Page, host: Host, help_desk: Desk, ada: Specialist, number: int, signed_in: str
) -> None:
    page.add_init_script("Object.defineProperty(document, 'hidden', { get: () => window.covered, configurable: true })")
    followed(page, f"{host.help}/inbox/{number}")
    expect(page).to_have_title(re.compile(r"^The map is empty"))
    page.evaluate("window.covered = true")
    help_desk.do(tickets.reply, ada, number, "Better now?")
    expect(page).to_have_title(re.compile(r"^\(1\) The map is empty"))
    page.evaluate("window.covered = false; document.dispatchEvent(new Event('visibilitychange'))")
    expect(page).to_have_title(re.compile(r"^The map is empty"))


def test_through_a_cut_nothing_is_missed(
    page: Page, context: BrowserContext, host: Host, help_desk: Desk, ada: Specialist, number: int, signed_in: str
) -> None:
    followed(page, f"{host.help}/inbox/{number}")
    page.locator("#body").fill("Kept")
    context.set_offline(True)
    expect(page.locator("#offline")).to_be_visible()
    for text in ("One", "Two", "Three"):
        help_desk.do(tickets.reply, ada, number, text)
    context.set_offline(False)
    expect(page.locator(".entry--ours .entry__body")).to_have_text(["One", "Two", "Three"])
    expect(page.locator("#offline")).to_be_hidden()
    expect(page.locator("#body")).to_have_value("Kept")


def test_where_the_line_cannot_be_had_it_is_asked_instead(
    page: Page, host: Host, help_desk: Desk, ada: Specialist, number: int, signed_in: str
) -> None:
    page.route("**/live", lambda route: route.abort())
    page.goto(f"{host.help}/inbox/{number}")
    help_desk.do(tickets.reply, ada, number, "Without a line")
    expect(page.locator(".entry--ours .entry__body")).to_have_text("Without a line")


def test_half_a_sentence_survives_a_reload_and_goes_when_it_is_sent(
    page: Page, host: Host, number: int, signed_in: str
) -> None:
    page.goto(f"{host.help}/inbox/{number}")
    page.locator("#body").fill("Not done")
    page.reload()
    expect(page.locator("#body")).to_have_value("Not done")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".entry__body").last).to_have_text("Not done")
    expect(page.locator("#body")).to_have_value("")


def test_signing_out_ends_the_line_and_says_so(
    page: Page, host: Host, help_desk: Desk, number: int, signed_in: str
) -> None:
    followed(page, f"{host.help}/inbox/{number}")
    page.locator("#body").fill("Kept for copying")
    help_desk.do(sessions.end, help_desk.see(sessions.find, signed_in, "page"))
    expect(page.get_by_text("You are signed out.")).to_be_visible()
    expect(page.locator("#body")).to_have_value("Kept for copying")


def test_the_panel_follows_too(
    page: Page, host: Host, help_desk: Desk, ada: Specialist, number: int, sign: Callable[..., str]
) -> None:
    frame = opened(page, host.show(identity=sign()))
    frame.locator(".bar").get_by_role("link", name="View support inbox").click()
    expect(frame.locator("[data-live]")).to_have_attribute("data-following", "")
    help_desk.do(tickets.reply, ada, number, "Into the panel")
    expect(frame.locator(".ticket--unread")).to_contain_text("Into the panel")
    frame.locator(".ticket__subject", has_text="The map is empty").first.click()
    frame.locator("#body").fill("Half")
    help_desk.do(tickets.reply, ada, number, "And into the ticket")
    expect(frame.locator(".entry--ours .entry__body").last).to_have_text("And into the ticket")
    expect(frame.locator("#body")).to_have_value("Half")


def test_the_boxes_are_a_sheet_where_there_is_no_room(page: Page, host: Host, number: int, signed_in: str) -> None:
    page.goto(f"{host.help}/inbox")
    expect(page.get_by_role("link", name="Favourites")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.get_by_role("link", name="Favourites")).to_be_hidden()
    page.get_by_role("button", name="All").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Favourites")).to_be_visible()
    looker = Looker(page, {"390 pixels": ({"color_scheme": "light"}, {"width": 390, "height": 844})})
    looker.look("the sheet of boxes")
    assert looker.told() == ""
    page.set_viewport_size({"width": 390, "height": 844})
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Favourites")).to_be_hidden()
    page.get_by_role("button", name="All").click()
    page.get_by_role("link", name="Closed").click()
    expect(page).to_have_url(re.compile("box=closed"))


def test_escape_closes_the_sheet_and_not_the_panel(page: Page, host: Host, sign: Callable[..., str]) -> None:
    frame = opened(page, host.show(identity=sign()))
    frame.locator(".bar").get_by_role("link", name="View support inbox").click()
    frame.locator(".boxes-button").click()
    expect(frame.locator("#boxes")).to_be_visible()
    page.keyboard.press("Escape")
    expect(frame.locator("#boxes")).to_be_hidden()
    expect(frame.get_by_role("heading", name="Support inbox")).to_be_visible()
