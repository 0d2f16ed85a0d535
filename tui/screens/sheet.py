"""A text of several lines, with what becomes of it below: for macros. A draft of it survives a crash."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

from textual import on
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Static, TextArea

from tui.keys import Place, bindings
from tui.language import Language
from tui.opening import edited
from tui.screens.own_editor import in_editor
from tui.text import safe
from tui.turn import Turn
from tui.widgets.composer import SafeTextArea
from tui.widgets.key_bar import KeyBar

PAUSE = 0.3
"""Seconds without a key after which what was typed is kept."""


class Sheet(ModalScreen[str | None]):
    """Asks for a text; answers it, or None. `preview` shows what becomes of it, `fault` what is wrong with it, and
    `hint` says what may stand in it.

    `begun` is what was typed last time and never kept; `keep` keeps what is typed now, in a thread.
    """

    CSS_PATH = "sheet.tcss"
    BINDINGS = bindings(Place.SHEET)

    def __init__(
        self,
        language: Language,
        heading: str,
        text: str,
        preview: Callable[[str], Content],
        fault: Callable[[str], str],
        hint: str,
        begun: str | None,
        keep: Callable[[str], None],
    ) -> None:
        super().__init__()
        self.language, self.heading, self.text = language, heading, safe(text)
        self._preview, self._fault, self._hint = preview, fault, hint
        self._begun, self._keep = begun, keep
        self._keeping = Turn(self._write)
        self._pause: Timer | None = None
        self._area = SafeTextArea(
            self.text if begun is None else safe(begun), soft_wrap=True, show_line_numbers=False, tab_behavior="focus"
        )
        self._said = Static(id="sheet-said", markup=False)
        self._becomes = Static(markup=False)
        self._leaving = False
        self._last = ""
        """The text as it was looked at last."""

    def compose(self) -> Iterator[Vertical]:
        """Heading, text, what is wrong, what becomes of it, keys."""
        yield Vertical(
            Static(self.heading, id="sheet-title", markup=False),
            self._area,
            self._said,
            VerticalScroll(self._becomes, id="sheet-preview", can_focus=False),
            KeyBar(self.language, Place.SHEET),
            id="sheet",
        )

    def on_mount(self) -> None:
        """Begin at the end of the text."""
        self._area.focus()
        self._area.move_cursor(self._area.document.end)
        self.query_one("#sheet-preview").border_title = self.language.gettext("Preview")
        self._look()
        if self._begun is not None:
            self._said.update(self.language.gettext("What you wrote last time is here again; Esc discards it."))

    def action_keep(self) -> None:
        """Answer the text, unless something is wrong with it."""
        if self._fault(self._area.text):
            self.app.bell()
        else:
            self.dismiss(self._area.text)

    def action_editor(self) -> None:
        """Let the specialist's own editor have the text."""
        text = in_editor(self, self.language, lambda command: edited(command, self._area.text))
        if text is not None:
            self._area.replace(text.removesuffix("\n"), (0, 0), self._area.document.end)

    def action_leave(self) -> None:
        """Answer nothing; what was written goes only after a second time."""
        if self._leaving or self._area.text in (self.text, ""):
            self.dismiss(None)
        else:
            self._leaving = True
            self._said.update(self.language.gettext("Esc once more discards what you wrote; ^S keeps it."))

    @on(TextArea.Changed)
    def _changed(self) -> None:
        if self._area.text == self._last:
            return
        self._look()
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self._keeping.ask)

    def _write(self) -> None:
        self.run_worker(self._written(self._area.text))

    async def _written(self, text: str) -> None:
        await asyncio.to_thread(self._keep, text)
        self._keeping.done()

    def _look(self) -> None:
        self._leaving = False
        text = self._last = self._area.text
        fault = self._fault(text)
        self._said.update(fault or self._hint)
        self._said.set_class(bool(fault), "-wrong")
        self._becomes.update(self._preview(text))
