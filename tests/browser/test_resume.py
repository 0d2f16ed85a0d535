"""After a reload the widget goes on where it was, with third-party cookies and storage blocked."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser, BrowserContext, Page, expect

from helpcenter.desk import Desk
from helpcenter.services import deliveries
from tests.browser.host import Host
from tests.browser.test_widget import opened


def signed_in(page: Page, at: str, desk: Desk, address: str) -> None:
    """Prove an address inside the panel."""
    frame = opened(page, at)
    frame.locator(".bar").get_by_role("link", name="View support inbox").click()
    frame.get_by_label("Your e-mail address").fill(address)
    frame.get_by_role("button", name="Send me a link").click()
    expect(frame.get_by_label("Code from the e-mail")).to_be_visible()
    code = next(each.letter.values["code"] for each in desk.see(deliveries.recent) if each.letter.to == address)
    frame.get_by_label("Code from the e-mail").fill(code)
    frame.get_by_role("button", name="Sign in").click()
    expect(frame.get_by_role("heading", name="Support inbox")).to_be_visible()


def test_a_visitor_stays_signed_in(page: Page, host: Host, help_desk: Desk, context: BrowserContext) -> None:
    signed_in(page, host.show(), help_desk, "reload@visitor.example")
    [cookie] = [each for each in context.cookies() if each["name"] == "helpcenter-resume"]
    assert (cookie["httpOnly"], cookie["secure"], cookie["sameSite"]) == (True, True, "None")
    assert cookie["path"] == "/w/acme/session"
    assert cookie.get("partitionKey")
    page.reload()
    frame = opened(page, page.url)
    frame.locator(".bar").get_by_role("link", name="View support inbox").click()
    expect(frame.get_by_role("heading", name="Support inbox")).to_be_visible()


def test_without_the_cookie_storage_does_it_where_there_is_one(browser: Browser, host: Host, help_desk: Desk) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(30_000)
    page = context.new_page()
    host.show(site="next-door")
    signed_in(page, host.next_door, help_desk, "storage@visitor.example")
    assert page.frames[-1].evaluate("Object.keys(localStorage)") == ["helpcenter:/w/next-door"]
    context.clear_cookies()
    page.reload()
    frame = opened(page, page.url)
    frame.locator(".bar").get_by_role("link", name="View support inbox").click()
    expect(frame.get_by_role("heading", name="Support inbox")).to_be_visible()
    context.close()


def test_who_left_the_app_has_left_the_panel(page: Page, host: Host, sign: Callable[..., str]) -> None:
    frame = opened(page, host.show(identity=sign()))
    frame.locator(".bar").get_by_role("link", name="View support inbox").click()
    expect(frame.get_by_role("heading", name="Support inbox")).to_be_visible()
    frame = opened(page, host.show())
    frame.locator(".bar").get_by_role("link", name="View support inbox").click()
    expect(frame.get_by_role("heading", name="Sign in by e-mail")).to_be_visible()


def test_a_page_loaded_again_with_its_old_signature_goes_on(page: Page, host: Host, sign: Callable[..., str]) -> None:
    frame = opened(page, host.show(identity=sign()))
    frame.locator(".bar").get_by_role("link", name="View support inbox").click()
    expect(frame.get_by_role("heading", name="Support inbox")).to_be_visible()
    page.reload()
    frame = opened(page, page.url)
    frame.locator(".bar").get_by_role("link", name="View support inbox").click()
    expect(frame.get_by_role("heading", name="Support inbox")).to_be_visible()
