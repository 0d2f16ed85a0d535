"""The pages for apps in a web view: a phone with touch, from the menu to the receipt."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from helpcenter.desk import Desk
from helpcenter.services import tickets
from tests.browser.conftest import watch
from tests.browser.host import Host
from tests.browser.test_pages import WIDE


@pytest.fixture
def phone(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    """A tab of a phone that is touched."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2
    )
    context.set_default_timeout(30_000)
    page = context.new_page()
    watch(page, complaints)
    yield page
    context.close()


def test_menu_help_submit_request_send(
    phone: Page, host: Host, sign: Callable[..., str], help_desk: Desk, complaints: list[str]
) -> None:
    token, addresses = sign("mona@customer.example"), []
    phone.on("request", lambda request: addresses.append(request.url))
    phone.goto(f"{host.help}/m#jwt={token}")
    expect(phone.get_by_role("link", name="My account")).to_be_visible()
    assert phone.url == f"{host.help}/m"
    assert not [each for each in addresses if token in each], "no server ever sees it in an address"
    assert phone.evaluate(WIDE) == []

    phone.get_by_role("link", name="Help").tap()
    phone.get_by_role("link", name="Submit request").tap()
    expect(phone.get_by_role("heading", name="Submit request")).to_be_visible()
    phone.get_by_label("Overview").fill("The app closes by itself")
    phone.get_by_label("Description").fill("Each time I open my list.\n" * 30)
    send = phone.locator(".step__head").get_by_role("button", name="Send")
    box = send.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] > 350
    assert box["y"] < 140, "at the top right, also when scrolled down"
    assert min(box["width"], box["height"]) >= 44
    assert phone.evaluate(WIDE) == []
    send.tap()
    expect(phone.locator(".receipt__number")).to_be_visible()
    number = int("".join(filter(str.isdigit, phone.locator(".receipt__number").inner_text())))
    ticket = help_desk.see(tickets.get, number)
    assert (ticket.contact.email, ticket.channel) == ("mona@customer.example", "email")
    phone.get_by_role("link", name="Menu").tap()
    phone.get_by_role("link", name="Support inbox").tap()
    expect(phone.get_by_role("link", name="The app closes by itself")).to_be_visible()
    assert complaints == []


def test_a_token_that_does_not_hold_is_said(phone: Page, host: Host) -> None:
    phone.goto(f"{host.help}/m#jwt=forged")
    expect(phone.get_by_role("alert")).to_contain_text("could not recognise you")
    expect(phone.get_by_role("link", name="Sign in by e-mail")).to_be_visible()
    assert "forged" not in phone.url
