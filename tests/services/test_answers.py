"""Asking and suggesting on both stores, in step with what is published."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpcenter.config import Settings
from helpcenter.desk import Desk, Work
from helpcenter.domain.answers import Verdict
from helpcenter.domain.answers.blocks import of_text
from helpcenter.domain.articles import ArticleSource, ArticleStatus
from helpcenter.factory import create_desk
from helpcenter.services import answers, articles
from helpcenter.store.answers import Entry

EMBED = ArticleSource(
    "embed-the-widget", "en", "Embed the widget", "One tag is enough.",
    "## One tag\n\nPaste the script tag into your page.\n\n1. Copy the key.\n2. Paste the tag.\n\n"
    "## Cookies\n\nNo third-party cookie is needed.",
    "setup", suggested=("How do I add the help button?",), asked_as=("question mark in the top bar",),
)  # fmt: skip
PAY = ArticleSource("pay", "en", "Pay an invoice", "", "Open the billing page and pay by card.", "billing")
ZAHLEN = ArticleSource("pay", "de", "Eine Rechnung bezahlen", "", "Auf der Seite Zahlungen mit der Karte.", "billing")


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """A desk with a few articles."""
    desk.do(articles.put_all, [EMBED, PAY, ZAHLEN])
    return desk


THREAD = Entry(
    "thread:7", answers.THREAD, "7", "en", "/en/community/7", "Which printer prints my labels best?", (),
    of_text("The old one in the basement prints labels best.\nAny label printer does, says our team."),
)  # fmt: skip


def ids(found: answers.Answer) -> list[str]:
    return [hit.id for hit in found.hits]


def test_the_article_comes_with_the_place_that_answers(filled: Desk) -> None:
    found = filled.see(answers.ask, "is a third-party cookie needed?", "en")
    hit = found.hits[0]
    assert (hit.kind, hit.id, hit.url_path) == ("article", "embed-the-widget", "/en/articles/embed-the-widget")
    assert hit.passage is not None
    assert (hit.passage.text, hit.passage.anchor) == ("No third-party cookie is needed.", "cookies")
    assert hit.reason
    assert found.question == "is a third-party cookie needed?"


@pytest.mark.parametrize("question", ["", "   ", "😀", "?!"])
def test_nothing_asked_is_said_so(filled: Desk, question: str) -> None:
    assert filled.see(answers.ask, question, "en").verdict is Verdict.EMPTY


@pytest.mark.parametrize("question", ['"*^:() NEAR', "x" * 100_000, "pay " * 30_000, "\x00pay\x1b", "pay\ud800"])
def test_odd_questions_get_an_orderly_answer(filled: Desk, question: str) -> None:
    assert filled.see(answers.ask, question, "en").verdict in Verdict


def test_what_editors_know_it_was_asked_as_finds_it(filled: Desk) -> None:
    assert ids(filled.see(answers.ask, "a question mark in the bar at the top", "en"))[0] == "embed-the-widget"


def test_a_saved_change_is_found_at_once_and_by_every_process(filled: Desk, settings: Settings) -> None:
    other = create_desk(settings)
    assert "pay" not in ids(other.see(answers.ask, "what about gift vouchers", "en"))
    filled.do(articles.put, replace(PAY, body="Pay by card or with gift vouchers."))
    for desk in (filled, other):
        assert ids(desk.see(answers.ask, "what about gift vouchers", "en"))[0] == "pay"
    other.close()


def test_what_is_unpublished_is_gone_at_once(filled: Desk) -> None:
    assert ids(filled.see(answers.ask, "pay an invoice by card", "en"))[0] == "pay"
    filled.do(articles.put, replace(PAY, status=ArticleStatus.ARCHIVED))
    assert "pay" not in {hit.id for hit in filled.see(answers.ask, "pay an invoice", "en").hits}
    assert not filled.see(answers.suggest, "invoice", "en")


def test_what_was_rolled_back_was_never_seen_by_others(filled: Desk) -> None:
    def save_ask_and_fail(work: Work) -> None:
        articles.put(work, replace(PAY, body="Pay with seashells."))
        assert ids(answers.ask(work, "can I use seashells?", "en"))[0] == "pay"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        filled.do(save_ask_and_fail)
    assert filled.see(answers.ask, "seashells accepted?", "en").hits == ()
    filled.do(articles.put, replace(EMBED, title="Embed it"))
    assert filled.see(answers.ask, "seashells accepted?", "en").hits == ()


def test_a_missing_language_falls_back_and_says_so(filled: Desk) -> None:
    found = filled.see(answers.ask, "widget script tag", "de")
    assert [(hit.id, hit.locale) for hit in found.hits][0] == ("embed-the-widget", "en")
    assert found.locale == "de"


def test_a_question_in_another_language_than_the_page(filled: Desk) -> None:
    found = filled.see(answers.ask, "Wie kann ich eine Rechnung bezahlen?", "en")
    assert (found.hits[0].id, found.hits[0].locale) == ("pay", "de")


def test_one_article_is_not_listed_in_two_languages(filled: Desk) -> None:
    found = filled.see(answers.ask, "Rechnung pay", "de")
    assert ids(found).count("pay") == 1


def test_a_community_thread_is_listed_but_never_given_as_our_answer(filled: Desk) -> None:
    filled.do(answers.index_text, THREAD)
    found = filled.see(answers.ask, "Which printer prints my labels best?", "en")
    first = found.hits[0]
    assert (first.kind, first.id, first.url_path) == ("thread", "7", "/en/community/7")
    assert found.confidence >= 0.6
    assert found.verdict is Verdict.MAYBE
    assert [hit.kind for hit in filled.see(answers.suggest, "which pri", "en")] == ["thread"]
    filled.do(answers.forget_text, THREAD.key)
    assert "7" not in ids(filled.see(answers.ask, "Which printer prints my labels best?", "en"))


def test_suggestions_are_titles_and_known_questions(filled: Desk) -> None:
    assert [(hit.kind, hit.title) for hit in filled.see(answers.suggest, "how do i add", "en")] == [
        ("suggestion", "How do I add the help button?")
    ]
    assert [hit.url_path for hit in filled.see(answers.suggest, "pay an", "en")] == ["/en/articles/pay"]
    assert filled.see(answers.suggest, "", "en") == ()


def test_reindexing_changes_nothing_that_is_found(filled: Desk) -> None:
    before = filled.see(answers.ask, "how do I pay", "en")
    steps: list[tuple[int, int]] = []
    assert filled.do(answers.reindex, lambda done, total: steps.append((done, total))) == 3
    assert steps == [(3, 3)]
    assert filled.see(answers.ask, "how do I pay", "en") == before
    assert not filled.see(answers.is_stale)


def test_a_site_has_its_own_words(filled: Desk, settings: Settings) -> None:
    file = settings.data_dir / "synonyms" / "acme" / "en.txt"
    file.parent.mkdir(parents=True)
    file.write_text("# what Acme's people call it\nzorkmid card\n", encoding="utf-8")
    assert ids(filled.see(answers.ask, "pay by zorkmid", "en", site_key="acme"))[0] == "pay"
    own = filled.see(answers.ask, "zorkmid", "en", site_key="acme")
    assert ids(own) == ["pay"]
    for other in ("", "other", "../acme", "\x00"):
        assert filled.see(answers.ask, "zorkmid", "en", site_key=other).hits == ()
    file.write_text("zorkmid cookie\n", encoding="utf-8")
    assert ids(filled.see(answers.ask, "zorkmid", "en", site_key="acme")) == ["embed-the-widget"]
    file.unlink()
    assert filled.see(answers.ask, "zorkmid", "en", site_key="acme").hits == ()


def test_an_operators_words_for_all_sites(filled: Desk, settings: Settings) -> None:
    (settings.data_dir / "synonyms").mkdir()
    (settings.data_dir / "synonyms" / "en.txt").write_text("zorkmid card", encoding="utf-8")
    for site in ("", "acme"):
        assert ids(filled.see(answers.ask, "zorkmid", "en", site_key=site)) == ["pay"]


def test_thresholds_are_settings(filled: Desk, settings: Settings) -> None:
    question = "how do I pay an invoice"
    for changes, wanted in (
        ({"answer_from": 0.0, "list_from": 0.0}, Verdict.ANSWER),
        ({"answer_from": 1.0}, Verdict.MAYBE),
        ({"answer_from": 1.0, "list_from": 1.0}, Verdict.NONE),
    ):
        other = create_desk(replace(settings, **changes))
        assert other.see(answers.ask, question, "en").verdict is wanted
        other.close()
