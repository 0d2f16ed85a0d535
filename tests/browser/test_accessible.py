"""Access for everybody: axe-core finds nothing on any state of panel and pages, however somebody likes them.

Each state is looked at where it stands in light, in dark, in forced colours, at 320 pixels and at 200 % zoom; the way
is gone once more from right to left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, FrameLocator, Page, TimeoutError, ViewportSize, expect

from tests.browser.host import Host
from tests.browser.test_attachments import payload
from tests.browser.test_widget import QUESTION, SLOT, field, mark, panel
from tests.domain.evidence import samples

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RUN = """async ([whole, forced]) => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const looks = ["color-contrast", "target-size", "link-in-text-block", "scrollable-region-focusable"];
  const runOnly = whole ? { type: "tag", values: tags } : { type: "rule", values: looks };
  // In forced colours the system paints, and scripts are told the author's colours all the same.
  const rules = { "target-size": { enabled: true }, "color-contrast": { enabled: !forced } };
  // There is no sound that would have to be fetched first, and axe fetches the style sheets with it.
  const found = await axe.run(document, { runOnly, rules, preload: false, resultTypes: ["violations"] });
  const told = (node) => `${node.html.slice(0, 150)} (${node.any.map((each) => each.message)})`;
  return found.violations.map((each) => `${each.id}: ${each.nodes.slice(0, 3).map(told)}`);
}"""
BESIDE = """() => [...document.body.querySelectorAll("*")]
  .filter((each) => each.checkVisibility() && !each.closest("nav, .visually-hidden, .skip, svg, .prose table"))
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1 || each.getBoundingClientRect().left < -1)
  .map((each) => "beside the screen: " + each.outerHTML.slice(0, 120)).slice(0, 3)"""
OWN = """() => [...document.body.querySelectorAll("*")]
  .filter((each) => getComputedStyle(each).forcedColorAdjust !== "auto" && !each.closest("svg"))
  .map((each) => "keeps its own colours: " + each.outerHTML.slice(0, 120))"""
DESK: ViewportSize = {"width": 1280, "height": 800}
Likes = dict[str, tuple[dict[str, Any], ViewportSize]]
WAYS: Likes = {
    "light": ({"color_scheme": "light"}, DESK),
    "dark": ({"color_scheme": "dark"}, DESK),
    "forced colours": ({"forced_colors": "active"}, DESK),
    "320 pixels": ({"color_scheme": "light"}, {"width": 320, "height": 640}),
    "200 % zoom": ({"color_scheme": "dark"}, {"width": 640, "height": 400}),
}
WHOLE = frozenset({"light", "320 pixels", "right to left"})
"""The ways that are looked at by every rule; elsewhere by those whose verdict comes of colours and sizes."""
MIRRORED: Likes = {"right to left": WAYS["light"], "right to left, 320 pixels": WAYS["320 pixels"]}


class Looker:
    """Looks at a document in every way and remembers what is wrong."""

    def __init__(self, page: Page, ways: Likes) -> None:
        self.page, self.ways = page, ways
        self.found: dict[tuple[str, str], list[str]] = {}
        self.states: list[str] = []

    def look(self, state: str, where: Page | Frame | None = None) -> None:
        """Look at a state."""
        document = where or self.page
        self.states.append(state)
        if not document.evaluate("'axe' in window"):
            document.evaluate(AXE)
        for name, (media, size) in self.ways.items():
            self.page.emulate_media(
                **{"color_scheme": "light", "forced_colors": "none"} | media, reduced_motion="reduce"
            )
            self.page.set_viewport_size(size)
            forced = "forced_colors" in media
            found = (
                document.evaluate(RUN, [name in WHOLE, forced])
                + document.evaluate(BESIDE)
                + (document.evaluate(OWN) if forced else [])
            )
            if found:
                self.found[state, name] = found
        self.page.set_viewport_size(DESK)

    def told(self) -> str:
        """All that is wrong, a line each."""
        return "\n".join(f"{state}, {way}: {each}" for (state, way), found in self.found.items() for each in found)


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab for all. Motion is off, so that nothing is measured half-way."""
    context = browser.new_context(viewport=DESK, reduced_motion="reduce")
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def frame_of(page: Page, host: Host) -> Frame:
    """The panel's document."""
    return next(each for each in page.frames if each.url.startswith(host.help))


def opened(page: Page, address: str) -> FrameLocator:
    """Open the panel, in whatever language."""
    page.goto(address)
    page.locator("helpcenter-widget .mark").click()
    expect(field(page)).to_be_focused()
    return panel(page)


