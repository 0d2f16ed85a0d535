"""A text of several lines, with what becomes of it below: for macros."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual import on
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from tui.keys import Place, bindings
from tui.language import Language
from tui.opening import edited
from tui.screens.own_editor import in_editor
from tui.text import safe
from tui.widgets.composer import SafeTextArea
from tui.widgets.key_bar import KeyBar


class Sheet(ModalScreen[str | None]):
    """Asks for a text; answers it, or None. `preview` shows what becomes of it, `fault` what is wrong with it, and
    `hint` says what may stand in it."""

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
    ) -> None:
        super().__init__()
        self.language, self.heading, self.text = language, heading, safe(text)
        self._preview, self._fault, self._hint = preview, fault, hint
        self._area = SafeTextArea(self.text, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        self._said = Static(id="sheet-said", markup=False)
        self._becomes = Static(markup=False)
        self._leaving = False

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
            self._said.update(self.language.gettext("Esc once more throws away what you wrote. ^S keeps it."))

    @on(TextArea.Changed)
    def _look(self) -> None:
        self._leaving = False
        text = self._area.text
        fault = self._fault(text)
        self._said.update(fault or self._hint)
        self._said.set_class(bool(fault), "-wrong")
        self._becomes.update(self._preview(text))
