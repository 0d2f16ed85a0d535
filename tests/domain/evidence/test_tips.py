"""Writing help reacts to what is written, in every language that is offered."""

from __future__ import annotations

import gettext

import pytest

from helpcenter.config import LOCALES
from helpcenter.domain.evidence.secrets import SecretKind, find
from helpcenter.domain.evidence.tips import MOST_TIPS, Tip, TipCode, tips
from helpcenter.wording_evidence import found_kinds, tip_text

plain = gettext.NullTranslations()

BROKEN_LIST = {
    "en": ("My list doesn't work", "list"),
    "fr": ("Ma liste ne marche pas", "liste"),
    "de": ("Meine Liste geht nicht", "Liste"),
    "ja": ("リストが動作しません", "リスト"),
    "pt": ("Minha lista não funciona", "lista"),
    "es": ("Mi lista no funciona", "lista"),
    "pl": ("Moja lista nie działa", "lista"),
}
ERRORS = {
    "en": "I always get an error",
    "fr": "J’ai une erreur",
    "de": "Es kommt ein Fehler",
    "ja": "エラーが出ます",
    "pt": "Recebo um erro",
    "es": "Me da un error",
    "pl": "Pojawia się błąd",
}


def codes(text: str, locale: str = "en", files: int = 0) -> list[TipCode]:
    return [tip.code for tip in tips(text, locale, files=files)]


@pytest.mark.parametrize("locale", LOCALES)
def test_my_list_does_not_work_asks_which_list(locale: str) -> None:
    text, thing = BROKEN_LIST[locale]
    first = tips(text, locale)[0]
    assert first == Tip(TipCode.WHICH, {"thing": thing})
    assert f"Which “{thing}” is it?" in tip_text(first, plain.gettext)


@pytest.mark.parametrize("locale", LOCALES)
def test_an_error_without_its_words_asks_for_them(locale: str) -> None:
    assert TipCode.EXACT_MESSAGE in codes(ERRORS[locale], locale)
    assert TipCode.EXACT_MESSAGE not in codes(f"{ERRORS[locale]}: “Access denied (E42)”", locale)


def test_a_text_that_says_enough_gets_no_tips() -> None:
    text = (
        "The list “Spring” at https://app.example/lists/4 stops loading at 50 % since yesterday."
        " I expected it to finish within a minute, as it did last week."
    )
    assert tips(text, "en") == ()
    assert tips("", "en") == tips(" \n ", "ja") == ()


def test_a_name_a_link_or_a_picture_answers_the_question() -> None:
    assert TipCode.WHICH in codes("my list doesn't work")
    assert TipCode.WHICH not in codes("my list “Spring” doesn't work")
    assert TipCode.WHICH not in codes("my list doesn't work https://app.example/lists/4")
    assert TipCode.SHOW in codes("The button looks wrong")
    assert TipCode.SHOW not in codes("The button looks wrong", files=1)


def test_never_more_than_a_reader_takes_in() -> None:
    assert len(tips("my page doesn't work, it shows an error", "en")) == MOST_TIPS


def test_an_unknown_language_is_read_by_the_english_rules() -> None:
    assert codes("my list doesn't work", "xx") == codes("my list doesn't work", "en-GB")


def test_everything_found_has_its_words() -> None:
    assert all(tip_text(Tip(code, {"thing": "100% <b>"}), plain.gettext) for code in TipCode)
    spans = find("password: hunter2 password: hunter3 AKIAIOSFODNN7EXAMPLE")
    assert found_kinds(spans, plain.gettext) == ["a password", "an access key"]
    assert len(SecretKind) == 5
