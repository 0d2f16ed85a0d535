"""The HTML of the recipes, in a browser: with its address and key in place the panel opens."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.host import Host
from tests.browser.test_widget import field
from tests.recipes import HELP, KEY, html, recipe


@pytest.mark.parametrize(("heading", "which"), [("The tag", 0), ("Plain HTML", 0), ("Plain HTML", 1), ("Django", 0)])
def test_the_recipe_opens_the_panel(page: Page, host: Host, heading: str, which: int) -> None:
    code = html(heading)[which].replace(HELP, host.help).replace(f'"{KEY}"', '"acme"')
    page.goto(host.show(tag=re.sub(r"\{\{.*?\}\}", "", code)))
    page.get_by_role("button", name="Help", exact=True).click()
    expect(field(page)).to_be_focused()


def test_calls_before_the_script_wait_for_it(page: Page, host: Host) -> None:
    calls = 'Helpcenter("suggest", ["settings"]); Helpcenter("open");'
    page.goto(host.show(script=recipe("javascript", "queue") + calls))
    expect(field(page)).to_be_focused()


def test_every_line_of_the_api_runs(page: Page, host: Host) -> None:
    page.goto(host.show())
    expect(page.locator("helpcenter-widget")).to_have_count(1)
    lines = [line for line in recipe("javascript", "api").splitlines() if line]
    page.evaluate("(lines) => { window.token = null; }", lines)
    for line in lines:
        page.evaluate(line.replace("const stop = ", ""))
    expect(page.locator("helpcenter-widget dialog")).to_be_visible()
