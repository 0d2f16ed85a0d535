"""Stems meet in every form of a word, also where folding took the accents that a stemmer looks for."""

import pytest

from helpcenter.domain.answers.analysis import fold
from helpcenter.domain.answers.stems import stem
from helpcenter.services.answer_engines import shipped_lexicon


@pytest.mark.parametrize(
    "forms",
    [
        "zmienić zmienił zmieniłam zmieniony zmieniam",
        "usunąć usunął usunęłam usuń usunięcie",
        "kupić kupiłem kupiła",
        "ustawić ustawienia ustawieniach ustawiony",
        "wysłać wysłałem wysłany wyślij",
        "awaria awarii awarie",
    ],
)
def test_polish_words_meet_in_all_their_forms(forms: str) -> None:
    assert len({stem(fold(form), "pl") for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("dom", "domena"), ("kupić", "kupon"), ("gaz", "gazeta"), ("góra", "gorący")]
)
def test_polish_words_of_different_meaning_stay_apart(one: str, other: str) -> None:
    assert stem(fold(one), "pl") != stem(fold(other), "pl")


def test_polish_synonyms_are_found_for_what_has_happened() -> None:
    assert "skasowac" in shipped_lexicon("pl").others(fold("usunęłam"))
