"""The chat window: both sides in step, lines that survive cuts and reloads, a plain page where there is no script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect

from helpcenter.desk import Desk
from helpcenter.domain.people import Contact, Presence, Role, Specialist
from helpcenter.services import chats, people, sessions, sites
from tests.browser.host import Host
from tests.browser.test_accessible import WAYS, Looker, frame_of
from tests.browser.test_widget import asked, complained, opened
from tests.services.chatting import ALWAYS_OPEN, spoken


@pytest.fixture
def ada(help_desk: Desk) -> Iterator[Specialist]:
    """Somebody who takes chats now, at any hour."""
    policy = help_desk.settings.data_dir / "helpcenter.toml"  # where the server was started
    policy.write_text(ALWAYS_OPEN, encoding="utf-8")
    found = help_desk.do(people.put_specialist, "ada@team.example", "Ada", ("en",), Role.SPECIALIST)
    help_desk.do(chats.set_presence, found, Presence.ONLINE, 20)
    yield found
    help_desk.do(chats.set_presence, found, Presence.OFFLINE)
    policy.unlink()


@pytest.fixture
def dora(help_desk: Desk, sign: Callable[..., str]) -> Iterator[Contact]:
    """A customer of the app who has no chats left when she goes."""
    found = help_desk.do(people.identify, help_desk.see(sites.get, "acme"), sign("dora@customer.example"))
    yield found
    for chat in help_desk.see(chats.current_of, found.id):
        help_desk.do(chats.close, found, chat.ticket_id)


@pytest.fixture
def signed_in(context: BrowserContext, host: Host, help_desk: Desk, dora: Contact) -> None:
    """Dora's cookie."""
    token = help_desk.do(sessions.start, "page", dora.site_id, contact=dora)
    context.add_cookies([{"name": "helpcenter", "value": token, "url": host.help}])


def started(page: Page | FrameLocator) -> int:
    """Send the first line and wait for the window."""
    page.locator("#chat-form button[type=submit]").click()
    window = page.locator("[data-live][data-ticket]")
    expect(window).to_have_attribute("data-following", "")
    return int(window.get_attribute("data-ticket") or 0)


def write(page: Page | FrameLocator, text: str) -> None:
    """Write a line as people do."""
    page.locator("#body").fill(text)
    page.locator("#body").press("Enter")


def bodies(page: Page | FrameLocator, *texts: str) -> None:
    """Wait until the timeline says just this, all of it confirmed."""
    expect(page.locator(".entry__body")).to_have_text(list(texts))
    expect(page.locator("[data-pending]")).to_have_count(0)


def test_both_sides_and_two_tabs(
    page: Page,
    context: BrowserContext,
    host: Host,
    help_desk: Desk,
    ada: Specialist,
    dora: Contact,
    signed_in: None,
    complaints: list[str],
) -> None:
    page.goto(f"{host.help}/contact?channel=chat&question=It+is+stuck")
    number = started(page)
    expect(page.get_by_text("You are next.")).to_be_visible()
    other = context.new_page()
    other.goto(f"{host.help}/inbox/{number}")
    write(page, "Since noon")
    help_desk.do(chats.accept, ada, number)
    expect(page.get_by_text("Ada is here.")).to_be_visible()
    help_desk.do(chats.typing, ada, number)
    expect(page.get_by_text("Ada is typing …")).to_be_visible()
    help_desk.do(chats.say, ada, number, "Which line?", "a1")
    for tab in (page, other):
        bodies(tab, "It is stuck", "Since noon", "Which line?")
    write(other, "Line 4\nand 5")
    for tab in (page, other):
        bodies(tab, "It is stuck", "Since noon", "Which line?", "Line 4\nand 5")
    help_desk.do(chats.seen, ada, number, help_desk.see(chats.state, ada, number).last_seq)
    expect(page.locator(".chat__seen")).to_have_text("Seen")
    assert spoken(help_desk, ada, number) == ["It is stuck", "Since noon", "Which line?", "Line 4\nand 5"]
    page.locator("#body").press_sequentially("I am typ")
    expect(page.locator("#body")).to_have_value("I am typ")
    help_desk.do(chats.finish, ada, number)
    expect(page.get_by_role("button", name="Continue this chat")).to_be_visible()
    page.get_by_role("button", name="Continue this chat").click()
    expect(page.locator("#body")).to_have_value("I am typ")
    assert complained(complaints) == []


def test_lines_written_through_a_cut_and_a_reload_arrive_once_and_in_order(
    page: Page, context: BrowserContext, host: Host, help_desk: Desk, ada: Specialist, dora: Contact, signed_in: None
) -> None:
    page.goto(f"{host.help}/contact?channel=chat&question=First")
    number = started(page)
    context.set_offline(True)
    write(page, "Second")
    expect(page.get_by_text("Not sent yet.")).to_be_visible()
    write(page, "Third")
    help_desk.do(chats.accept, ada, number)
    help_desk.do(chats.say, ada, number, "I am here", "a1")
    expect(page.locator("[data-pending] .entry__body")).to_have_text(["Second", "Third"])
    context.set_offline(False)
    expect(page.locator("[data-pending]")).to_have_count(0)
    assert spoken(help_desk, ada, number) == ["First", "I am here", "Second", "Third"]
    page.route("**/lines", lambda route: route.abort())
    write(page, "Fourth")
    expect(page.get_by_text("Not sent yet.")).to_be_visible()
    page.unroute("**/lines")
    page.reload()
    bodies(page, "First", "I am here", "Second", "Third", "Fourth")
    assert spoken(help_desk, ada, number)[-1] == "Fourth"


