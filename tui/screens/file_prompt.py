"""Naming a file of this machine, completed from the disk."""

from __future__ import annotations

import os
from pathlib import Path

from textual.suggester import Suggester

from tui.language import Language
from tui.screens.prompt import Prompt

LONGEST = 4_000


def path_of(typed: str) -> Path:
    """Return the path that was typed or dropped into the terminal: quotes and escaped blanks are the shell's."""
    plain = typed.strip()
    if len(plain) > 1 and plain[0] == plain[-1] and plain[0] in "'\"":
        plain = plain[1:-1]
    elif not Path(plain).expanduser().exists():
        plain = plain.replace("\\ ", " ")
    return Path(plain.removeprefix("file://")).expanduser()


class FileSuggester(Suggester):
    """Completes a path by the first name in its folder that begins so."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """Return the whole path, or None."""
        folder, slash, begun = value.rpartition("/")
        home = Path(folder + slash or ".").expanduser()
        try:
            with os.scandir(home) as entries:
                fitting = sorted((each.name, each.is_dir()) for each in entries if each.name.startswith(begun))
        except (OSError, ValueError):
            return None
        shown = [each for each in fitting if begun or not each[0].startswith(".")]
        if not shown or not value:
            return None
        name, is_folder = shown[0]
        return f"{folder}{slash}{name}{'/' if is_folder else ''}"


class FilePrompt(Prompt):
    """Asks for a file; answers what was typed, or None."""

    def __init__(self, language: Language) -> None:
        hint = language.gettext("Its path, such as ~/shot.png; → completes it. Enter takes the file.")
        super().__init__(language.gettext("Which file goes with it?"), hint, LONGEST, FileSuggester())
