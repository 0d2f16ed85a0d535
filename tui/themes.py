"""Themes: dark, light, and the sixteen colours that a plain terminal has."""

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
NAMES = {"dark": DARK.name, "light": LIGHT.name, "ansi": "ansi-dark", "ansi-light": "ansi-light"}


def fitting(color_system: str | None) -> str:
    """Return the short name of the theme that fits a terminal, going by what it can show and by `COLORFGBG`."""
    ground = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    light = ground in ("7", "15")
    if color_system in ("standard", "windows"):
        return "ansi-light" if light else "ansi"
    return "light" if light else "dark"


def after(name: str) -> str:
    """Return the full name of the theme after the one with the full name `name`."""
    order = list(NAMES.values())
    return order[(order.index(name) + 1) % len(order)] if name in order else order[0]
