"""Odd questions and odd articles get an orderly answer, with work that does not grow with their size."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpcenter.domain.answers.memory import MOST_WORDS, MemoryIndex
from helpcenter.domain.answers.question import MOST_TERMS
from tests.domain.answers.shelf import document, engine, pages


@pytest.mark.parametrize(
    "question",
    [
        "", " \n\t", "😀", "\x00\x07\x1b[2J", "the the the", "how is it", "'", "’", '"*^:()-', "NEAR AND OR NOT",
        "a" * 100_000, "password " * 12_000, "пароль 密码 パスワード كلمة السر password", "\ud800", "\u202e reset",
        "'; DROP TABLE article; --", "ｐａｓｓｗｏｒｄ", "\u0301" * 500,
    ],
)  # fmt: skip
def test_every_question_gets_an_orderly_answer(question: str) -> None:
    found = engine().find(question)
    assert 0 <= found.confidence <= 1
    assert len(found.question.terms) <= MOST_TERMS


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_at_all(question: str) -> None:
    assert 0 <= engine().find(question).confidence <= 1


def test_a_long_question_is_cut_to_a_bounded_number_of_words() -> None:
    question = " ".join(f"word{number}" for number in range(20_000))
    assert len(engine().find(question).question.terms) == MOST_TERMS


def test_a_huge_article_takes_part_with_its_first_words() -> None:
    index = MemoryIndex(pages())
    index.add(document("huge", "Everything", "needle " + "filler text " * 90_000 + "thread"))
    assert index.number("needle") is not None
    assert index.number("thread") is None
    assert len(index.known(len(pages())).body) == MOST_WORDS


def test_an_empty_index_and_an_empty_article() -> None:
    assert not engine([]).find("anything at all").ranked
    assert engine([document("empty", "", "")]).find("anything").confidence == 0
