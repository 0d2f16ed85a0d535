"""The first-run tour: a few pages on how one works here, shown once and put away by any other key."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from textual import events
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.language import N_, Language

PAGES = (
    (
        N_("Welcome to Helpcenter"),
        N_(
            "This is your queue: tickets, the last changed first. j and k or the arrows move, Enter opens, Esc goes"
            " back. 1 to 5 change the view."
        ),
    ),
    (
        N_("Answering"),
        N_(
            "r replies to the customer, n writes a note for the team, m puts in a macro. Ctrl+S sends. What you have"
            " not sent is kept, also when the power goes."
        ),
    ),
    (
        N_("People who wait"),
        N_(
            "F3 says that you take chats, F4 goes to them, c shows who wants to be called. The line above the keys"
            " tells who waits."
        ),
    ),
    (
        N_("Finding your way"),
        N_(
            "The last line shows the keys of where you are. ? explains all of them, Ctrl+P finds a command by its"
            " name, U takes back what you did last."
        ),
    ),
)
ON, BACK = ("enter", "right", "space", "j"), ("left", "k", "backspace")


class Tour(ModalScreen[None]):
    """Shows one page after the other. A key that does not turn pages ends the tour and does what it does in the queue.

    Escape only ends it.
    """

    CSS_PATH = "tour.tcss"

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language, self.at = language, 0
        self._title = Static(id="tour-title", markup=False)
        self._text = Static(id="tour-text", markup=False)
        self._hint = Static(id="tour-hint", markup=False)

    def compose(self) -> Iterator[Vertical]:
        """One page at a time."""
        yield Vertical(self._title, self._text, self._hint, id="tour")

    def on_mount(self) -> None:
        """Begin at the beginning, and not again another time."""
        remember()
        self._show()

    def on_key(self, event: events.Key) -> None:
        """Turn the page, or end the tour."""
        event.stop()
        if event.key in ON and self.at + 1 < len(PAGES):
            self.at += 1
            self._show()
        elif event.key in BACK:
            self.at = max(0, self.at - 1)
            self._show()
        else:
            self.dismiss()
            if event.key not in ("escape", *ON):
                self.app.call_after_refresh(self.app.simulate_key, event.key)

    def _show(self) -> None:
        title, text = PAGES[self.at]
        self._title.update(self.language.gettext(title))
        self._text.update(self.language.gettext(text))
        hint = self.language.gettext("%(page)s of %(pages)s · Enter: next · Esc: skip")
        self._hint.update(hint % {"page": self.at + 1, "pages": len(PAGES)})


def is_due() -> bool:
    """Whether this user has not seen the tour yet."""
    return not _file().exists()


def remember() -> None:
    """Note that this user has seen the tour; where nothing can be written it comes again."""
    try:
        _file().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _file().touch()
    except OSError:
        return


def _file() -> Path:
    home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return home / "helpcenter" / "tour-seen"
