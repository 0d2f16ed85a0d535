"""The pages in a browser: without script every step works, with it the field suggests."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.host import Host


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A tab without script."""
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def test_ask_read_and_contact_without_script(plain: Page, host: Host) -> None:
    plain.goto(host.help)
    plain.locator(".ask__field").fill("How do I embed the widget in my app?")
    plain.get_by_role("button", name="Ask", exact=True).click()
    expect(plain.locator(".answer")).to_be_visible()
    plain.get_by_text("See related results").click()
    expect(plain.locator(".hit").first).to_be_visible()
    plain.get_by_role("main").get_by_role("link", name="Contact us", exact=True).click()
    expect(plain.get_by_text("How do I embed the widget in my app?")).to_be_visible()
    plain.get_by_role("link", name="Sign in by e-mail").click()
    plain.get_by_label("Your e-mail address").fill("nobody")
    plain.get_by_role("button", name="Send me a link").click()
    expect(plain.locator(".field__fault")).to_be_visible()
    expect(plain.get_by_label("Your e-mail address")).to_have_value("nobody")


WIDE = """() => [...document.body.querySelectorAll("*")]
  .filter((each) => each.checkVisibility() && !each.closest("nav, .visually-hidden, .skip, .wide > *"))
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1 || each.getBoundingClientRect().left < -1)
  .map((each) => each.outerHTML.slice(0, 120))"""

ARTICLES = [f"/{each}" for each in ("en/articles/channel-policy", "de/articles/settings", "ja/articles/keys")]


@pytest.mark.parametrize("path", ["/", "/de/", "/ja/", *ARTICLES, "/ask?question=embed", "/contact", "/sign-in"])
def test_no_page_is_wider_than_a_small_phone(page: Page, host: Host, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(host.help + path)
    assert page.evaluate(WIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_field_suggests_on_pages_too(page: Page, host: Host, complaints: list[str]) -> None:
    page.goto(host.help)
    page.locator(".ask__field").press_sequentially("embed the wid")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/ask\?"))
    expect(page.get_by_role("main").get_by_role("link", name="Contact us", exact=True)).to_be_visible()
    assert [each for each in complaints if "404" not in each] == []