def asked(page: Page, question: str) -> None:
    """Ask, and wait for what comes of it."""
    field(page).fill(question)
    field(page).press("Enter")
    expect(panel(page).get_by_role("heading", name="Your question")).to_be_visible()


def signed_in(page: Page, host: Host, looker: Looker, frame: FrameLocator) -> None:
    """From the question to the closed ticket."""
    inside = frame_of(page, host)
    looker.look("start", inside)
    if looker.ways is WAYS:  # there are no articles to suggest from right to left
        field(page).press_sequentially("embed the wid")
        expect(frame.get_by_role("option").first).to_be_visible()
        looker.look("suggestions", inside)
    asked(page, "zebra penguin juggling")
    looker.look("no answer", inside)
    asked(page, QUESTION)
    looker.look("answer", inside)
    frame.get_by_text("See related results").click()
    looker.look("related", inside)
    frame.locator(".helpful").get_by_text("No", exact=True).click()
    expect(frame.get_by_role("heading", level=1)).not_to_have_text("Your question")
    looker.look("why not", inside)
    frame.get_by_role("button", name="Back").click()
    frame.get_by_role("link", name="Contact us", exact=True).last.click()
    expect(frame.get_by_label("Overview")).to_be_visible()
    looker.look("contact", inside)
    frame.get_by_label("Overview").fill("")
    frame.locator("#email-form [type=submit]").click()
    expect(frame.locator(".field__fault").first).to_be_visible()
    looker.look("faults", inside)
    frame.get_by_label("Files").set_input_files([payload("net.har", samples.har()), payload("evil.svg", b"<svg/>")])
    expect(frame.locator(".file--refused")).to_have_count(1)
    expect(frame.locator(".file__note")).to_have_count(1)
    frame.get_by_label("Overview").fill("A question")
    frame.get_by_label("Description").fill("My list does not work. Password: hunter2")
    expect(frame.get_by_label("Make it unreadable before it is sent")).to_be_visible()
    looker.look("evidence", inside)
    frame.locator("#email-form [type=submit]").click()
    expect(frame.locator(".receipt")).to_be_visible()
    looker.look("receipt", inside)
    frame.get_by_role("link", name="View this ticket").click()
    expect(frame.locator(".timeline")).to_be_visible()
    looker.look("open ticket", inside)
    frame.get_by_role("button", name="Close this ticket").click()
    expect(frame.get_by_role("button", name="Reopen this ticket")).to_be_visible()
    looker.look("closed ticket", inside)
    frame.locator(".bar").get_by_role("link", name="View support inbox").click()
    expect(frame.locator(".tickets")).to_be_visible()
    looker.look("inbox", inside)
    inside.evaluate("path => htmx.ajax('GET', path, { target: '#step', source: '#step' })", "/w/acme/account")
    expect(frame.get_by_role("heading", name="My account")).to_be_visible()
    looker.look("account", inside)


def signed_out(page: Page, host: Host, looker: Looker, frame: FrameLocator) -> None:
    """What a visitor meets."""
    inside = frame_of(page, host)
    asked(page, QUESTION)
    frame.get_by_role("link", name="Contact us", exact=True).last.click()
    expect(frame.get_by_role("link", name="Sign in by e-mail")).to_be_visible()
    looker.look("closed channels", inside)
    frame.get_by_role("link", name="Sign in by e-mail").click()
    expect(frame.get_by_label("Your e-mail address")).to_be_visible()
    looker.look("sign-in", inside)
    frame.get_by_label("Your e-mail address").fill("nobody@customer.example")
    frame.get_by_role("button", name="Send me a link").click()
    expect(frame.locator("#step")).to_contain_text("Code from the e-mail")
    looker.look("code", inside)
    frame.get_by_label("Code from the e-mail").fill("1")
    frame.locator("form").get_by_role("button", name="Sign in").click()
    expect(frame.locator(".field__fault")).to_be_visible()
    looker.look("wrong code", inside)


@pytest.mark.parametrize(("lang", "ways"), [("en", WAYS), ("ar", MIRRORED)], ids=["left to right", "right to left"])
def test_panel(tab: Page, host: Host, sign: Callable[..., str], lang: str, ways: Likes) -> None:
    looker = Looker(tab, ways)
    frame = opened(tab, host.show(body=SLOT, lang=lang, identity=sign(f"axe-{lang}@customer.example")))
    expect(frame.locator("html")).to_have_attribute("dir", "rtl" if lang == "ar" else "ltr")
    signed_in(tab, host, looker, frame)
    signed_out(tab, host, looker, opened(tab, host.show(body=SLOT, lang=lang, site="acme")))
    assert looker.told() == ""
    assert len(looker.states) >= 17


