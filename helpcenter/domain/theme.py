"""The look that a team sets: colours, logo, roundness and font. Whatever is set can be read by everybody.

Contrast is that of WCAG 2.2, 1.4.3. The palest and the darkest ground on which the accent is written are washes whose
lightness the stylesheet fixes (OKLCH, `--wash-2`), so their luminance is known whatever their hue.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

ENOUGH = 4.5
PALE, DARK = 0.945**3, 0.31**3
"""Luminance of `--wash-2`: OKLab's lightness is the cube root of luminance, as good as exactly for pale colours."""
ON_LIGHT, ON_DARK = "#ffffff", "#07120f"
FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif'
LONGEST_FONT = 300

_COLOUR = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_LENGTH = re.compile(r"(\d{1,2}(?:\.\d{1,4})?)(px|rem)")
_FONT = re.compile(r"[\w .,'\"-]+")
_MOST = {"px": 32.0, "rem": 2.0}


class ThemeError(ValueError):
    """A token that cannot be used: `key` names it, the message says why and what would do."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(why)
        self.key = key


@dataclass(frozen=True)
class Theme:
    """The tokens. `logo` and `logo_dark` are files; `accent_dark` is the accent where the page is dark."""

    accent: str = "#04705f"
    accent_dark: str = "#54d1b6"
    radius: str = "0.625rem"
    font: str = FONT
    logo: str = ""
    logo_dark: str = ""
    logo_has_name: bool = False

    def __str__(self) -> str:
        return ", ".join(f"{name} = {value!r}" for name, value in asdict(self).items() if value != _OWN[name])

    @property
    def css(self) -> str:
        """The tokens as rules over those of the stylesheet; empty where nothing is set."""
        set_ = {name for name, value in asdict(self).items() if value != _OWN[name]}
        rules = []
        if set_ & {"accent", "accent_dark"}:
            rules.append(f"--accent:light-dark({self.accent},{self.accent_dark})")
            rules.append(f"--on-accent:light-dark({ON_LIGHT},{ON_DARK})")
        if "radius" in set_:
            rules.append(f"--round:{self.radius};--round-2:calc(1.6*{self.radius})")
        if "font" in set_:
            rules.append(f'--sans:{self.font};--sans-ja:{self.font},"Hiragino Sans","Noto Sans CJK JP",sans-serif')
        return f":root{{{';'.join(rules)}}}\n" if rules else ""


OURS = Theme()
"""The look that Helpcenter comes with."""

_OWN = asdict(OURS)


def theme(table: Mapping[str, Any]) -> Theme:
    """Return the theme that a table of tokens sets. Raises ThemeError, which names the token."""
    for key, value in table.items():
        if key not in _OWN:
            raise ThemeError(key, f"there is no such token; known are {', '.join(_OWN)}")
        if type(value) is not type(_OWN[key]):
            raise ThemeError(key, "write true or false" if isinstance(_OWN[key], bool) else "write it in quotes")
    found = dict(table)
    if "accent" in found:
        found["accent"] = _readable("accent", found["accent"], PALE, "darker")
        found.setdefault("accent_dark", lighter(found["accent"]))
    if "accent_dark" in found:
        found["accent_dark"] = _readable("accent_dark", found["accent_dark"], DARK, "lighter")
    if "radius" in found:
        _check_length(found["radius"])
    if "font" in found and not (_FONT.fullmatch(found["font"]) and _is_quoted_in_pairs(found["font"])):
        raise ThemeError("font", 'write names of fonts with commas between, such as "Inter, system-ui, sans-serif"')
    return Theme(**found)


def contrast(first: float, second: float) -> float:
    """Return the contrast of two luminances, 1 to 21."""
    dark, bright = sorted((first, second))
    return (bright + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (_linear(part / 255) for part in bytes.fromhex(colour[1:]))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def lighter(colour: str) -> str:
    """Return `#rrggbb` with as much white as it needs to be read where the page is dark."""
    parts = bytes.fromhex(colour[1:])
    for share in range(0, 100, 4):
        mixed = "#" + bytes(round(part + (255 - part) * share / 100) for part in parts).hex()
        if contrast(luminance(mixed), DARK) >= ENOUGH:
            return mixed
    return "#ffffff"


def _readable(key: str, colour: str, ground: float, mend: str) -> str:
    if not _COLOUR.fullmatch(colour):
        raise ThemeError(key, f"{colour!r} is no colour; write it as #04705f")
    whole = colour.lower() if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:].lower())
    found = contrast(luminance(whole), ground)
    if found < ENOUGH:
        where = "pale" if ground > 0.5 else "dark"
        raise ThemeError(key, f"{colour} has a contrast of {found:.1f} on {where} grounds; {ENOUGH} is needed: {mend}")
    return whole


def _check_length(text: str) -> None:
    found = _LENGTH.fullmatch(text)
    if not found or float(found[1]) > _MOST[found[2]]:
        raise ThemeError("radius", f"{text!r} cannot be used; write 0px to 32px, or 0rem to 2rem")


def _is_quoted_in_pairs(font: str) -> bool:
    return len(font) <= LONGEST_FONT and not font.count('"') % 2 and not font.count("'") % 2


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
