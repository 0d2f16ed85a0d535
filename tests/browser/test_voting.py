"""Voting on an article without leaving it, by keyboard; and an article on paper."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from helpcenter.desk import Desk
from helpcenter.domain.questions import Unhelpful
from tests.browser.host import Host
from tests.voices import Tally, tally

SLUG = "embed-the-widget"
VOTED = "backups-and-upgrades"
"""An article of which no other test says anything."""


def test_a_no_is_asked_why_in_place(page: Page, host: Host, help_desk: Desk, complaints: list[str]) -> None:
    page.goto(f"{host.help}/en/articles/{VOTED}")
    page.get_by_role("button", name="No", exact=True).press("Enter")
    expect(page.locator("#vote [role=status]")).to_be_focused()
    page.get_by_label("It is hard to understand").check()
    page.get_by_label("What should it say?").fill("Where is the tag?")
    page.get_by_role("button", name="Tell us").click()
    expect(page.get_by_text("Your word goes to the people who write these articles")).to_be_visible()
    assert page.url == f"{host.help}/en/articles/{VOTED}"
    assert tally(help_desk, VOTED) == Tally(0, 1, {Unhelpful.UNCLEAR: 1}, ("Where is the tag?",))
    page.get_by_role("button", name="Yes", exact=True).click()
    expect(page.get_by_text("That helps us and others")).to_be_visible()
    expect(page.get_by_role("button", name="Yes", exact=True)).to_have_attribute("aria-pressed", "true")
    assert tally(help_desk, VOTED) == Tally(1, 0)
    assert complaints == []


def test_an_article_on_paper_is_the_article(page: Page, host: Host) -> None:
    page.goto(f"{host.help}/en/articles/{SLUG}")
    page.emulate_media(media="print")
    for gone in ("#vote", ".related-articles", ".footer", ".contents >> nth=0", ".masthead__nav"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator(".prose pre").first).to_be_visible()


def test_a_heading_has_an_address_of_its_own(page: Page, host: Host, complaints: list[str]) -> None:
    page.goto(f"{host.help}/en/articles/{SLUG}")
    link = page.locator(".header-anchor").nth(2)
    page.locator(".anchored h2").nth(2).hover()
    expect(link).to_have_css("opacity", "1")
    link.click()
    assert page.url.endswith("#" + (page.locator(".anchored h2").nth(2).get_attribute("id") or ""))
    assert complaints == []
