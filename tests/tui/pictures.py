"""Every screen as it stands in the terminal's cells, at two sizes and in three languages.

`python -m tests.tui.pictures` draws them anew into `tests/tui/pictures/`; look at what changed before you commit it.
A new screen is one line in SCREENS.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).with_name("pictures")
DRAW = "HELPCENTER_DRAW_PICTURES"
SIZES = ((80, 24), (160, 50))
LANGUAGES = ("en", "pl", "ja")
SCREENS: dict[str, tuple[str, ...]] = {
    "queue": (),
    "ticket": ("enter",),
    "writing": ("enter", "r"),
    "status": ("s",),
    "help": ("question_mark",),
    "search": ("slash",),
    "callbacks": ("c",),
    "chats": ("f4",),
    "knowledge": ("f6",),
    "mail": ("f7",),
    "reports": ("f9",),
    "reports-by-language": ("f9", "b", "l"),
    "administration": ("f10",),
    "community": ("f12",),
    "customers": ("f10", "tab", "tab"),
    "macros": ("f10", "tab", "tab", "tab"),
    "macro-text": ("f10", "tab", "tab", "tab", "e", "t", "1"),
    "tags": ("f10", *["tab"] * 5),
}
"""By the name of its picture the keys that lead from the queue to a screen."""


def file_of(screen: str, language: str, size: tuple[int, int]) -> Path:
    """Where a picture is kept."""
    return FOLDER / f"{screen}.{language}.{size[0]}x{size[1]}.txt"


if __name__ == "__main__":
    os.environ[DRAW] = "1"
    test = Path(__file__).with_name("test_pictures.py")
    sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", str(test)]))
