"""The community as pages: read by anybody, written without script, by proven people under a public name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from sqlalchemy import event

from helpcenter.desk import Desk
from helpcenter.domain.articles import ArticleSource
from helpcenter.domain.community import Space
from helpcenter.domain.limits import Limit
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.sites import Site
from helpcenter.factory import desk_of
from helpcenter.links import Links
from helpcenter.services import articles, community, people
from helpcenter.store.database import db
from tests.services.talking import ask, reading, thread_ids

ATOM = "{http://www.w3.org/2005/Atom}"
TITLE = "How do I print labels on A5 paper?"


@pytest.fixture
def thread(desk: Desk, carol: Contact, ada: Specialist) -> int:
    """A thread of Carol's, who writes as Carla, with an answer of the team."""
    desk.do(community.choose_name, carol, "Carla")
    number = desk.do(ask, carol, TITLE, tags="labels")
    desk.do(community.approve, ada, reading(desk, number, carol).question.id)
    desk.do(community.answer_as_specialist, ada, number, "Choose **A5** in the tray.\n\n```\nlpr -o media=a5\n```")
    return number


@pytest.fixture
def dave(desk: Desk, site: Site, sign: Any) -> Contact:
    return desk.do(people.identify, site, sign("dave@customer.example", name="Dave", account=None))


def test_anybody_reads_and_sees_no_address(visitor: Any, thread: int) -> None:
    visitor.go("/en/community")
    assert TITLE in visitor.text
    visitor.go(f"/en/community/{thread}")
    assert visitor.path == f"/en/community/{thread}-how-do-i-print-labels-on-a5-paper"
    assert "Carla" in visitor.text
    assert "Team" in visitor.text
    assert "<pre><code>lpr -o media=a5\n</code></pre>" in visitor.html
    assert "carol@" not in visitor.html
    assert "Carol" not in visitor.html
    assert visitor.page.all("link", rel="canonical", href=f"http://localhost:8080{visitor.path}")
    assert not [form for form in visitor.page.forms if form.method == "POST"]
    mark = visitor.answer.headers["ETag"]
    assert visitor.client.get(visitor.path, headers={"If-None-Match": mark}).status_code == 304


@pytest.mark.parametrize("path", ["{n}-old-title", "../developers/{n}", "{n}-how-do-i-print-labels-on-a5-paper/"])
def test_other_addresses_lead_to_the_thread_or_nowhere(visitor: Any, thread: int, path: str) -> None:
    answer = visitor.client.get("/en/community/" + path.format(n=thread))
    if path.endswith("/"):
        assert answer.status_code == 404
    elif ".." in path:
        assert visitor.client.get(f"/en/developers/{thread}").status_code == 301
    else:
        assert answer.status_code == 301


@pytest.mark.parametrize(
    "path",
    ["/xx/community", "/en/elsewhere", "/en/community/999", "/en/community/x", "/en/community?place=x",
     "/en/community/posts/999/history", "/en/community/1?after=x"],
)  # fmt: skip
def test_what_is_not_there_is_404(visitor: Any, thread: int, path: str) -> None:
    assert visitor.client.get(path).status_code in (404, 301)
    if path != "/en/community/1?after=x":
        assert visitor.client.get(path).status_code == 404


def test_ask_without_script_from_sign_in_to_thread(sign_in: Any, desk: Desk, dave: Contact, ada: Specialist) -> None:
    browser = sign_in(dave)
    browser.go("/en/developers/ask")
    browser.send("/en/developers/ask", title="Webhooks?", body="", tags="api, hooks", public_name="ada")
    assert browser.status == 422
    assert "Please write something first." in browser.text
    assert "This name is taken." in browser.text
    assert browser.form("/ask").fields["title"] == "Webhooks?"
    browser.send("/en/developers/ask", body="Is there a *list*?", public_name="Dave of Leeds")
    assert browser.status == 200
    assert "Only you see this until our team has approved it." in browser.text
    [held] = desk.see(community.waiting)
    assert (held.thread.space, held.thread.tags, held.post.by.name) == ("developers", ("api", "hooks"), "Dave of Leeds")
    assert "Webhooks?" not in browser.go("/en/developers").text
    desk.do(community.approve, ada, held.post.id)
    assert "Webhooks?" in browser.go("/en/developers?sort=open&language=en&tag=api").text
    assert "Webhooks?" in browser.go("/fr/developers").text
    assert "Webhooks?" not in browser.go("/fr/developers?language=fr").text


def test_visitors_are_asked_to_sign_in_and_come_back(visitor: Any, thread: int) -> None:
    for path in ("/en/community/ask", "/en/community/posts/1/report", "/en/community/name"):
        assert visitor.go(path).path.startswith("/sign-in?next=")
    assert visitor.client.post(f"/en/community/{thread}/answers", data={"body": "x"}).status_code == 404


