"""Hostile text made safe for a terminal. Everything that somebody else wrote passes through here before it is drawn."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len, split_graphemes

TAB = "    "
ELLIPSIS = "…"
SUBSTITUTE = "\ufffd"

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNSAFE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0 but tab and line end, DEL, C1: the stuff of escape sequences
    "\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # invisible; turns text round
    "\U000e0000-\U000e0fff\ud800-\udfff]"  # tags that hide text; halves of characters
)
_JOINERS = re.compile("[\u200c\u200d\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff]")
_PILED_MARKS = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{4})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+"
)


def safe(text: str) -> str:
    """Return `text` as a terminal may show it: line ends kept, tabs widened, nothing that acts instead of showing.

    Control characters (ECMA-48: C0, C1) become pictures or U+FFFD, so that a reader sees that something stood there.
    Bidirectional controls and invisible characters go: they only let text look like something else.
    """
    text = _LINE_ENDS.sub("\n", text).replace("\t", TAB)
    return _PILED_MARKS.sub(r"\1", _UNSAFE.sub(_harmless, text))


def safe_line(text: str) -> str:
    """Return safe `text` on one line whose width every terminal agrees on: joined emoji are taken apart."""
    return " ".join(_JOINERS.sub("", safe(text)).split())


def fit(text: str, width: int) -> str:
    """Return safe one-line `text` in exactly `width` cells, cut with an ellipsis or filled with blanks."""
    if width <= 0:
        return ""
    text = text[: width * 8]  # marks take no cell of their own; nothing readable has eight a letter
    if cell_len(text) <= width:
        return text + " " * (width - cell_len(text))
    return _cut(text, width)


def in_cells(texts: Sequence[str], sizes: Sequence[int]) -> str:
    """Return texts of whatever origin as columns of these sizes, a blank before each."""
    return "".join(f" {fit(safe_line(text), size)}" for text, size in zip(texts, sizes, strict=True))


def width_of(text: str) -> int:
    """Return how many cells safe one-line `text` takes."""
    return cell_len(text)


def _cut(text: str, width: int) -> str:
    kept, used = [], 0
    for start, end, cells in split_graphemes(text)[0]:
        if used + cells > width - 1:
            break
        kept.append(text[start:end])
        used += cells
    return "".join(kept) + ELLIPSIS + " " * (width - 1 - used)


def _harmless(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return SUBSTITUTE if code < 0xA0 or 0xD800 <= code <= 0xDFFF else ""
