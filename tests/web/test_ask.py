"""Ask and answer on both faces: the passage, the nearest results, plainly nothing; and what cannot be asked."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.answers import Passage
from helpcenter.domain.articles import ArticleSource, Category
from helpcenter.domain.questions import Question, Unhelpful
from helpcenter.services import articles, lessons, questions
from helpcenter.web.markup import highlighted

EXPORT = """
Choose **Settings** and then **Export**.

## Export invoices as CSV

Open the billing page, press the export button, and choose CSV.
The file with <all> your invoices & receipts comes by e-mail.

## Other formats

PDF works the same way.
"""
LISTS = "Open the list, drag the line by its handle, drop it where you want.\n\n## On phones\n\nHold the line first."
PASSWORD = "Press “Forgot password” on the sign-in page. We send a link to your address."


@pytest.fixture
def shelf(desk: Desk, site: Any) -> None:
    """A small knowledge base."""
    found = (
        ("export", "Export your invoices", "Invoices as CSV or PDF.", EXPORT, ("How do I export invoices?",)),
        ("lists", "Sort a list by hand", "Drag and drop.", LISTS, ("How do I sort a list?",)),
        ("password", "Trouble signing in", "When the password does not work.", PASSWORD, ("I forgot my password",)),
    )
    with desk.work() as work:
        articles.put_categories(work, [Category("all", "Everything", 1)], "en")
        for slug, title, summary, body, suggested in found:
            articles.put(work, ArticleSource(slug, "en", title, summary, body, "all", suggested=suggested))


@pytest.fixture(params=["page", "widget"])
def asker(request: pytest.FixtureRequest, shelf: None) -> Any:
    """A browser at the ask step of each face; `root` is where its steps live."""
    browser = request.getfixturevalue("visitor" if request.param == "page" else "panel")
    browser.root = "" if request.param == "page" else "/w/acme"
    return browser.go(f"{browser.root}/ask")


def test_an_answer_is_the_passage_with_its_article(asker: Any) -> None:
    asker.send("/ask", question="How do I export invoices as CSV?")
    assert asker.status == 200
    [answer] = asker.page.all("article", class_="answer")
    assert "Export your invoices" in asker.text
    target = next(
        e.attributes["href"] for e in asker.page.all("a") if e.attributes["href"].startswith("/en/articles/export")
    )
    assert asker.page.all("mark")
    assert asker.form("/ask").fields["question"] == "How do I export invoices as CSV?"
    assert asker.client.get(target.partition("#")[0], follow_redirects=True).status_code == 200


def test_the_question_goes_along_to_contact(asker: Any) -> None:
    asker.send("/ask", question="How do I export invoices & more?")
    contact = next(
        e.attributes["href"] for e in asker.page.all("a") if e.attributes["href"].startswith(f"{asker.root}/contact?")
    )
    assert "question=How+do+I+export+invoices+%26+more?" in contact.replace("%3F", "?").replace("%20", "+")
    asker.go(contact)
    assert asker.status == 200
    if asker.root:
        assert asker.form("/tickets").fields["subject"] == "How do I export invoices & more?"


def test_a_yes_teaches_and_is_thanked_for(asker: Any, desk: Desk) -> None:
    asker.send("/ask", question="How do I export invoices as CSV?")
    asker.send("/ask/feedback", helpful="yes")
    assert (asker.status, "Thank you" in asker.text) == (200, True)
    [lesson] = desk.see(lessons.listed)
    assert (lesson.question, lesson.people) == ("How do I export invoices as CSV?", 1)
    asker.go(f"{asker.root}/ask/feedback", "POST", data={"question": "\x00", "kind": "\x00", "id": "\x00", "csrf": ""})
    assert "Thank you" in asker.text, "the same answer to what teaches nothing"


def test_without_an_answer_it_says_so_plainly(asker: Any) -> None:
    asker.send("/ask", question="Why are zebras striped when penguins juggle?")
    assert asker.status == 200
    assert "We found no answer" in asker.text
    assert "Contact us" in asker.text
    assert not asker.page.all("article", class_="answer")


def test_contact_comes_after_the_answer_step_only(asker: Any) -> None:
    def contact() -> bool:
        """Whether the step's own button leads to us; the pages' head has a link of its own."""
        wide = [e for e in asker.page.all("a") if "button--wide" in (e.attributes.get("class") or "")]
        return any("/contact" in (e.attributes["href"] or "") for e in wide)

    assert not contact()
    asker.send("/ask", question="How do I sort a list?")
    assert contact()


def test_suggested_questions_can_be_picked(asker: Any) -> None:
    picked = next(e.attributes["href"] for e in asker.page.all("a") if "question=" in e.attributes["href"])
    asker.go(picked)
    assert asker.status == 200
    assert asker.page.all("article", class_="answer")


def test_an_empty_question_is_asked_for_gently(asker: Any) -> None:
    for question in ("", "  ", "\u200b", "\n\t"):
        asker.go(f"{asker.root}/ask", query_string={"question": question})
        assert asker.status == 422
        assert "Please type your question first." in asker.text
        assert asker.page.all("input", aria_invalid="true", aria_describedby="question-fault")


def test_a_huge_question_is_kept(asker: Any) -> None:
    huge = "How " + "very " * 20_000 + "long?"
    asker.go(f"{asker.root}/ask", "POST", data={"question": huge} | ({} if asker.root else {"csrf": ""}))
    assert asker.status == 422
    assert asker.form("/ask").fields["question"] == huge


ODD = (
    "?", "🤷", "the the the", '"*^:()- NEAR AND OR NOT', "'; DROP TABLE article; --", "\x00\x1b[0m", "ĥёλлο 世界",
    "export " * 280,
)  # fmt: skip


def test_odd_questions_are_answered_in_order(asker: Any) -> None:
    for question in ODD:
        asker.go(f"{asker.root}/ask", query_string={"question": question})
        assert asker.status == 200
        assert asker.form("/ask").fields["question"] == question
        assert asker.page.all("div", class_="step__foot")


def test_a_hostile_question_stays_text(asker: Any) -> None:
    asker.send("/ask", question='"><script>alert(1)</script> export invoices')
    assert not [e for e in asker.page.all("script") if "src" not in e.attributes]
    assert asker.form("/ask").fields["question"] == '"><script>alert(1)</script> export invoices'


def test_suggestions_are_options_of_a_list_box(asker: Any) -> None:
    asker.headers = asker.headers | {"HX-Request": "true"}
    asker.go(f"{asker.root}/suggest?q=expo")
    assert asker.status == 200
    assert "<html" not in asker.html
    options = asker.page.all("li", role="option")
    assert len({e.attributes["id"] for e in options}) == len(options) > 0
    assert "invoices" in asker.text
    assert not asker.go(f"{asker.root}/suggest?q=").page.elements
    assert asker.go(f"{asker.root}/suggest", query_string={"q": "x" * 5000}).status == 200


def test_highlights_are_escaped_and_never_overlap() -> None:
    passage = Passage("a < b & c", None, None, ((2, 3), (0, 1), (1, 1), (6, 7), (6, 99)))
    assert highlighted(passage) == "<mark>a</mark> <mark>&lt;</mark> b <mark>&amp;</mark><mark> c</mark>"


def kept(asker: Any, desk: Desk) -> Question:
    """The question that the page which is shown belongs to."""
    contact = next(e.attributes["href"] for e in asker.page.all("a") if "asked=" in (e.attributes["href"] or ""))
    found = desk.see(questions.find, parse_qs(urlsplit(contact).query)["asked"][0])
    assert found is not None
    return found


def test_a_question_is_kept_with_what_was_read_and_said(asker: Any, desk: Desk) -> None:
    page = "https://app.example.com/invoices?id=7"
    asker.go(f"{asker.root}/ask", query_string={"question": "How do I export invoices as CSV?", "page": page})
    question = kept(asker, desk)
    assert (question.shown[0].id, question.page) == ("export", "https://app.example.com/invoices")
    assert asker.form("/ask").fields["page"] == page
    link = next(e.attributes["href"] for e in asker.page.all("a") if "opened=" in (e.attributes["href"] or ""))
    told = asker.client.get(link.partition("#")[0])
    assert (told.status_code, told.headers["Location"]) == (303, "/en/articles/export")
    asker.send("/ask/feedback", helpful="no")
    assert "What was missing?" in asker.text
    asker.send("/ask/feedback", reason="")
    assert (asker.status, "Please choose a reason." in asker.text) == (422, True)
    asker.send("/ask/feedback", reason="outdated")
    assert "Thank you" in asker.text
    again = desk.see(questions.find, desk.see(questions.reference, question.id))
    assert again is not None
    assert (again.opened, again.helpful, again.reason) == (("/en/articles/export",), False, Unhelpful.OUTDATED)


def test_a_no_teaches_nothing(asker: Any, desk: Desk) -> None:
    asker.send("/ask", question="How do I export invoices as CSV?")
    asker.send("/ask/feedback", helpful="no")
    assert desk.see(lessons.listed) == []


def test_a_mark_behind_an_odd_address_leads_on_in_order(asker: Any) -> None:
    told = asker.client.get("/%0d%0aSet-Cookie:x?opened=1.abc")
    assert (told.status_code, told.headers["Location"]) == (303, "/%0D%0ASet-Cookie%3Ax")


def test_a_forged_mark_of_an_opened_result_is_dropped(asker: Any) -> None:
    told = asker.client.get("/en/articles/export?lang=de&opened=1.abc")
    assert (told.status_code, told.headers["Location"]) == (303, "/en/articles/export?lang=de")
