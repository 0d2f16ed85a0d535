"""The best document first, whatever order they came in, with typos, synonyms and known questions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpcenter.domain.answers.confidence import verdict
from helpcenter.domain.answers.engine import Engine
from helpcenter.domain.answers.features import NAMES
from helpcenter.domain.answers.lexicon import Lexicon, lexicon
from helpcenter.domain.answers.memory import MemoryIndex
from helpcenter.domain.answers.ranking import reasons
from helpcenter.domain.answers.values import Verdict
from tests.domain.answers.shelf import ENGLISH, PAGES, document, engine, order, pages

QUESTIONS = ("how do I reset my password", "where are my invoices", "pasword reste", "own domain certificate", "csv")


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("How can I reset my password?", "password"),
        ("how can i rest my pasword", "password"),
        ("where do I see my bill", "invoice"),
        ("exporting a table as csv", "export"),
        ("inviting a team member", "team"),
        ("when do I get the money back", "refund"),
    ],
)
def test_the_page_that_answers_comes_first(question: str, best: str) -> None:
    assert order(engine(), question)[0] == best


def test_a_known_question_leads_to_its_page() -> None:
    asked = document("refund", *PAGES["refund"], "I want my cash again")
    known = engine([asked if one.key == "refund" else one for one in pages()])
    assert "refund" not in order(engine(), "cash again please")
    assert order(known, "cash again please")[0] == "refund"
    assert known.find("I want my cash again").confidence > engine().find("I want my cash again").confidence


@given(st.permutations(pages()), st.sampled_from(QUESTIONS))
@settings(max_examples=40, deadline=None)
def test_the_order_does_not_depend_on_how_documents_came(documents: list, question: str) -> None:
    reference, other = engine().find(question), engine(documents).find(question)
    assert [(one.key, one.score) for one in other.ranked] == [(one.key, one.score) for one in reference.ranked]
    assert other.confidence == reference.confidence


@given(st.lists(st.sampled_from(list(PAGES)), max_size=8), st.sampled_from(QUESTIONS))
@settings(max_examples=40, deadline=None)
def test_removing_and_adding_again_leaves_no_trace(keys: list[str], question: str) -> None:
    index = MemoryIndex(pages())
    for key in keys:
        index.remove(key)
    for key in keys:
        index.add(document(key, *PAGES[key]))
    assert order(Engine(index, ENGLISH), question) == order(engine(), question)


def test_nothing_known_gives_nothing() -> None:
    found = engine().find("zzzz qqqq")
    assert not found.ranked
    assert verdict(found.question, found.confidence, 0) is Verdict.NONE


def test_a_single_word_gets_a_list_at_most() -> None:
    found = engine().find("refunds")
    assert found.ranked[0].key == "refund"
    assert verdict(found.question, 0.99, len(found.ranked)) is Verdict.MAYBE


def test_thresholds_decide_what_is_shown() -> None:
    question = engine().find("reset my password").question
    assert [verdict(question, sure, 3) for sure in (0.6, 0.3, 0.29)] == [Verdict.ANSWER, Verdict.MAYBE, Verdict.NONE]
    assert verdict(question, 0.5, 3, answer_from=0.5) is Verdict.ANSWER
    assert verdict(engine().find("!?").question, 0.9, 0) is Verdict.EMPTY


def test_titles_that_ask_for_the_same_thing_are_told_from_others() -> None:
    known = lexicon("en", "does it from", asking="yes no\nwhere whence\nwhy wherefore")
    texts = {"whence": "Whence it comes", "why": "Why it comes", "plain": "It comes"}
    found = engine([document(key, title, "By rail.") for key, title in texts.items()], known).find(
        "where it comes from"
    )
    same, other = NAMES.index("asks_same"), NAMES.index("asks_other")
    seen = {one.key: (one.features[same], one.features[other]) for one in found.ranked}
    assert seen == {"whence": (1.0, 0.0), "why": (0.0, 1.0), "plain": (0.0, 0.0)}


def test_editors_see_why() -> None:
    found = engine().find("reset password")
    assert 1 <= len(reasons(found.question, found.ranked[0])) <= 5
    assert all(share for _, share in reasons(found.question, found.ranked[0]))


def test_a_language_without_any_knowledge_works() -> None:
    finnish = [
        document("lasku", "Laskut", "Laskun voi ladata asetuksista."),
        document("salasana", "Salasanan vaihto", "Vaihda salasana profiilissa."),
    ]
    assert order(engine(finnish, Lexicon("fi")), "miten vaihdan salasanani")[0] == "salasana"
