"""Text stays as typed, and is always storable."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.domain.text import is_blank, normal_address, one_line, storable


@given(st.text(alphabet=st.characters(exclude_categories=[])))
def test_storable_text_is_utf8_without_nul_and_settles(text: str) -> None:
    kept = storable(text)
    kept.encode("utf-8")
    assert "\x00" not in kept
    assert "\r" not in kept
    assert storable(kept) == kept


def test_naughty_strings_stay_as_typed(shared_data: Path) -> None:
    for text in json.loads((shared_data / "hostile" / "naughty-strings.json").read_text(encoding="utf-8")):
        assert storable(text) == text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")


def test_one_line_has_no_line_end() -> None:
    assert one_line(" a\r\nb\u2028c\td ") == "a b c d"
    assert one_line("Pourquoi\u202f ?\xa0") == "Pourquoi\u202f ?"


@pytest.mark.parametrize("text", ["", " ", "\u200b\u2060", "\u00a0\u3000\n\t", "\ufeff\x07"])
def test_what_nobody_can_see_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["0", "。", "👍", "\u200ba"])
def test_what_somebody_can_see_is_not_blank(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Carol.O'Neil+help@Customer.Example ", "carol.o'neil+help@customer.example"),
        ("me@localhost", "me@localhost"),
        ("用户@例子.公司", "用户@例子.公司"),
        ("zażółć@przykład.pl", "zażółć@przykład.pl"),
    ],
)
def test_addresses_are_kept_in_one_form(typed: str, kept: str) -> None:
    assert normal_address(typed) == kept


@pytest.mark.parametrize(
    "wrong",
    [
        "", "me", "@", "me@", "@host", "a@b@c", "a b@c.de", "a@b..de", "a@-b.de", "a@b-.de", "<a@b.de>",
        "a@b.de\nBcc: x@y.de", "a@b.de, c@d.de", "x" * 65 + "@b.de", "a@" + "b" * 64 + ".de", "a@b.de\x00", '"a"@b.de',
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="not an e-mail address"):
        normal_address(wrong)


@given(st.text(max_size=300))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        kept = normal_address(text)
    except ValueError:
        return
    assert kept.count("@") == 1
    assert normal_address(kept) == kept
