"""What axe-core finds on every state of the panel and on the pages, in light and in dark: nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, expect

from tests.browser.host import Host
from tests.browser.test_widget import asked, opened

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RUN = """async () => {
  const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await axe.run(document, { runOnly: rules });
  return found.violations.map((each) => `${each.id}: ${each.help}: ${each.nodes.map((node) => node.html).slice(0, 3)}`);
}"""


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Any:
    """A tab of somebody who likes it light, or dark. Motion is off, so that nothing is measured half-way."""
    made: BrowserContext = browser.new_context(
        viewport={"width": 1280, "height": 800}, color_scheme=request.param, reduced_motion="reduce"
    )
    made.set_default_timeout(30_000)
    yield made.new_page()
    made.close()


def faults(where: Page | Frame) -> list[str]:
    """What axe finds in a document."""
    where.evaluate(AXE)
    found: list[str] = where.evaluate(RUN)
    return found


def frame_of(page: Page, host: Host) -> Frame:
    """The panel's document."""
    return next(each for each in page.frames if each.url.startswith(host.help))


def test_panel(page: Page, host: Host, sign: Callable[..., str]) -> None:
    panel = opened(page, host.show(identity=sign()))
    inside = frame_of(page, host)
    found = {"start": faults(inside)}
    asked(page)
    panel.get_by_text("See related results").click()
    found["answer"] = faults(inside)
    panel.get_by_role("link", name="Contact us", exact=True).click()
    panel.get_by_label("Overview").fill("")
    found["contact"] = faults(inside)
    panel.locator("#email-form [type=submit]").click()
    expect(panel.locator(".field__fault").first).to_be_visible()
    found["faults"] = faults(inside)
    panel.get_by_label("Overview").fill("A question")
    panel.get_by_label("Description").fill("With words")
    panel.locator("#email-form [type=submit]").click()
    expect(panel.locator(".receipt")).to_be_visible()
    found["receipt"] = faults(inside)
    panel.get_by_role("link", name="View this ticket").click()
    expect(panel.locator(".timeline")).to_be_visible()
    found["ticket"] = faults(inside)
    panel.get_by_role("link", name="View support inbox").click()
    expect(panel.locator(".tickets")).to_be_visible()
    found["inbox"] = faults(inside)
    assert {step: what for step, what in found.items() if what} == {}


PAGES = ["/", "/ja/", "/en/articles/embed-the-widget", "/ask", "/ask?question=embed+the+widget", "/contact", "/sign-in"]


def test_pages(page: Page, host: Host) -> None:
    found = {}
    for path in PAGES:
        page.goto(host.help + path)
        found[path] = faults(page)
    assert {path: what for path, what in found.items() if what} == {}


def test_a_page_of_the_app_with_the_widget_in_it(page: Page, host: Host) -> None:
    opened(page, host.show(body="<span data-helpcenter-slot></span>"))
    page.evaluate(AXE)
    found = page.evaluate("async () => (await axe.run('helpcenter-widget', { iframes: false })).violations")
    assert [each["id"] for each in found] == []
