"""A team's own look: only what everybody can read is taken."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.domain.theme import DARK, ENOUGH, OURS, PALE, Theme, ThemeError, contrast, luminance, theme


def test_our_own_look_passes_its_own_rules() -> None:
    assert theme({}) == OURS == theme({"accent": OURS.accent, "accent_dark": OURS.accent_dark, "font": OURS.font})
    assert OURS.css == ""


def test_tokens_become_rules() -> None:
    css = theme({"accent": "#636", "radius": "4px", "font": '"Inter", sans-serif'}).css
    assert "--accent:light-dark(#663366,#" in css
    assert "--round:4px" in css
    assert '--sans:"Inter", sans-serif;' in css
    assert css.count("{") == css.count("}") == 1


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast(luminance("#000000"), luminance("#ffffff")) == pytest.approx(21)
    assert contrast(luminance("#777777"), luminance("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("table", "key", "said"),
    [
        ({"accent": "#ffd400"}, "accent", "contrast of 1.2"),
        ({"accent": "red"}, "accent", "no colour"),
        ({"accent": "#fff;}*{display:none"}, "accent", "no colour"),
        ({"accent": 7}, "accent", "quotes"),
        ({"accent_dark": "#04705f"}, "accent_dark", "dark grounds"),
        ({"radius": "9rem"}, "radius", "0px to 32px"),
        ({"radius": "1px;color:red"}, "radius", "cannot be used"),
        ({"font": "x;} body { display: none"}, "font", "names of fonts"),
        ({"font": '"Inter, sans-serif'}, "font", "names of fonts"),
        ({"logo_has_name": "yes"}, "logo_has_name", "true or false"),
        ({"colour": "#04705f"}, "colour", "no such token"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(table: dict[str, Any], key: str, said: str) -> None:
    with pytest.raises(ThemeError, match=said) as refusal:
        theme(table)
    assert refusal.value.key == key


@given(st.binary(min_size=3, max_size=3))
def test_whatever_is_taken_can_be_read_on_pale_and_dark_pages(colour: bytes) -> None:
    try:
        found = theme({"accent": "#" + colour.hex()})
    except ThemeError:
        assert contrast(luminance("#" + colour.hex()), PALE) < ENOUGH
        return
    assert isinstance(found, Theme)
    assert contrast(luminance(found.accent), PALE) >= ENOUGH <= contrast(luminance(found.accent_dark), DARK)