def test_an_answered_question_is_offered_before_it_is_asked(customer: Any, desk: Desk, thread: int) -> None:
    article = ArticleSource("a5", "en", "Print labels on A5 paper", "", "Choose A5 in the printer's tray.", "all",
                            asked_as=("How do I print labels on A5 paper?",))  # fmt: skip
    desk.do(articles.put, article)
    customer.go("/en/community/ask").send("/ask", title="How do I print labels on A5 paper?", body="On A4 now.")
    assert "Is it one of these?" in customer.text
    assert "Print labels on A5 paper" in customer.text
    assert len(thread_ids(desk)) == 1
    customer.send("/ask")
    assert len(thread_ids(desk)) == 2
    answer = customer.client.get("/en/community/similar?q=labels+on+A5", headers={"HX-Request": "true"})
    assert TITLE in answer.get_data(as_text=True)
    assert "Community" in answer.get_data(as_text=True)


def test_vote_accept_follow_edit_report_by_forms(
    sign_in: Any, customer: Any, desk: Desk, dave: Contact, thread: int
) -> None:
    post = reading(desk, thread).answers[0].id
    browser = sign_in(dave).go(f"/en/community/{thread}")
    browser.send(f"/posts/{post}/vote")
    assert reading(desk, thread).answers[0].votes == 1
    browser.send(f"/posts/{post}/vote")
    assert reading(desk, thread).answers[0].votes == 0
    browser.send("/subscription")
    assert reading(desk, thread, dave).subscribed
    browser.go(f"/en/community/posts/{post}/report").send("/report", comment="x" * 501, reason="")
    assert browser.status == 422
    assert "Please choose a reason." in browser.text
    browser.send("/report", reason="rude", comment="Not nice")
    assert "Thank you" in browser.text
    customer.go(f"/en/community/{thread}").send(f"/posts/{post}/acceptance")
    assert "Accepted answer" in customer.text
    question = reading(desk, thread).question.id
    customer.go(f"/en/community/posts/{question}/edit").send("/edit", title="", body="Now on A3.")
    assert customer.status == 422
    customer.send("/edit", title="Labels on A3?")
    assert customer.path.startswith(f"/en/community/{thread}-labels-on-a3")
    assert "Now on A3." in customer.text
    customer.go(f"/en/community/posts/{question}/history")
    assert TITLE in customer.text
    assert "It prints on A4." in customer.text


def test_an_answer_that_cannot_be_taken_is_kept(sign_in: Any, dave: Contact, desk: Desk, thread: int) -> None:
    browser = sign_in(dave).go(f"/en/community/{thread}")
    browser.send("/answers", body="My **answer**", public_name="me@home.example")
    assert browser.status == 422
    assert browser.form("/answers").fields["body"] == "My **answer**"
    browser.send("/answers", public_name="Dave")
    assert "Only you see this" in browser.text
    browser.go("/en/community/name").send("/name", public_name="Carla")
    assert "This name is taken." in browser.text
    browser.send("/name", public_name="David")
    assert "Saved." in browser.text
    assert desk.see(community.public_name, dave) == "David"


def test_own_posts_cannot_be_voted_for_and_strangers_change_nothing(
    sign_in: Any, customer: Any, desk: Desk, dave: Contact, thread: int
) -> None:
    question = reading(desk, thread).question.id
    customer.go(f"/en/community/{thread}")
    csrf = {"csrf": customer.form("/subscription").fields["csrf"]}
    assert customer.client.post(f"/en/community/posts/{question}/vote", data=csrf).status_code == 403
    assert customer.client.post(f"/en/community/posts/{question}/vote").status_code == 403
    browser = sign_in(dave).go(f"/en/community/{thread}")
    csrf = {"csrf": browser.form("/subscription").fields["csrf"], "body": "x", "title": "x"}
    post = reading(desk, thread).answers[0].id
    assert browser.client.post(f"/en/community/posts/{question}/edit", data=csrf).status_code == 404
    assert browser.client.post(f"/en/community/posts/{post}/acceptance", data=csrf).status_code == 403
    assert browser.client.post(f"/en/community/{thread}/answers", data=csrf | {"website": "spam"}).status_code == 303
    assert reading(desk, thread).line.answers == 1


def test_one_click_stops_letters_and_opening_changes_nothing(
    visitor: Any, desk: Desk, carol: Contact, thread: int
) -> None:
    path = Links("").leave_thread(1, desk.settings.secret_key)
    assert "You get an e-mail for each answer" in visitor.go(path).text
    assert reading(desk, thread, carol).subscribed
    answer = visitor.client.post(
        path, data={"List-Unsubscribe": "One-Click"}, headers={"Origin": "https://mail.example"}
    )
    assert answer.status_code == 200
    assert not reading(desk, thread, carol).subscribed
    visitor.go(path).send(path)
    assert reading(desk, thread, carol).subscribed
    assert visitor.client.get(path[:-1]).status_code == 404


