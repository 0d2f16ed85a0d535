"""Lists of suggested questions: offered by page and plan, found while typing, never an answer themselves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from helpcenter.article_folder import export_folder, import_folder
from helpcenter.desk import Desk
from helpcenter.domain.articles import ArticleSource
from helpcenter.domain.people import Contact
from helpcenter.domain.suggestions import SuggestionList
from helpcenter.services import answers, articles, suggestions
from helpcenter.store import answers as index

PAY = ArticleSource("pay", "en", "Pay an invoice", "", "Pay by card.", "all", suggested=("How do I pay an invoice?",))
BILLS = SuggestionList("bills", "en", ("How do I pay by card or transfer?", "Where are my bills?"), ("/bills/*",))
AUDIT = SuggestionList("audit", "en", ("How do I read the audit log?",), (), ("enterprise",))
PAGE = "https://app.example.com/bills/7"


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """An article and two lists."""
    desk.do(articles.put, PAY)
    assert desk.do(suggestions.put_lists, "en", [BILLS, AUDIT])
    return desk


def titles(desk: Desk, typed: str, **more: str) -> list[str]:
    return [hit.title for hit in desk.see(answers.suggest, typed, "en", **more)]  # type: ignore[arg-type]


def test_lists_come_before_what_articles_suggest(filled: Desk, carol: Contact) -> None:
    assert filled.see(suggestions.questions, "en") == ["How do I pay an invoice?"]
    assert filled.see(suggestions.questions, "en", PAGE)[:2] == list(BILLS.questions)
    assert filled.see(suggestions.questions, "en", PAGE, carol) == [*BILLS.questions, *AUDIT.questions, *PAY.suggested]
    assert filled.see(suggestions.questions, "pl", PAGE, limit=1) == ["How do I pay by card or transfer?"], (
        "the default language"
    )


def test_typing_finds_them_those_of_this_page_first(filled: Desk) -> None:
    assert titles(filled, "how do i pay")[0] == "How do I pay an invoice?"
    assert titles(filled, "how do i pay", page=PAGE)[0] == "How do I pay by card or transfer?"
    assert titles(filled, "audit") == []
    assert titles(filled, "audit", plan="enterprise") == ["How do I read the audit log?"]


def test_they_never_answer(filled: Desk) -> None:
    assert [hit.id for hit in filled.see(answers.ask, "How do I pay by card or transfer?", "en").hits] == ["pay"]


def test_saving_again_changes_only_what_is_other(filled: Desk) -> None:
    assert not filled.do(suggestions.put_lists, "en", [BILLS, AUDIT])
    filled.do(suggestions.put_lists, "en", [replace(BILLS, questions=("Where do I find receipts?",))])
    assert titles(filled, "receipts") == ["Where do I find receipts?"]
    assert titles(filled, "audit", plan="enterprise") == titles(filled, "by card") == []
    assert filled.see(index.count) == 2


def test_they_travel_with_the_folder(filled: Desk, tmp_path: Path) -> None:
    export_folder(filled, tmp_path / "out")
    file = tmp_path / "out" / "en" / "suggestions.toml"
    text = file.read_text(encoding="utf-8")
    filled.do(suggestions.put_lists, "en", [])
    assert filled.see(suggestions.lists, "en") == []
    import_folder(filled, tmp_path / "out")
    assert filled.see(suggestions.lists, "en") == [BILLS, AUDIT]
    file.write_text(text.replace("questions", "question", 1), encoding="utf-8")
    done = import_folder(filled, tmp_path / "out")
    assert "en/suggestions.toml: bills: unknown field 'question'; known are questions, pages, plans" in done.faults
