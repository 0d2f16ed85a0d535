"""Hostile text: shown, never obeyed."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.text import fit, safe, safe_line

ACTING = frozenset("\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def acts(text: str) -> set[str]:
    """The characters of a text on which a terminal would act, or that hide."""
    return {ch for ch in text if ch in ACTING or (unicodedata.category(ch) in ("Cc", "Cs") and ch != "\n")}


def test_escape_sequences_are_seen_instead_of_obeyed() -> None:
    assert safe("\x1b[31mred\x1b]52;c;eA==\x07") == "␛[31mred␛]52;c;eA==␇"
    assert safe("\x9b31m\x7f") == "\ufffd31m␡"


def test_what_people_write_stays_as_it_is() -> None:
    for text in (
        "zażółć gęślą jaźń",
        "日本語のテキスト",
        "مرحبا بالعالم",
        "👨‍👩‍👧 family",
        "a\n  b\n\nc",
        "hi [/] there",
    ):
        assert safe(text) == text


def test_text_cannot_be_turned_round_or_hidden() -> None:
    assert safe("gnp\u202egpj.exe\u202c") == "gnpgpj.exe"
    assert safe("a\u200bb\ufeffc\U000e0041d") == "abcd"


def test_line_ends_and_tabs_of_every_kind_become_plain_ones() -> None:
    assert safe("a\r\nb\rc\u2028d\x85e\tf") == "a\nb\nc\nd\ne    f"
    assert safe_line("a\r\n  b\tc ") == "a b c"


@given(st.text(alphabet=st.characters(), max_size=80), st.integers(0, 40))
def test_any_text_fits_exactly_and_does_nothing(text: str, width: int) -> None:
    assert not acts(safe(text))
    assert safe(safe(text)) == safe(text)
    line = fit(safe_line(text), width)
    assert "\n" not in line
    assert cell_len(line) == width


@pytest.mark.parametrize("width", [1, 7, 40])
def test_naughty_strings_fit(shared_data: Path, width: int) -> None:
    strings = json.loads((shared_data / "hostile" / "naughty-strings.json").read_text(encoding="utf-8"))
    assert len(strings) > 400
    for string in strings:
        assert not acts(safe(string))
        assert cell_len(fit(safe_line(string), width)) == width
