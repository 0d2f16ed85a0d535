"""Which lists of suggested questions fit a page and a plan, and how they stand in a file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.domain.suggestions import SuggestionList, chosen, format_lists, of_plan, parse_lists

ANY = SuggestionList("any", "en", ("What is new?", "How do I begin?"))
BILLS = SuggestionList("bills", "en", ("How do I pay?",), ("/billing/*", "https://app.example.com/*/bills"))
FIRST_BILL = SuggestionList("first", "en", ("How do I read my first bill?",), ("/billing/first",))
ENTERPRISE = SuggestionList("enterprise", "en", ("Where is the audit log?",), (), ("enterprise",))
LISTS = (ANY, BILLS, FIRST_BILL, ENTERPRISE)


@pytest.mark.parametrize(
    ("page", "plan", "first"),
    [
        ("", "free", ["What is new?", "How do I begin?"]),
        ("https://app.example.com/billing/first?x=1", "free", ["How do I read my first bill?", "How do I pay?"]),
        ("https://app.example.com/a/b/bills", "free", ["How do I pay?", "What is new?"]),
        ("https://other.example/a/bills", "free", ["What is new?", "How do I begin?"]),
        ("https://app.example.com/", "enterprise", ["Where is the audit log?", "What is new?"]),
        ("https://[", "free", ["What is new?", "How do I begin?"]),
    ],
)
def test_the_most_particular_list_comes_first(page: str, plan: str, first: list[str]) -> None:
    assert chosen(LISTS, page, plan, 2) == first


def test_a_list_of_another_plan_never_shows() -> None:
    assert "Where is the audit log?" not in chosen(LISTS, "", "free", 99)
    assert "Where is the audit log?" not in of_plan(LISTS, "free")
    assert of_plan(LISTS, "enterprise") >= {"Where is the audit log?", "How do I pay?"}


def test_a_pattern_of_many_stars_is_answered_at_once() -> None:
    slow = SuggestionList("slow", "en", ("Q?",), ("/" + "a*" * 90 + "b",))
    assert chosen([slow], "https://app.example.com/" + "a" * 2_000, "free", 5) == []
    assert chosen([slow], "https://app.example.com/" + "a" * 2_000 + "b", "free", 5) == ["Q?"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[a]\n", "a: questions are missing"),
        ("a = 1\n", "a: must be a table"),
        ("[a]\nquestions = 'x'\n", "a: questions must be a list"),
        ("[a]\nquestions = ['x']\nurl = ['/']\n", "a: unknown field 'url'"),
        ("[a]\nquestions = ['x']\npages = ['billing']\n", "a: pages: 'billing' begins neither with /"),
        ("[a]\nquestions = [' ']\n", "a: questions: a text has 1 to 200 characters"),
        ("[a\n", "line 1"),
    ],
)
def test_a_mistake_is_named(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=".*") as fault:
        parse_lists(text, "en")
    assert said in str(fault.value)


TEXTS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=20)


@given(st.lists(TEXTS, min_size=1, max_size=3), TEXTS, st.lists(TEXTS, max_size=2))
def test_what_is_written_is_read_back(questions: list[str], name: str, plans: list[str]) -> None:
    lists = [SuggestionList(name, "en", tuple(questions), ("/*",), tuple(plans))]
    assert parse_lists(format_lists(lists), "en") == lists
