"""Where the files lie that come with the program. Imports nothing heavy: the terminal asks before its first picture."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the folder `templates` or `translations`: inside an installed package, beside it in a checkout."""
    inside = HERE / name
    return inside if inside.is_dir() else HERE.parent / name
