"""The widget inside apps as they are: routers, frameworks that render anew, pinned scripts, and strangers who speak."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, Request, expect

from helpcenter import loader
from tests.browser.conftest import OFFERED
from tests.browser.host import Host
from tests.browser.test_widget import QUESTION, SLOT, asked, field, mark, opened, panel

PUT = """([selector, ...children]) => document.querySelector(selector).replaceChildren(
  ...children.map(([name, attributes, text]) => {
    const made = document.createElement(name);
    for (const key in attributes) made.setAttribute(key, attributes[key]);
    made.textContent = text;
    return made;
  }))"""
"""What a framework does when it renders: the app's policy asks for trusted types, so there is no innerHTML."""

QUEUE = "window.Helpcenter = function () { (Helpcenter.q = Helpcenter.q || []).push(arguments) };"
DIALOG = "helpcenter-widget dialog"


def suggested(page: Page) -> list[str]:
    """The questions that the panel offers."""
    return panel(page).locator("#suggestions a").all_inner_texts()


def test_the_app_names_articles_and_the_panel_offers_their_questions(page: Page, host: Host) -> None:
    script = QUEUE + "Helpcenter('suggest', ['keys', 'nothing-of-the-kind', 'settings']);"
    opened(page, host.show(script=script))
    first, second, *others = suggested(page)
    assert others
    page.evaluate("Helpcenter('suggest', 'settings', 'keys')")
    expect(panel(page).locator("#suggestions a").first).to_have_text(second)
    assert suggested(page)[:2] == [second, first]
    panel(page).get_by_role("link", name=first).click()
    expect(field(page)).to_have_value(first)
    expect(panel(page).locator(".answer")).to_be_visible()


def test_what_is_offered_goes_by_the_page_that_the_router_shows(page: Page, host: Host) -> None:
    page.goto(host.show() + "?secret=1#frag")
    with page.expect_request("**/w/acme?*") as first:
        mark(page).click()
    assert parse_qs(urlsplit(first.value.url).query)["page"] == [host.origin + "/"]
    expect(field(page)).to_be_focused()
    with page.expect_request("**/suggestions?*") as moved:
        page.evaluate("history.pushState({}, '', '/orders/7?token=abc')")
    assert parse_qs(urlsplit(moved.value.url).query)["page"] == [host.origin + "/orders/7"]
    with page.expect_request("**/suggestions?*") as back:
        page.evaluate("location.hash = '#/baskets?x=1'")
    assert parse_qs(urlsplit(back.value.url).query)["page"] == [host.origin + "/orders/7#/baskets"]
    with page.expect_request("**/ask*") as question:
        asked(page)
    assert parse_qs(urlsplit(question.value.url).query)["page"] == [host.origin + "/orders/7#/baskets"]


