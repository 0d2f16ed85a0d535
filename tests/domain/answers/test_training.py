"""The same labelled questions give the same weights, however often they are fitted."""

import pytest

from helpcenter.domain.answers.confidence import EVIDENCE
from helpcenter.domain.answers.features import NAMES
from helpcenter.domain.answers.training import Example, fit
from tests.domain.answers.shelf import engine

QUESTIONS = {
    "how do i reset my password": "password",
    "where is my bill": "invoice",
    "invite someone to the team": "team",
    "export a table as csv": "export",
    "money back on the card": "refund",
    "does a certificate cost money": None,
}


def examples() -> list[Example]:
    """Labelled questions on the small knowledge base."""
    own = engine()
    found = [(own.find(text), answer) for text, answer in QUESTIONS.items()]
    return [
        Example(answer or "none", frozenset([answer] if answer else []), one.question, tuple(one.ranked))
        for one, answer in found
    ]


def test_fitting_twice_gives_the_same_table_of_all_names() -> None:
    pytest.importorskip("numpy")
    ranking, confidence = fit({"a": examples(), "b": examples()[:3]})
    assert fit({"a": examples(), "b": examples()[:3]}) == (ranking, confidence)
    assert tuple(ranking) == NAMES
    assert tuple(confidence) == ("", *EVIDENCE)
    assert any(short or longer for short, longer in ranking.values())
