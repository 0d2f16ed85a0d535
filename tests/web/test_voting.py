"""Was this article helpful? By posting only, once a person, without script too; the widget's word is the same vote."""

from __future__ import annotations

from typing import Any

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.articles import ArticleSource
from helpcenter.domain.questions import Unhelpful
from helpcenter.services import articles
from tests import voices
from tests.voices import Tally

PATH = "/en/articles/pay"


@pytest.fixture(autouse=True)
def shelf(desk: Desk) -> None:
    """One article."""
    desk.do(articles.put, ArticleSource("pay", "en", "Pay an invoice", "", "Pay by card on the billing page.", "all"))


def tally(desk: Desk) -> Tally:
    return voices.tally(desk, "pay")


def test_a_visitor_says_no_and_then_why_and_then_yes_after_all(visitor: Any, desk: Desk) -> None:
    visitor.go(PATH).send("/vote", helpful="no")
    assert (visitor.status, visitor.path) == (200, f"{PATH}/vote?thanks=1")
    assert "What was missing?" in visitor.text
    form = visitor.page.forms[-2] if visitor.page.forms[-1].action.endswith("sign-out") else visitor.page.forms[-1]
    visitor.go(form.action, "POST", data=form.fields | {"reason": "unclear", "comment": "Which card?"})
    assert "Your word goes to the people who write these articles" in visitor.text
    assert tally(desk) == Tally(0, 1, {Unhelpful.UNCLEAR: 1}, ("Which card?",))
    visitor.send("/vote", helpful="yes")
    assert "That helps us and others" in visitor.text
    assert tally(desk) == Tally(1, 0)
    assert visitor.page.all("button", name="helpful", value="yes")[0].attributes["aria-pressed"] == "true"


def test_looking_counts_nothing(visitor: Any, desk: Desk) -> None:
    for query in ("", "?helpful=yes", "?helpful=no&reason=unclear"):
        visitor.go(f"{PATH}/vote{query}")
        assert visitor.status == 200
    assert visitor.go(f"{PATH}/vote", "PUT").status == 405
    assert tally(desk) == Tally()


def test_programs_are_thanked_and_not_counted(visitor: Any, desk: Desk) -> None:
    visitor.go(PATH).send("/vote", helpful="yes", website="https://spam.example")
    visitor.headers = {"User-Agent": "Mozilla/5.0 (compatible; Somebot/2.1)"}
    visitor.go(PATH).send("/vote", helpful="yes")
    assert "That helps us and others" in visitor.text
    visitor.headers = {}
    visitor.go(PATH).send("/vote", helpful="perhaps")
    assert visitor.status == 200
    assert tally(desk) == Tally()


def test_a_vote_from_elsewhere_is_refused(visitor: Any, customer: Any, desk: Desk) -> None:
    visitor.headers = {"Origin": "https://elsewhere.example"}
    assert visitor.go(f"{PATH}/vote", "POST", data={"helpful": "yes"}).status == 403
    assert customer.go(f"{PATH}/vote", "POST", data={"helpful": "yes"}).status == 403, "without what its forms carry"
    assert tally(desk) == Tally()
    customer.go(PATH).send("/vote", helpful="yes")
    assert tally(desk) == Tally(1, 0)
    pressed = customer.go(PATH).page.all("button", name="helpful", value="yes")[0]
    assert pressed.attributes["aria-pressed"] == "true", "whoever is known sees what they said"


def test_too_much_text_comes_back_with_its_fault(visitor: Any, desk: Desk) -> None:
    visitor.go(PATH).send("/vote", helpful="no")
    said = {"helpful": "no", "reason": "tried", "comment": "x" * 1001}
    for headers in ({}, {"HX-Request": "true"}):
        visitor.headers = headers
        visitor.go(f"{PATH}/vote", "POST", data=said)
        assert visitor.status == 422
        assert "This is too long" in visitor.text
        assert visitor.page.all("textarea", name="comment", aria_invalid="true")
        assert "x" * 1001 in visitor.html
        assert ("<html" in visitor.html) == (not headers)
    assert tally(desk) == Tally(0, 1)


def test_a_part_is_answered_with_the_part(visitor: Any) -> None:
    visitor.headers = {"HX-Request": "true"}
    visitor.go(f"{PATH}/vote", "POST", data={"helpful": "yes"})
    assert visitor.html.lstrip().startswith('<section class="vote"')


def test_what_is_not_there_has_no_votes(visitor: Any) -> None:
    for path in ("/en/articles/none/vote", "/xx/articles/pay/vote"):
        assert visitor.go(path).status == 404
        assert visitor.go(path, "POST", data={"helpful": "yes"}).status == 404


def test_the_widgets_word_is_a_vote(panel: Any, desk: Desk) -> None:
    said = {"question": "pay an invoice", "kind": "article", "id": "pay", "locale": "en", "asked": ""}
    panel.go("/w/acme/ask/feedback", "POST", data=said | {"helpful": "no"})
    panel.go("/w/acme/ask/feedback", "POST", data=said | {"helpful": "no", "reason": "outdated"})
    assert tally(desk) == Tally(0, 1, {Unhelpful.OUTDATED: 1})
    panel.go("/w/acme/ask/feedback", "POST", data=said | {"helpful": "yes", "id": "none"})
    assert panel.status == 200
    panel.go("/w/acme/ask/feedback", "POST", data=said | {"helpful": "yes"})
    assert tally(desk) == Tally(1, 0)
