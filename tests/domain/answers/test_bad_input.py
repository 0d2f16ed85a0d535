"""Odd questions and odd articles get an orderly answer, with work that does not grow with their size."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpcenter.domain.answers.candidates import MOST_CANDIDATES, MOST_OF_TERM, MOST_POSTINGS
from helpcenter.domain.answers.engine import Engine
from helpcenter.domain.answers.index import Document, Known
from helpcenter.domain.answers.memory import MOST_WORDS, MemoryIndex
from helpcenter.domain.answers.question import MOST_TERMS
from helpcenter.domain.answers.sights import MOST_CLOSE
from tests.domain.answers.shelf import ENGLISH, document, engine, pages


class Counting(MemoryIndex):
    """An index that counts what is read of it for a question."""

    postings_read = 0
    documents_read = 0

    def postings(self, number: int) -> tuple[Sequence[int], Sequence[int]]:
        found = super().postings(number)
        self.postings_read += len(found[0])
        return found

    def known(self, document: int) -> Known:
        self.documents_read += 1
        return super().known(document)


def many(count: int) -> list[Document]:
    """Pages that all hold the same common words, and a few that others do not."""
    common = "password account how is it the table export page of team"
    return [document(f"page{n}", f"Page {n % 97}", f"{common} word{n % 13} again{n % 7}") for n in range(count)]


ODD = [
    "", " \n\t", "😀", "\x00\x07\x1b[2J", "the the the", "how is it", "'", "’", '"*^:()-', "NEAR AND OR NOT",
    "a" * 100_000, "password " * 12_000, "пароль 密码 パスワード كلمة السر password", "\ud800", "\u202e reset",
    "'; DROP TABLE article; --", "ｐａｓｓｗｏｒｄ", "\u0301" * 500,
]  # fmt: skip


@pytest.mark.parametrize("question", [*ODD, " ".join(f"word{n} again{n}" for n in range(9_000))])
def test_work_for_a_question_is_bounded_in_a_large_index(question: str) -> None:
    index = Counting(many(6_000))
    found = Engine(index, ENGLISH).find(question)
    terms = len(found.question.terms)
    first = 6_000  # the likest word is read however common it is
    assert index.postings_read <= terms * (first + MOST_OF_TERM)
    assert len(found.ranked) <= MOST_CLOSE
    assert index.documents_read <= MOST_POSTINGS + first + 2 * MOST_CANDIDATES


@pytest.mark.parametrize("question", ODD)
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


def test_a_million_characters_and_an_article_in_another_language_take_part_in_order() -> None:
    index = MemoryIndex([*pages(), document("huge", "Passwort", "Das Passwort wird neu gesetzt. " * 33_000)])
    found = Engine(index, ENGLISH).find("how can i reset my password")
    assert found.ranked[0].key == "password"
    assert "huge" in [one.key for one in found.ranked]
    assert all(0 <= value <= 1 + 1e-9 for one in found.ranked for value in one.features)
