"""The community in a real browser: hostile words run nothing, everybody has access, and asking shows what is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from helpcenter.desk import Desk
from helpcenter.domain.community import Question, Space
from helpcenter.domain.people import Contact, Role, Specialist
from helpcenter.domain.text import is_blank, one_line
from helpcenter.services import community, people, sessions, sites
from tests.browser.host import Host
from tests.browser.test_accessible import MIRRORED, WAYS, Likes, Looker
from tests.browser.test_hostile_articles import WATCH
from tests.services.talking import ask, reading

CHARACTERS = 18_000
"""Of hostile words in one post."""


@pytest.fixture
def ada(help_desk: Desk) -> Specialist:
    return help_desk.do(people.put_specialist, "ada@team.example", "Ada", ("en",), Role.ADMIN)


@pytest.fixture
def nora(help_desk: Desk, sign: Callable[..., str], ada: Specialist) -> Contact:
    """Somebody who writes as Nora, and whose first post was approved."""
    made = help_desk.do(people.identify, help_desk.see(sites.get, "acme"), sign("nora@customer.example", name="N"))
    if not help_desk.see(community.public_name, made):
        help_desk.do(community.choose_name, made, "Nora")
        first = help_desk.do(ask, made, "Where are parcels weighed?", tags="parcels")
        help_desk.do(community.approve, ada, reading(help_desk, first, made).question.id)
        help_desk.do(community.answer_as_specialist, ada, first, "At the **desk**.\n\n```\nweigh --all\n```")
    return made


@pytest.fixture
def signed_in(page: Page, host: Host, help_desk: Desk, nora: Contact) -> Page:
    token = help_desk.do(sessions.start, "page", nora.site_id, contact=nora)
    page.context.add_cookies([{"name": "helpcenter", "value": token, "url": host.help}])
    return page


def portions(payloads: list[str]) -> Iterator[list[str]]:
    """Payloads in posts of a bounded length."""
    own: list[str] = []
    for text in payloads:
        if sum(map(len, own)) + 2 * len(own) + len(text) > CHARACTERS:
            yield own
            own = []
        own.append(text)
    yield own


def test_hostile_words_run_nothing_and_fetch_nothing(
    signed_in: Page, host: Host, help_desk: Desk, nora: Contact, ada: Specialist, shared_data: Path
) -> None:
    lines = (shared_data / "hostile" / "xss-payloads.txt").read_text(encoding="utf-8", errors="replace").splitlines()
    payloads = [line for line in lines if not is_blank(line) and len(line) < CHARACTERS]
    threads = []
    for own in portions(payloads):
        question = Question(Space.COMMUNITY, "en", one_line(own[0])[:150], "\n\n".join(own), own[-1][:28])
        threads.append(help_desk.do(community.ask, nora, question))
        help_desk.do(community.answer_as_specialist, ada, threads[-1], "\n".join(own))
    signed_in.add_init_script(WATCH)
    elsewhere: list[str] = []
    signed_in.on(
        "request", lambda request: None if request.url.startswith(host.help) else elsewhere.append(request.url)
    )
    questions = [reading(help_desk, each).question.id for each in threads]
    paths = [f"/en/community/{each}" for each in threads]
    paths += [f"/en/community/posts/{each}/edit" for each in questions]
    paths += [f"/en/community/posts/{each}/history" for each in questions]
    for path in ["/en/community", *paths]:
        signed_in.goto(host.help + path)
        assert signed_in.evaluate("window.ran") == [], path
        assert not signed_in.locator("main :is(script, iframe, object, embed, style, img, svg svg, video)").count()
    for each in questions:  # others look at this space, too
        help_desk.do(community.hide, ada, each)
    assert [url for url in elsewhere if not url.startswith("data:")] == []


@pytest.mark.parametrize(("lang", "ways"), [("en", WAYS), ("ar", MIRRORED)], ids=["left to right", "right to left"])
def test_everybody_has_access(
    signed_in: Page, host: Host, help_desk: Desk, nora: Contact, lang: str, ways: Likes
) -> None:
    [line, *_] = help_desk.see(
        lambda work: [each for each in community.latest(work) if each.by.name == "Nora" and each.is_shown]
    )
    found = reading(help_desk, line.id, nora)
    looker = Looker(signed_in, ways)
    base = f"{host.help}/{lang}/community"
    for path in (
        *("", "?q=parcels", "/ask", "/name", f"/{line.id}", f"/posts/{found.question.id}/edit"),
        *(f"/posts/{found.question.id}/history", f"/posts/{found.answers[0].id}/report"),
    ):
        signed_in.goto(base + path)
        looker.look(path)
    signed_in.locator("form.form .button").first.click()
    expect(signed_in.locator(".field__fault")).to_be_visible()
    looker.look("report with a fault")
    signed_in.context.clear_cookies()
    signed_in.goto(f"{base}/{line.id}")
    looker.look("thread of a visitor")
    assert looker.told() == ""


def test_what_is_like_a_question_is_shown_while_it_is_typed(signed_in: Page, host: Host, complaints: list[str]) -> None:
    signed_in.goto(f"{host.help}/en/community/ask")
    signed_in.get_by_label("Your question in one sentence").press_sequentially("Where are parcels weighed?")
    link = signed_in.get_by_role("link", name="Where are parcels weighed?")
    expect(link).to_be_visible()
    expect(signed_in.locator("#similar")).to_contain_text("Community")
    with signed_in.context.expect_page() as opened:
        link.click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Where are parcels weighed?")
    assert complaints == []
