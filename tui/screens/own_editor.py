"""Handing the terminal to the specialist's own editor, and telling calmly when that fails."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from typing import Any

from textual.app import SuspendNotSupported
from textual.screen import Screen

from tui.language import Language
from tui.opening import editor
from tui.text import safe_line


def in_editor(screen: Screen[Any], language: Language, write: Callable[[list[str]], str]) -> str | None:
    """Return what `write` made with the editor's command while it had the terminal; None when that failed, said why."""
    gettext, command = language.gettext, editor()
    if command is None:
        said = gettext("No editor is set. Set $VISUAL or $EDITOR, for example to nano, and start again.")
        screen.notify(said, severity="warning", markup=False)
        return None
    try:
        with screen.app.suspend():
            return write(command)
    except SuspendNotSupported:
        screen.notify(gettext("An editor cannot be opened in this terminal."), severity="warning", markup=False)
    except (OSError, subprocess.CalledProcessError) as fault:
        said = gettext("The editor failed; your text is as it was: %(reason)s")
        screen.notify(said % {"reason": safe_line(str(fault))}, severity="error", markup=False)
    return None
