"""Guessing a language, and suggestions while somebody types."""

import pytest

from helpcenter.domain.answers.language import guess
from helpcenter.domain.answers.suggesting import line, suggestions
from helpcenter.services.answer_engines import fillers

LOCALES = ("en", "fr", "de", "ja", "pt", "es", "pl")


@pytest.mark.parametrize(
    ("question", "locale"),
    [
        ("How do I change my password?", "en"),
        ("Comment puis-je changer mon mot de passe ?", "fr"),
        ("Wie kann ich mein Passwort ändern?", "de"),
        ("パスワードを変更するには？", "ja"),
        ("Como posso mudar a minha senha?", "pt"),
        ("¿Cómo puedo cambiar mi contraseña?", "es"),
        ("Jak mogę zmienić moje hasło?", "pl"),
        ("password", None),
        ("", None),
        ("https://example.com/a?b=c", None),
    ],
)
def test_the_small_words_tell_the_language(question: str, locale: str | None) -> None:
    assert guess(question, fillers(LOCALES)) == locale


LINES = [
    line("1", "Embed the widget", False),
    line("1", "How do I add the help button?", True),
    line("2", "Add a language", False),
    line("3", "Ändern der Adresse", False),
    line("4", "メールアドレスを変更する", False),
]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("add", ["Add a language", "How do I add the help button?"]),
        ("ADD HE", ["How do I add the help button?"]),
        ("how do i", ["How do I add the help button?"]),
        ("andern adr", ["Ändern der Adresse"]),
        ("メール", ["メールアドレスを変更する"]),
        ("dd", []),
        ("", []),
        ("%_*", []),
    ],
)
def test_lines_that_hold_what_was_typed(typed: str, expected: list[str]) -> None:
    assert [one.text for one in suggestions(LINES, typed, 6)] == expected


def test_one_line_a_document_and_no_more_than_asked_for() -> None:
    both = [line("1", "Pay by card", False), line("1", "Can I pay by card?", True), line("2", "Pay later", False)]
    assert [one.key for one in suggestions(both, "pay", 6)] == ["2", "1"]
    assert len(suggestions(both, "pay", 1)) == 1
