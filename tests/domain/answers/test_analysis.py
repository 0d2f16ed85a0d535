"""Words of texts in every script, and what stays the same about them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.domain.answers.analysis import GRAM_BITS, forms, grams, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Réinitialiser l’adresse d'un compte", ["reinitialiser", "adresse", "un", "compte"]),
        ("I don't know", ["i", "don", "know"]),
        ("Straße ŁÓDŹ Æther", ["strasse", "lodz", "aether"]),
        ("ＡＢＣ １２３", ["abc", "123"]),
        ("梅雨", ["梅", "梅雨", "雨"]),
        ("メールを", ["メ", "メー", "ー", "ール", "ル", "ルを", "を"]),
        ("がぎ", ["が", "がぎ", "ぎ"]),
        ('NEAR(a* ^b "c") AND -d', ["near", "a", "b", "c", "and", "d"]),
        ("😀 \x00\x1b[31m", ["31m"]),
        ("", []),
    ],
)
def test_words_of_every_script(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


@given(st.text())
def test_offsets_stay_within_the_text_and_in_order(text: str) -> None:
    found = list(words(text))
    assert all(0 <= word.start < word.end <= len(text) for word in found)
    assert [word.start for word in found] == sorted(word.start for word in found)


@given(st.text(min_size=1, max_size=60))
def test_pieces_are_hashes_of_known_width(text: str) -> None:
    for form in forms(text):
        assert grams(form)
        assert all(0 <= piece < 1 << GRAM_BITS for piece in grams(form))


def test_pieces_are_the_same_on_every_machine() -> None:
    assert grams("pay") == (249632, 564362, 632694, 783447, 818094, 1042674)
