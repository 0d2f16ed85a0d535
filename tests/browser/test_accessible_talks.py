"""Access for everybody where people are reached: callbacks, chats, ratings, and the pages that letters lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playwright.sync_api import Browser, Page, expect

from helpcenter.desk import Desk
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.tickets import Status
from helpcenter.links import Links
from helpcenter.services import chats, deliveries, sessions
from tests.browser.host import Host
from tests.browser.test_accessible import DESK, WAYS, Looker
from tests.browser.test_chat import ada, dora, started
from tests.browser.test_widget import QUESTION

__all__ = ["ada", "dora"]  # fixtures

Cast = tuple[Host, Desk, Contact, Specialist]


def called(page: Page, cast: Cast) -> Iterator[str]:
    """From the callback form to another number; gives the name of each state."""
    page.goto(cast[0].help + "/contact?channel=callback&question=Where+is+my+list%3F")
    yield "callback form"
    page.get_by_label("What is it about?").fill("")
    page.locator("#callback-form .form__actions [type=submit]").click()
    expect(page.locator(".faults")).to_be_visible()
    yield "callback faults"
    page.get_by_label("What is it about?").fill("My list is empty")
    page.get_by_label("Your phone number").fill("+49 30 12345678")
    page.get_by_label("You may call me").check()
    page.locator("#callback-form .form__actions [type=submit]").click()
    expect(page.locator(".receipt")).to_be_visible()
    yield "callback receipt"
    page.get_by_role("link", name="View this ticket").click()
    expect(page.locator("#callback")).to_be_visible()
    yield "callback ticket"
    page.get_by_role("link", name="Change number or time").click()
    expect(page.get_by_role("heading", name="Change the call")).to_be_visible()
    yield "change the call"
    page.get_by_label("Your phone number").fill("12")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".field__fault")).to_be_visible()
    yield "change with a fault"


def chatted(page: Page, cast: Cast) -> Iterator[str]:
    """From the first line to the end of a chat."""
    host, desk, dora, ada = cast
    page.goto(host.help + "/contact?channel=chat&question=Where+is+my+list%3F")
    yield "chat form"
    number = started(page)
    yield "chat that waits"
    desk.do(chats.accept, ada, number)
    desk.do(chats.say, ada, number, "Good day. Which list is it?", "a1")
    desk.do(chats.typing, ada, number)
    expect(page.get_by_text("Ada is here.")).to_be_visible()
    expect(page.get_by_text("Which list is it?")).to_be_visible()
    yield "live chat"
    desk.do(chats.finish, ada, number, Status.SOLVED)
    expect(page.get_by_role("button", name="Reopen this ticket")).to_be_visible()
    yield "chat that ended"
    yield from lettered(page, host, number)


def lettered(page: Page, host: Host, number: int) -> Iterator[str]:
    """What letters about a ticket lead to."""
    links, secret = Links(host.help), host.desk.settings.secret_key
    page.goto(links.survey(number, secret) + "?rating=4")
    yield "survey by link"
    page.get_by_role("button", name="Send rating").click()
    expect(page.get_by_text("Your rating is kept")).to_be_visible()
    yield "survey sent"
    page.goto(links.unsubscribe(number, secret))
    yield "mail choice"
    address = "link@customer.example"
    host.desk.do(sessions.ask_for_proof, 1, address, "en", "/account")
    letters = [each.letter for each in host.desk.see(deliveries.recent)]
    page.goto(links.sign_in(next(letter.values["token"] for letter in letters if letter.to == address)))
    yield "link of a letter"
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="My account")).to_be_visible()
    yield "account"
    page.goto(host.help + "/inbox")
    yield "inbox"


def wondered(page: Page, cast: Cast) -> Iterator[str]:
    """An answer that is none, and thanks for having said so."""
    page.goto(cast[0].help + "/ask?question=colours+of+the+inbox+on+a+phone")
    expect(page.get_by_role("heading", name="These may help")).to_be_visible()
    yield "these may help"
    page.goto(cast[0].help + f"/ask?question={QUESTION.replace(' ', '+').replace('?', '%3F')}")
    page.get_by_role("button", name="No", exact=True).click()
    expect(page.get_by_role("heading", name="Sorry that this did not help")).to_be_visible()
    yield "why not"
    page.get_by_role("button", name="Tell us").click()
    page.goto(cast[0].help + f"/ask?question={QUESTION.replace(' ', '+').replace('?', '%3F')}")
    page.get_by_role("button", name="Yes, it answered my question").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    yield "thanks"


def cookie(host: Host, desk: Desk, dora: Contact) -> dict[str, str]:
    """Dora's cookie."""
    token = desk.do(sessions.start, "page", dora.site_id, contact=dora)
    return {"name": "helpcenter", "value": token, "url": host.help}


def test_calls_chats_and_letters(browser: Browser, host: Host, help_desk: Desk, dora: Contact, ada: Specialist) -> None:
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")
    context.set_default_timeout(30_000)
    context.add_cookies([cookie(host, help_desk, dora)])  # type: ignore[list-item]
    looker = Looker(context.new_page(), WAYS)
    cast = (host, help_desk, dora, ada)
    for way in (called, chatted, wondered):
        for state in way(looker.page, cast):
            looker.look(state)
    context.close()
    assert looker.told() == ""
    assert len(looker.states) == 19


def test_calls_and_chats_where_no_script_arrives(
    browser: Browser, host: Host, help_desk: Desk, dora: Contact, ada: Specialist
) -> None:
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")
    context.route(re.compile(r"\.js(\?|$)"), lambda route: route.abort())
    context.add_cookies([cookie(host, help_desk, dora)])  # type: ignore[list-item]
    looker = Looker(context.new_page(), {name: WAYS[name] for name in ("light", "320 pixels")})
    page = looker.page
    for path in ("/contact?channel=callback", "/contact?channel=chat&question=Hello"):
        page.goto(host.help + path)
        looker.look(path)
    page.locator("#chat-form .form__actions [type=submit]").click()
    expect(page.get_by_text("You are next.")).to_be_visible()
    looker.look("chat that waits")
    chat = max(help_desk.see(chats.current_of, dora.id), key=lambda each: each.ticket_id)
    help_desk.do(chats.accept, ada, chat.ticket_id)
    page.reload()
    expect(page.get_by_text("Ada is here.")).to_be_visible()
    looker.look("live chat")
    page.get_by_role("button", name="End chat").click()
    expect(page.get_by_role("button", name="Reopen this ticket")).to_be_visible()
    looker.look("chat that ended")
    context.close()
    assert looker.told() == ""
