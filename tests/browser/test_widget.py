"""The widget in somebody's app: another origin, a strict policy, nothing stored by third parties."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, expect

from helpcenter.desk import Desk
from helpcenter.services import tickets
from tests.browser.host import Host

SLOT = "<span data-helpcenter-slot></span>"
QUESTION = "How do I embed the widget in my app?"
EXPECTED = re.compile(r"status of (404|422)")
"""What Chromium writes to the console about answers that are right: a missing favicon, a form with faults."""


def panel(page: Page) -> FrameLocator:
    """The document inside the iframe."""
    return page.frame_locator("helpcenter-widget iframe")


def mark(page: Page) -> Locator:
    """The question mark."""
    return page.locator("helpcenter-widget").get_by_role("button", name="Help", exact=True)


def field(page: Page) -> Locator:
    """The ask field."""
    return panel(page).locator(".ask__field")


def opened(page: Page, address: str) -> FrameLocator:
    """Go to a page of the app and open the panel there."""
    page.goto(address)
    mark(page).click()
    expect(field(page)).to_be_focused()
    return panel(page)


def asked(page: Page, question: str = QUESTION) -> FrameLocator:
    """Ask in the open panel."""
    field(page).fill(question)
    field(page).press("Enter")
    expect(panel(page).get_by_role("link", name="Contact us", exact=True)).to_be_visible()
    return panel(page)


def complained(complaints: list[str]) -> list[str]:
    """What the browser should not have had to complain about."""
    return [each for each in complaints if not EXPECTED.search(each)]


def test_from_the_question_mark_to_a_ticket(
    page: Page, host: Host, sign: Callable[..., str], help_desk: Desk, complaints: list[str]
) -> None:
    frame = opened(page, host.show(body=SLOT, identity=sign()))
    asked(page).get_by_role("link", name="Contact us", exact=True).click()
    expect(frame.get_by_label("Overview")).to_have_value(QUESTION)
    expect(frame.get_by_label("Your e-mail address")).to_have_value("carol@customer.example")
    frame.get_by_label("Description").fill("It does not open.\n<b>Not bold</b>")
    frame.locator("#email-form [type=submit]").click()
    number = frame.locator(".receipt__number").inner_text()
    frame.get_by_role("link", name="View this ticket").click()
    expect(frame.locator(".entry__body")).to_have_text("It does not open.\n<b>Not bold</b>")
    ticket = help_desk.see(tickets.get, int(re.sub(r"\D", "", number)))
    assert (ticket.question, ticket.subject, ticket.contact.email) == (QUESTION, QUESTION, "carol@customer.example")
    assert complained(complaints) == []


def test_faults_stand_beside_their_fields_and_nothing_typed_is_lost(
    page: Page, host: Host, sign: Callable[..., str]
) -> None:
    frame = opened(page, host.show(identity=sign()))
    asked(page).get_by_role("link", name="Contact us", exact=True).click()
    frame.get_by_label("Overview").fill("Typed once")
    frame.get_by_label("Your e-mail address").fill("nobody")
    frame.locator("#email-form [type=submit]").click()
    expect(frame.locator("#email-fault")).to_be_visible()
    expect(frame.get_by_label("Overview")).to_have_value("Typed once")
    expect(frame.locator("[aria-invalid=true]").first).to_be_focused()


def test_the_way_back_keeps_what_was_typed(page: Page, host: Host, sign: Callable[..., str]) -> None:
    frame = opened(page, host.show(identity=sign()))
    asked(page).get_by_role("link", name="Contact us", exact=True).click()
    frame.get_by_label("Description").fill("Half a sentence")
    frame.locator(".bar").get_by_role("link", name="View support inbox").click()
    expect(frame.get_by_role("heading", name="Support inbox")).to_be_visible()
    frame.get_by_role("button", name="Back").click()
    expect(frame.get_by_label("Description")).to_have_value("Half a sentence")
    frame.get_by_role("button", name="Back").click()
    expect(frame.locator(".ask__field")).to_have_value(QUESTION)


def test_by_keyboard_alone(page: Page, host: Host, sign: Callable[..., str]) -> None:
    page.goto(host.show(body=SLOT, identity=sign()))
    expect(mark(page)).to_be_visible()
    page.keyboard.press("Tab")
    expect(mark(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(field(page)).to_be_focused()
    expect(mark(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(panel(page).get_by_role("link", name="Contact us", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(mark(page)).to_be_focused()
    expect(mark(page)).to_have_attribute("aria-expanded", "false")
    expect(page.locator("helpcenter-widget dialog")).to_be_hidden()


def test_a_phone_gets_a_sheet_over_everything(page: Page, host: Host, sign: Callable[..., str]) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(host.show(identity=sign()))
    mark(page).click()
    expect(field(page)).to_be_visible()
    box = page.locator("helpcenter-widget dialog").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    asked(page).get_by_role("link", name="Contact us", exact=True).click()
    expect(panel(page).locator(".only-sheet")).to_be_visible()
    panel(page).get_by_role("button", name="Close").click()
    expect(mark(page)).to_be_focused()


def test_nothing_of_the_panel_is_loaded_before_it_is_wanted(page: Page, host: Host) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(host.show())
    expect(mark(page)).to_be_visible()
    assert [each for each in fetched if each.startswith(host.help)] == [f"{host.help}/widget.js"]
    mark(page).hover()
    expect(field(page)).to_have_count(1)
    mark(page).click()
    expect(field(page)).to_be_visible()
    ours = [each for each in fetched if each.startswith(host.help)]
    assert len(ours) <= 6
    assert len(set(ours)) == len(ours)


def test_the_app_binds_its_own_element_and_drives_the_panel(page: Page, host: Host) -> None:
    script = """
      window.Helpcenter = window.Helpcenter || function () { (Helpcenter.q = Helpcenter.q || []).push(arguments) };
      window.seen = [];
      for (const name of ["open", "close", "step"]) Helpcenter("on", name, (what) => seen.push([name, what]));
    """
    page.goto(host.show(script=script, body='<a href="/help" id="own">Help me</a>', trigger="#own"))
    own = page.locator("#own")
    expect(own).to_have_attribute("aria-expanded", "false")
    own.click()
    expect(field(page)).to_be_focused()
    assert page.url == host.origin + "/"
    page.evaluate("Helpcenter('ask', 'How do I embed the widget?')")
    expect(field(page)).to_have_value("How do I embed the widget?")
    page.evaluate("Helpcenter('close')")
    expect(own).to_be_focused()
    page.wait_for_function("seen.length >= 3")
    assert page.evaluate("seen") == [["open", None], ["step", "ask"], ["close", None]]
    with pytest.raises(Exception, match="no command"):
        page.evaluate("Helpcenter('dance')")


def test_an_identity_may_come_later_and_by_a_function(page: Page, host: Host, sign: Callable[..., str]) -> None:
    page.expose_function("freshIdentity", lambda: sign("dora@customer.example"))
    frame = opened(page, host.show())
    asked(page).get_by_role("link", name="Contact us", exact=True).click()
    expect(frame.get_by_text("You are not signed in.").first).to_be_visible()
    page.evaluate("Helpcenter('identify', () => freshIdentity())")
    frame.get_by_role("button", name="Back").click()
    frame.get_by_role("link", name="Contact us", exact=True).click()
    expect(frame.get_by_label("Your e-mail address")).to_have_value("dora@customer.example")


def test_the_panel_speaks_the_language_of_the_app(page: Page, host: Host) -> None:
    page.goto(host.show(lang="ja"))
    page.locator("helpcenter-widget .mark").click()
    expect(panel(page).locator("html")).to_have_attribute("lang", "ja")


def test_a_stale_session_is_renewed_without_a_word(page: Page, host: Host, sign: Callable[..., str]) -> None:
    page.expose_function("freshIdentity", lambda: sign())
    script = "window.Helpcenter = function () { (Helpcenter.q = Helpcenter.q || []).push(arguments) };"
    frame = opened(page, host.show(script=script + "Helpcenter('identify', () => freshIdentity());"))
    page.route("**/session", lambda route: route.fulfill(json={"token": "forged"}), times=1)
    asked(page)
    frame.get_by_role("link", name="Contact us", exact=True).click()
    expect(frame.get_by_label("Your e-mail address")).to_have_value("carol@customer.example")


def test_a_cut_line_is_said_calmly_and_tried_again(page: Page, host: Host, sign: Callable[..., str]) -> None:
    frame = opened(page, host.show(identity=sign()))
    asked(page).get_by_role("link", name="Contact us", exact=True).click()
    frame.get_by_label("Description").fill("Kept through the storm")
    page.route("**/tickets*", lambda route: route.abort(), times=1)
    frame.locator("#email-form [type=submit]").click()
    expect(frame.get_by_role("alert")).to_be_visible()
    expect(frame.get_by_label("Description")).to_have_value("Kept through the storm")
    frame.get_by_role("button", name="Try again").click()
    expect(frame.locator(".receipt__number")).to_be_visible()


def test_a_foreign_page_may_not_frame_the_panel(page: Page, host: Host) -> None:
    page.goto(host.show(site="elsewhere"))
    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        mark(page).click()
    expect(page.locator("helpcenter-widget .out")).to_be_visible()


def test_suggestions_while_typing(page: Page, host: Host) -> None:
    opened(page, host.show())
    page.keyboard.type("embed the wid")
    options = panel(page).get_by_role("option")
    expect(options.first).to_be_visible()
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    first = options.first.inner_text()
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(field(page)).to_be_focused()
    page.keyboard.type("g")
    page.keyboard.press("Backspace")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(panel(page).get_by_role("link", name="Contact us", exact=True)).to_be_visible()
    expect(field(page)).to_have_value(first)


def test_the_next_person_sees_nothing_of_the_one_before(page: Page, host: Host, sign: Callable[..., str]) -> None:
    frame = opened(page, host.show(identity=sign()))
    frame.locator(".bar").get_by_role("link", name="View support inbox").click()
    expect(frame.get_by_role("heading", name="Support inbox")).to_be_visible()
    page.evaluate("Helpcenter('identify', null)")
    expect(frame.get_by_role("heading", name="How can we help?")).to_be_visible()
    expect(frame.get_by_role("button", name="Back")).to_be_hidden()
    frame.locator(".bar").get_by_role("link", name="View support inbox").click()
    expect(frame.get_by_role("heading", name="Sign in by e-mail")).to_be_visible()


def test_where_the_customer_was_is_told_only_when_they_agree(page: Page, host: Host, sign: Callable[..., str]) -> None:
    frame = opened(page, host.show(identity=sign()))
    asked(page).get_by_role("link", name="Contact us", exact=True).click()
    address = frame.locator("[name=evidence_url]")
    expect(address).to_have_value("")
    consent = frame.locator("[name=evidence_consent]")
    consent.check()
    expect(address).to_have_value(host.origin + "/")
    expect(frame.locator("[name=evidence_viewport]")).to_have_value("1280×800")
    consent.uncheck()
    expect(address).to_have_value("")
