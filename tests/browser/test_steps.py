"""The steps of the panel as hands and eyes meet them: what was picked, where one was, what stands in view."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from helpcenter.desk import Desk
from helpcenter.services import attachments, inbox, tickets
from tests.browser.host import Host
from tests.browser.test_attachments import payload
from tests.browser.test_widget import SLOT, asked, field, mark, opened
from tests.domain.evidence import samples


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


@pytest.fixture
def _always_open(help_desk: Desk) -> Iterator[None]:
    policy = help_desk.settings.data_dir / "helpcenter.toml"  # where the server was started
    policy.write_text('[policy.channels.callback]\nhours = "always"\n', encoding="utf-8")
    yield
    policy.unlink()


@pytest.mark.usefixtures("_always_open")
def test_files_and_words_come_along_to_another_channel(
    page: Page, host: Host, sign: Callable[..., str], help_desk: Desk
) -> None:
    frame = contacting(page, host, sign("twice@customer.example", plan="professional"))
    frame.get_by_label("Description").fill("Kept on every way")
    frame.get_by_label("Files").set_input_files([payload("a.png", samples.png()), payload("b.gif", samples.gif())])
    expect(frame.locator(".file__remove")).to_have_count(2)
    frame.get_by_role("button", name="Remove b.gif").click()
    page.route("**/attachments?*", lambda route: (time.sleep(0.3), route.continue_())[1])
    frame.get_by_label("Files").set_input_files(payload("c.txt", b"still on its way"))
    frame.get_by_role("link", name="Phone help").click()
    expect(frame.get_by_label("What should we know")).to_have_value("Kept on every way")
    expect(frame.locator(".file .choice bdi")).to_have_text(["a.png", "c.txt"])
    frame.get_by_label("Your phone number").fill("+49 30 1234567")
    frame.get_by_role("link", name="Email Support").click()
    expect(frame.get_by_label("Description")).to_have_value("Kept on every way")
    expect(frame.locator(".file .choice bdi")).to_have_text(["a.png", "c.txt"])
    frame.get_by_role("link", name="Phone help").click()
    expect(frame.get_by_label("Your phone number")).to_have_value("+49 30 1234567")
    frame.get_by_label("You may call me").check()
    frame.locator("#callback-form [type=submit]").dblclick()
    number = int("".join(filter(str.isdigit, frame.locator(".receipt__number").inner_text())))
    assert [file.name for file in help_desk.see(attachments.of_ticket, number)] == ["a.png", "c.txt"]
    who = help_desk.see(tickets.get, number).contact
    assert help_desk.see(inbox.counts, who)["all"] == 1, "a double click sends once"


def test_the_panel_stands_below_the_mark_in_the_bar(page: Page, host: Host) -> None:
    opened(page, host.show(body=SLOT))
    bar, dialog = mark(page).bounding_box(), page.locator("helpcenter-widget dialog").bounding_box()
    assert bar
    assert dialog
    assert bar["y"] + bar["height"] < dialog["y"] < bar["y"] + bar["height"] + 40
    assert dialog["y"] + dialog["height"] <= 800


def test_a_panel_that_cannot_be_loaded_says_so_and_is_asked_for_again(page: Page, host: Host) -> None:
    page.route("**/w/acme?*", lambda route: route.abort(), times=1)
    page.goto(host.show(body=SLOT))
    mark(page).click()
    expect(page.locator("helpcenter-widget").get_by_role("alert")).to_contain_text("Could not be loaded.")
    page.locator("helpcenter-widget").get_by_role("button", name="Try again").click()
    expect(field(page)).to_be_focused()
    expect(page.locator("helpcenter-widget").get_by_role("alert")).to_have_count(0)
