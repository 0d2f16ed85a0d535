"""The table `[theme]` of `helpcenter.toml`: what cannot be used is refused with its line and key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from helpcenter.domain.theme import Theme, ThemeError, theme

LOGOS = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp", ".jpg": "image/jpeg"}
"""Kinds of logo by the end of their name."""
MAX_LOGO = 200_000
"""Bytes of a logo: every page shows it."""


def read_theme(table: Mapping[str, Any], text: str, folder: Path) -> Theme:
    """Return the theme of a table whose file holds `text` and lies in `folder`; logos are files beside it.

    Raises ValueError naming line and key.
    """
    try:
        if not isinstance(table, Mapping):
            raise ThemeError("theme", "write it as a table, [theme]")
        found = theme(table)
        logo, dark = _logo("logo", folder, found.logo), _logo("logo_dark", folder, found.logo_dark)
        return replace(found, logo=logo, logo_dark=dark)
    except ThemeError as fault:
        line = line_of(text, fault.key)
        raise ValueError(f"{f'line {line}: ' if line else ''}[theme] {fault.key}: {fault}") from fault


def line_of(text: str, key: str) -> int:
    """Return the line, from 1, on which a key of `[theme]` stands; 0 where it cannot be told."""
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        if head := re.match(r"\s*\[([^\]]*)\]", line):
            inside = head[1].strip() == "theme"
        if inside and re.match(rf"""\s*["']?{re.escape(key)}["']?\s*=""", line):
            return number
        if re.match(r"\s*theme\s*[=.]", line) and key in line:
            return number
    return 0


def _logo(key: str, folder: Path, name: str) -> str:
    if not name:
        return ""
    path = folder / name
    if path.suffix.lower() not in LOGOS:
        raise ThemeError(key, f"{name!r} is none of {', '.join(LOGOS)}")
    if not path.is_file():
        raise ThemeError(key, f"there is no file {path}")
    if path.stat().st_size > MAX_LOGO:
        raise ThemeError(key, f"{path} is larger than {MAX_LOGO // 1000} kB; every page shows it")
    return str(path)
