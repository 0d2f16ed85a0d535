"""The steps of the panel as hands and eyes meet them: what was picked, where one was, what stands in view."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.host import Host
from tests.browser.test_widget import asked, field, opened


def contacting(page: Page, host: Host, token: str) -> FrameLocator:
    """Ask, and go on to the e-mail form."""
    frame = opened(page, host.show(identity=token))
    asked(page, "zebra penguin juggling").get_by_role("link", name="Contact us", exact=True).click()
    expect(frame.get_by_label("Overview")).to_be_visible()
    return frame


def test_other_words_leave_what_was_picked(page: Page, host: Host) -> None:
    frame = opened(page, host.show())
    field(page).press_sequentially("embed the wid")
    expect(frame.get_by_role("option").first).to_be_visible()
    field(page).press("ArrowDown")
    expect(frame.get_by_role("option", selected=True)).to_have_count(1)
    field(page).fill("zebra penguin juggling")
    field(page).press("Enter")
    expect(frame.get_by_role("heading", name="We found no answer")).to_be_visible()
    expect(field(page)).to_have_value("zebra penguin juggling")


def test_a_fault_names_its_field_and_goes_when_that_changes(page: Page, host: Host, sign: Callable[..., str]) -> None:
    frame = contacting(page, host, sign())
    frame.get_by_label("Overview").fill("")
    frame.locator("#email-form [type=submit]").click()
    expect(frame.get_by_role("link", name="Overview: Please fill this in.")).to_be_visible()
    expect(frame.locator("#subject-fault")).to_be_visible()
    frame.get_by_label("Overview").fill("A map")
    expect(frame.locator("#subject-fault")).to_have_count(0)
    expect(frame.locator("#subject[aria-invalid]")).to_have_count(0)
    expect(frame.locator("#body-fault")).to_be_visible()


def test_send_stays_in_view_on_a_phone(page: Page, host: Host, sign: Callable[..., str]) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(host.show(identity=sign()))
    page.locator("helpcenter-widget").get_by_role("button", name="Help", exact=True).click()
    frame = page.frame_locator("helpcenter-widget iframe")
    asked(page, "zebra penguin juggling").get_by_role("link", name="Contact us", exact=True).click()
    send = frame.locator(".step__head .only-sheet")
    expect(send).to_be_visible()
    frame.locator("#step").evaluate("step => { step.scrollTop = step.scrollHeight; }")
    expect(frame.get_by_role("link", name="Browse the help centre")).to_be_in_viewport()
    expect(send).to_be_in_viewport(ratio=1)


def test_a_ticket_shown_anew_keeps_place_and_focus(page: Page, host: Host, sign: Callable[..., str]) -> None:
    frame = contacting(page, host, sign())
    frame.get_by_label("Description").fill("One\n" * 30)
    frame.locator("#email-form [type=submit]").click()
    frame.get_by_role("link", name="View this ticket").click()
    star = frame.get_by_role("button", name="Favourite")
    star.click()
    expect(frame.locator(".star[aria-pressed=true]")).to_be_focused()
    frame.get_by_label("Your answer").fill("And one more thing")
    page.route("**/messages?*", lambda route: route.abort())
    frame.locator(".composer").get_by_role("button", name="Send").click()
    expect(frame.locator("#trouble")).to_be_visible()
    expect(frame.get_by_label("Your answer")).to_have_value("And one more thing")
    page.unroute("**/messages?*")
    frame.get_by_role("button", name="Try again").click()
    expect(frame.locator(".entry__body").last).to_have_text("And one more thing")
    expect(frame.locator(".entry__body").last).to_be_in_viewport()
    expect(frame.locator(".composer").get_by_role("button", name="Send")).to_be_focused()
    frame.get_by_role("button", name="Close this ticket").click()
    expect(frame.get_by_role("button", name="Reopen this ticket")).to_be_focused()
    expect(frame.locator("body.is-busy")).to_have_count(0)