def test_threads_are_found_with_their_mark(visitor: Any, panel: Any, desk: Desk, thread: int) -> None:
    assert TITLE in visitor.go("/en/community?q=label+paper").text
    for browser, path in ((visitor, "/ask"), (panel, "/w/acme/ask")):
        browser.go(f"{path}?question=print+labels+on+A5")
        assert TITLE in browser.text
        assert "Community" in browser.text
    links = [element.attributes.get("href") or "" for element in visitor.page.all("a")]
    link = next(each for each in links if f"/community/{thread}-" in each)
    assert visitor.go(link.partition("#")[0]).path.startswith(f"/en/community/{thread}-")


def test_a_flood_is_stopped(app: Any, customer: Any, desk: Desk, thread: int) -> None:
    own = desk_of(app)
    own.settings = replace(own.settings, limit_posts=Limit(1, "hour"))
    customer.go(f"/en/community/{thread}").send("/answers", body="One")
    customer.send("/answers", body="Two", key="other")
    assert customer.status == 429
    assert "Two" in customer.html


def test_pages_ask_few_questions_however_much_there_is(visitor: Any, desk: Desk, carol: Contact, thread: int) -> None:
    def counted(path: str) -> int:
        seen: list[str] = []
        with visitor.client.application.app_context():
            engine = db.engine

        def note(_c: Any, _u: Any, statement: str, *_rest: Any) -> None:
            seen.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        try:
            assert visitor.go(path).status == 200
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    paths = ("/en/community", f"/en/community/{thread}-how-do-i-print-labels-on-a5-paper")
    before = [counted(path) for path in paths]
    for number in range(20):
        desk.do(ask, carol, f"Question {number}")
        desk.do(community.answer, carol, thread, f"Answer {number}")
    assert [counted(path) for path in paths] == before
    assert max(before) <= 8
    assert Space.COMMUNITY in {line.space for line in desk.see(community.latest)}


def test_withdrawn_and_brought_back_by_a_button(
    customer: Any, visitor: Any, desk: Desk, carol: Contact, thread: int
) -> None:
    number = desk.do(ask, carol, "And on A3?")
    question = reading(desk, number).question.id
    customer.go(f"/en/community/{number}").send(f"/posts/{question}/withdrawal")
    assert "You have withdrawn this." in customer.text
    assert "Send answer" not in customer.text
    assert visitor.go(f"/en/community/{number}").status == 404
    customer.send(f"/posts/{question}/withdrawal")
    assert "You have withdrawn this." not in customer.text
    assert visitor.go(f"/en/community/{number}").status == 200
    assert "Others have answered, so your question stays." in customer.go(f"/en/community/{thread}").text


def test_spaces_and_threads_have_feeds(visitor: Any, desk: Desk, thread: int, ada: Specialist) -> None:
    page = visitor.go(f"/en/community/{thread}").page
    [link] = page.all("link", type="application/atom+xml")
    visitor.go(link.attributes["href"])
    assert visitor.answer.mimetype == "application/atom+xml"
    feed = ElementTree.fromstring(visitor.html)  # noqa: S314 - our own
    answer, question = feed.iter(f"{ATOM}entry")
    assert [each.findtext(f"{ATOM}author/{ATOM}name") for each in (answer, question)] == ["Ada", "Carla"]
    assert "<strong>A5</strong>" in (answer.findtext(f"{ATOM}content") or "")
    assert (answer.findtext(f"{ATOM}id") or "").endswith(f"#post-{reading(desk, thread).answers[0].id}")
    mark = visitor.answer.headers["ETag"]
    assert visitor.client.get(visitor.path, headers={"If-None-Match": mark}).status_code == 304
    for path, count in (("/fr/community", 1), ("/en/developers", 0), ("/en/community?tag=labels", 1),
                        ("/en/community?tag=%26none", 0)):  # fmt: skip
        [link] = visitor.go(path).page.all("link", type="application/atom+xml")
        feed = ElementTree.fromstring(visitor.go(link.attributes["href"]).html)  # noqa: S314
        assert len(list(feed.iter(f"{ATOM}entry"))) == count, path
        assert "carol@" not in visitor.html
    desk.do(community.move, ada, thread, Space.DEVELOPERS)
    assert visitor.client.get(f"/en/community/{thread}/feed.xml").status_code == 301
    desk.do(community.hide, ada, reading(desk, thread).question.id)
    assert visitor.client.get(f"/en/developers/{thread}/feed.xml").status_code == 404


def test_community_pages_tell_machines_the_same_as_articles(visitor: Any, thread: int) -> None:
    page = visitor.go(f"/fr/community/{thread}").page
    own = f"http://localhost:8080/en/community/{thread}-how-do-i-print-labels-on-a5-paper"
    assert page.all("link", rel="canonical", href=own)
    assert page.all("meta", property="og:url", content=own)
    page = visitor.go("/en/community?tag=a%25s").page
    assert page.all("link", rel="canonical", href="http://localhost:8080/en/community?tag=a%25s")
    assert page.all("link", rel="alternate", hreflang="fr", href="http://localhost:8080/fr/community?tag=a%25s")
