"""The recipes of `docs/embedding.md`, as they are copied from there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

TEXT = (Path(__file__).resolve().parent.parent / "docs" / "embedding.md").read_text(encoding="utf-8")
HELP, KEY = "https://help.example.com", "KEY"


@dataclass(frozen=True)
class Recipe:
    """A block of code: its language, what it is for where that is said, and the heading above it."""

    language: str
    use: str
    heading: str
    code: str


def recipes() -> list[Recipe]:
    """Every block that has a language."""
    found, heading = [], ""
    for line in re.finditer(r"^#+ ([^\n]+)$|^```(\w+) ?(\w*)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL):
        if line[1]:
            heading = line[1]
        else:
            found.append(Recipe(line[2], line[3], heading, line[4]))
    return found


def recipe(language: str, use: str) -> str:
    """The one block of a language for a use."""
    (found,) = (each.code for each in recipes() if (each.language, each.use) == (language, use))
    return found


def html(heading: str) -> list[str]:
    """The HTML below a heading."""
    return [each.code for each in recipes() if (each.language, each.heading) == ("html", heading)]