def test_an_app_that_renders_anew_gets_its_mark_again(page: Page, host: Host) -> None:
    opened(page, host.show(body=f"<i id='bar'>{SLOT}</i>"))
    page.evaluate(PUT, ["#bar", ["span", {"data-helpcenter-slot": ""}, ""]])
    expect(mark(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(page.locator(DIALOG)).to_be_hidden()
    expect(mark(page)).to_be_focused()


def test_a_body_that_is_replaced_takes_nothing_with_it(page: Page, host: Host) -> None:
    opened(page, host.show())
    page.evaluate("document.body.replaceWith(document.createElement('body'))")
    page.evaluate(PUT, ["body", ["h1", {}, "New"]])
    expect(page.get_by_role("heading", name="New")).to_be_visible()
    expect(field(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(mark(page)).to_be_focused()
    mark(page).click()
    expect(field(page)).to_be_focused()


def test_a_place_that_comes_late_is_the_only_one(page: Page, host: Host) -> None:
    page.goto(host.show())
    expect(mark(page)).to_have_css("position", "fixed")
    page.evaluate(PUT, ["header", ["b", {"data-helpcenter-slot": ""}, ""]])
    expect(mark(page)).to_have_count(1)
    expect(mark(page)).not_to_have_css("position", "fixed")


def test_several_elements_open_it_those_that_come_later_too(page: Page, host: Host) -> None:
    page.goto(host.show(body='<button class="help">One</button><a class="help" href="/x">Two</a>', trigger=".help"))
    one, two = page.get_by_role("button", name="One"), page.get_by_role("link", name="Two")
    expect(two).to_have_attribute("aria-haspopup", "dialog")
    one.click()
    expect(field(page)).to_be_focused()
    expect(two).to_have_attribute("aria-expanded", "true")
    two.click()
    expect(page.locator(DIALOG)).to_be_hidden()
    page.evaluate(PUT, ["header", ["button", {"class": "help"}, "Three"]])
    three = page.get_by_role("button", name="Three")
    expect(three).to_have_attribute("aria-expanded", "false")
    three.click()
    expect(field(page)).to_be_focused()
    page.evaluate(PUT, ["header", ["button", {"class": "help"}, "Four"]])
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Four")).to_be_focused()
    expect(mark(page)).to_have_count(0)


def test_the_app_hears_what_happens(page: Page, host: Host, sign: Callable[..., str]) -> None:
    script = (
        QUEUE
        + """
      window.seen = [];
      for (const name of ["open", "answer", "contact", "ticket", "close"])
        Helpcenter("on", name, (what) => { seen.push([name, what]); if (name === "open") throw new Error("theirs"); });
      Helpcenter("on", "open", () => seen.push(["second", null]));
    """
    )
    script += f"Helpcenter('ask', '{QUESTION}');"
    page.goto(host.show(script=script, identity=sign()))
    frame = panel(page)
    frame.get_by_role("link", name="Contact us", exact=True).click()
    frame.get_by_label("Description").fill("With words")
    frame.locator("#email-form [type=submit]").click()
    expect(frame.locator(".receipt")).to_be_visible()
    expect(frame.get_by_role("status")).to_have_text("We have your message")
    page.evaluate("Helpcenter('close')")
    page.wait_for_function("seen.length >= 6")
    seen = page.evaluate("seen")
    assert [name for name, _ in seen] == ["open", "second", "answer", "contact", "ticket", "close"]
    what = dict(seen)
    assert (what["answer"]["question"], what["answer"]["verdict"]) == (QUESTION, "answer")
    assert what["contact"] == {"question": QUESTION}
    assert what["ticket"]["channel"] == "email"
    assert isinstance(what["ticket"]["number"], int)
    page.evaluate("window.stop = Helpcenter('on', 'open', () => seen.push('again')); stop(); Helpcenter('open')")
    assert "again" not in page.evaluate("seen")


SPEAKS = """() => {
  const panel = opener.document.querySelector("helpcenter-widget").shadowRoot.querySelector("iframe").contentWindow;
  for (const type of ["hello", "ask", "logout", "locale", "identity"])
    panel.postMessage({ helpcenter: type, detail: type === "hello" ? { theme: "dark" } : "de" }, "*");
  for (const type of ["close", "ready", "event", "who", "where"])
    opener.postMessage({ helpcenter: type, detail: { name: "ticket", detail: "forged" } }, "*");
  opener.postMessage("done", "*");
}"""


def test_a_stranger_is_not_heard_on_either_side(page: Page, host: Host) -> None:
    script = (
        QUEUE
        + """
      window.seen = []; window.spoken = false;
      addEventListener("message", (event) => { if (event.data === "done") spoken = true; });
      Helpcenter("on", "ticket", (what) => seen.push(what));
    """
    )
    opened(page, host.show(script=script))
    # Even a window of the app's own origin is a stranger: only the page around the panel may speak to it.
    with page.expect_popup() as popped:
        page.evaluate("void open('/app.css')")
    popped.value.wait_for_load_state()
    popped.value.evaluate(SPEAKS)
    page.wait_for_function("spoken")
    expect(page.locator(DIALOG)).to_be_visible()
    inside = next(frame for frame in page.frames if frame.url.startswith(host.help))
    # What the app itself says comes after what the stranger said.
    page.evaluate("Helpcenter('ask', 'embed the widget')")
    expect(field(page)).to_have_value("embed the widget")
    assert inside.evaluate("[document.documentElement.lang, document.documentElement.dataset.theme]") == ["en", None]
    assert page.evaluate("seen") == []


def test_a_pinned_script_runs_and_another_one_under_its_name_does_not(page: Page, host: Host) -> None:
    body = loader.loader(OFFERED)
    tag = loader.tag(host.help, "acme", body)
    page.goto(host.show(tag=tag))
    mark(page).click()
    expect(field(page)).to_be_focused()

    page.goto("about:blank")
    wrong = loader.tag(host.help, "acme", body + b"//").replace(loader.digest_of(body + b"//"), loader.digest_of(body))
    with page.expect_console_message(lambda message: "integrity" in message.text):
        page.goto(host.show(tag=wrong))
    expect(mark(page)).to_have_count(0)


def test_the_frame_may_do_no_more_than_it_needs(page: Page, host: Host) -> None:
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    opened(page, host.show())
    frame = page.locator("helpcenter-widget iframe")
    allowed = set((frame.get_attribute("sandbox") or "").split())
    assert allowed == {
        *("allow-scripts", "allow-same-origin", "allow-forms", "allow-downloads"),
        *("allow-popups", "allow-popups-to-escape-sandbox"),
    }
    asked(page)
    ours = [request for request in requests if request.url.startswith(host.help)]
    assert not [request for request in ours if "cookie" in request.headers]
    assert page.context.cookies(host.help) == []


def test_the_app_hears_that_its_token_is_not_believed(page: Page, host: Host, sign: Callable[..., str]) -> None:
    script = QUEUE + "window.seen = []; Helpcenter('on', 'error', (what) => seen.push(what));"
    frame = opened(page, host.show(script=script, identity=sign(aud="another-site")))
    asked(page).get_by_role("link", name="Contact us", exact=True).click()
    expect(frame.get_by_text("You are not signed in.").first).to_be_visible()
    assert page.evaluate("seen") == ["identity"]