def test_an_answer_that_got_lost_doubles_nothing(
    page: Page, host: Host, help_desk: Desk, ada: Specialist, dora: Contact, signed_in: None
) -> None:
    page.goto(f"{host.help}/contact?channel=chat&question=First")
    number = started(page)

    def lose(route: object) -> None:
        route.fetch()  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    page.route("**/lines", lose, times=1)
    write(page, "Said once")
    bodies(page, "First", "Said once")
    assert spoken(help_desk, ada, number) == ["First", "Said once"]


def test_a_line_for_a_chat_that_was_ended_meanwhile_comes_back(
    page: Page, host: Host, help_desk: Desk, ada: Specialist, dora: Contact, signed_in: None
) -> None:
    page.goto(f"{host.help}/contact?channel=chat&question=First")
    number = started(page)
    page.route("**/live", lambda route: route.abort())
    page.route(f"**/inbox/{number}*", lambda route: route.abort())
    help_desk.do(chats.close, dora, number)
    write(page, "Too late")
    expect(page.locator("[data-pending]")).to_have_count(0)
    page.unroute(f"**/inbox/{number}*")
    page.get_by_role("button", name="Continue this chat").click()
    # Where the page already knew of the end, Enter was a new line of the reply.
    expect(page.locator("#body")).to_have_value(re.compile(r"^Too late\s*$"))


def test_a_line_that_is_too_long_stays_in_its_field(
    page: Page, host: Host, help_desk: Desk, ada: Specialist, dora: Contact, signed_in: None
) -> None:
    page.goto(f"{host.help}/contact?channel=chat&question=First")
    number = started(page)
    body, fault = page.locator("#body"), page.locator("[data-long]")
    body.fill("x" * 10**6)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(fault).to_have_text("This is too long. Please shorten it.")
    assert len(body.input_value()) == 10**6
    body.fill("Short")
    expect(fault).to_be_hidden()
    page.route("**/lines", lambda route: route.fulfill(status=503), times=1)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("Not sent yet.")).to_be_visible()
    bodies(page, "First", "Short")
    assert spoken(help_desk, ada, number) == ["First", "Short"]


def test_in_the_panel_from_the_question_on(
    page: Page, host: Host, help_desk: Desk, ada: Specialist, dora: Contact, sign: Callable[..., str]
) -> None:
    frame = opened(page, host.show(identity=sign("dora@customer.example")))
    asked(page).get_by_role("link", name="Contact us", exact=True).click()
    frame.get_by_role("link", name="Chat with the team").click()
    number = started(frame)
    help_desk.do(chats.accept, ada, number)
    help_desk.do(chats.say, ada, number, "Into the panel", "a1")
    expect(frame.locator(".entry--ours .entry__body")).to_have_text("Into the panel")
    write(frame, "From the panel")
    expect(frame.locator("[data-pending]")).to_have_count(0)
    assert spoken(help_desk, ada, number)[-2:] == ["Into the panel", "From the panel"]
    looker = Looker(page, WAYS)
    looker.look("a chat in the panel", frame_of(page, host))
    assert looker.told() == ""
    frame.get_by_role("button", name="Leave and go on by e-mail").click()
    expect(frame.get_by_text("This chat goes on by e-mail")).to_be_visible()


def test_without_script_it_is_a_plain_page(
    browser: Browser, host: Host, help_desk: Desk, ada: Specialist, dora: Contact
) -> None:
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    token = help_desk.do(sessions.start, "page", dora.site_id, contact=dora)
    plain.add_cookies([{"name": "helpcenter", "value": token, "url": host.help}])
    page = plain.new_page()
    page.goto(f"{host.help}/contact?channel=chat&question=Plain")
    page.locator("#chat-form button[type=submit]").click()
    page.locator("#body").fill("Words")
    page.get_by_role("button", name="Send").click()
    bodies(page, "Plain", "Words")
    number = int(re.findall(r"/inbox/(\d+)", page.url)[0])
    help_desk.do(chats.accept, ada, number)
    help_desk.do(chats.say, ada, number, "Hello", "a1")
    page.get_by_role("link", name="Look for new messages").click()
    page.reload()
    bodies(page, "Plain", "Words", "Hello")
    plain.close()


def test_what_was_written_comes_along_to_another_channel(
    page: Page, host: Host, ada: Specialist, signed_in: None, sign: Callable[..., str]
) -> None:
    page.goto(f"{host.help}/contact?channel=email")
    frame = opened(page.context.new_page(), host.show(identity=sign("dora@customer.example")))
    asked(frame.owner.page).get_by_role("link", name="Contact us", exact=True).click()
    for where in (page, frame):
        where.get_by_label("Description").fill("Typed once")
        where.get_by_role("link", name="Chat with the team").click()
        expect(where.get_by_label("Your first line")).to_have_value("Typed once")
