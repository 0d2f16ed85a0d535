"""Themes: dark, light, high contrast, the sixteen colours that a plain terminal has, and no colour at all."""

from __future__ import annotations

import os

from textual.theme import Theme

DARK = Theme(
    name="helpcenter-dark",
    primary="#6ea8d8",
    secondary="#8a9bb0",
    accent="#7fc4c9",
    success="#8fbf7f",
    warning="#d9b36c",
    error="#e08080",
    foreground="#d8dce2",
    background="#16191d",
    surface="#1d2126",
    panel="#252a31",
    dark=True,
    variables={
        "block-cursor-background": "#2f4156",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "bold",
    },
)
LIGHT = Theme(
    name="helpcenter-light",
    primary="#23618f",
    secondary="#5a6a7d",
    accent="#0e6f77",
    success="#2f6f2a",
    warning="#8a5a00",
    error="#b02a2a",
    foreground="#1c2126",
    background="#fbfbf9",
    surface="#f2f2ef",
    panel="#e6e7e4",
    dark=False,
    variables={
        "block-cursor-background": "#cfe0ee",
        "block-cursor-foreground": "#10161c",
        "block-cursor-text-style": "bold",
    },
)
CONTRAST = Theme(
    name="helpcenter-contrast",
    primary="#7fd4ff",
    secondary="#ffffff",
    accent="#ffff66",
    success="#66ff66",
    warning="#ffcc00",
    error="#ff9999",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    dark=True,
    variables={
        "block-cursor-background": "#0050a0",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "bold",
        "text-muted": "#e0e0e0",
    },
)
OWN = (DARK, LIGHT, CONTRAST)
NAMES = {
    "dark": DARK.name,
    "light": LIGHT.name,
    "contrast": CONTRAST.name,
    "ansi": "ansi-dark",
    "ansi-light": "ansi-light",
}
"""By short name. Without colour (`NO_COLOR`, see no-color.org) each of them is shown in grey."""


def fitting(color_system: str | None, plain: bool = False) -> str:
    """Return the short name of the theme that fits a terminal, going by what it can show and by `COLORFGBG`.

    `plain` when no colour is wanted: then everything is grey, and contrast is what counts.
    """
    ground = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    light = ground in ("7", "15")
    if plain:
        return "contrast"
    if color_system in ("standard", "windows"):
        return "ansi-light" if light else "ansi"
    return "light" if light else "dark"


def after(name: str) -> str:
    """Return the full name of the theme after the one with the full name `name`."""
    order = list(NAMES.values())
    return order[(order.index(name) + 1) % len(order)] if name in order else order[0]