PAGES = [
    *(
        "/",
        "/en/articles/settings",
        "/en/categories/embedding",
        "/ask?question=embed+the+widget",
        "/contact",
        "/sign-in",
    ),
    *("/nowhere", "/m", "/m/ask", "/m/contact", "/en/search?question=embed+the+widget", "/en/articles/embed-widget"),
    "/en/articles/settings/vote",
]


@pytest.mark.parametrize(("lang", "ways"), [("en", WAYS), ("ar", MIRRORED)], ids=["left to right", "right to left"])
def test_pages(tab: Page, host: Host, lang: str, ways: Likes) -> None:
    looker = Looker(tab, ways)
    for path in PAGES:
        own = path.replace("/en/", f"/{lang}/")
        tab.goto(host.help + own + ("" if f"/{lang}/" in own else f"{'&' if '?' in own else '?'}lang={lang}"))
        looker.look(path)
    assert looker.told() == ""


def test_a_page_of_the_app_with_the_widget_in_it(tab: Page, host: Host) -> None:
    opened(tab, host.show(body=SLOT))
    tab.evaluate(AXE)
    found = tab.evaluate("async () => (await axe.run('helpcenter-widget', { iframes: false })).violations")
    assert [each["id"] for each in found] == []


FOCUS = """() => {
  let at = document.activeElement;
  if (!at || at === document.body || at.id === "step") return null;
  const box = at.getBoundingClientRect();
  const [x, y] = [box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 10)];
  const over = document.elementFromPoint(x, y);
  const near = (one, other) => one.contains(other) || other.contains(one) || one.closest("li") === other.closest("li");
  const style = [at, at.closest("li") || at].map((each) => getComputedStyle(each));
  const shown = style.some((each) => each.outlineStyle !== "none" && parseFloat(each.outlineWidth) >= 2);
  return { what: at.outerHTML.slice(0, 100), seen: Boolean(over) && near(over, at), shown };
}"""


def test_focus_is_never_hidden_and_always_shown(tab: Page, host: Host, sign: Callable[..., str]) -> None:
    frame = opened(tab, host.show(body=SLOT, identity=sign("tab@customer.example")))
    inside = frame_of(tab, host)
    asked(tab, QUESTION)
    frame.get_by_text("See related results").click()
    met = walked(tab, inside)
    assert len(met) >= 8
    frame.get_by_role("link", name="Contact us", exact=True).last.click()
    expect(frame.get_by_label("Overview")).to_be_visible()
    met += walked(tab, inside)
    assert [each for each in met if not (each["seen"] and each["shown"])] == []


def walked(page: Page, inside: Frame) -> list[dict[str, Any]]:
    """What the focus meets from the start of the step to its end, by Tab."""
    inside.evaluate("document.getElementById('step').focus()")
    met: list[dict[str, Any]] = []
    while len(met) < 40:
        page.keyboard.press("Tab")
        with suppress(TimeoutError):  # a list of suggestions may just be going; what stays hidden is told below
            inside.wait_for_function(f"(({FOCUS})() || {{ seen: true }}).seen", timeout=5000)
        here = inside.evaluate("document.hasFocus()") and inside.evaluate(FOCUS)
        if not here:
            break
        met.append(here)
    return met


def test_every_change_is_said(tab: Page, host: Host, sign: Callable[..., str]) -> None:
    frame = opened(tab, host.show(body=SLOT, identity=sign("ears@customer.example")))
    said = frame.locator("#said")
    asked(tab, QUESTION)
    expect(said).to_have_text(re.compile("^We found an answer: .+"))
    asked(tab, "zebra penguin juggling")
    expect(said).to_have_text("We found no answer")
    frame.get_by_role("link", name="Contact us", exact=True).last.click()
    expect(said).to_have_text("Contact us")
    frame.locator(".bar").get_by_role("link", name="View support inbox").click()
    expect(said).to_have_text("Support inbox")
    frame.get_by_role("button", name="Back").click()
    expect(said).to_have_text("Contact us")


def test_whoever_wants_no_motion_gets_none(tab: Page, host: Host) -> None:
    tab.emulate_media(reduced_motion="reduce")
    frame = opened(tab, host.show(body=SLOT))
    expect(tab.locator("helpcenter-widget dialog")).to_have_css("animation-name", "none")
    moving = "[...document.querySelectorAll('*')].filter((e) => getComputedStyle(e).transitionDuration !== '0s')"
    assert frame_of(tab, host).evaluate(moving + ".length") == 0
    assert mark(tab).evaluate("e => getComputedStyle(e).transitionProperty") in ("none", "all")
    expect(frame.locator(".ask__field")).to_be_visible()
