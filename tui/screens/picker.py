"""A list that narrows while one types, with a look at the one under the cursor: for macros, articles and the like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.keys import Place, bindings
from tui.language import Language

T = TypeVar("T")


class Picker(ModalScreen[T | None], Generic[T]):
    """Answers what was chosen, or None. A subclass says what is offered for what is typed, and how it looks."""

    CSS_PATH = "picker.tcss"
    BINDINGS = bindings(Place.PICKER)

    def __init__(self, language: Language, asks: str, typed: str = "") -> None:
        super().__init__()
        self.language = language
        self.offered: tuple[T, ...] = ()
        self._field = Input(typed, placeholder=asks)
        self._list = OptionList(markup=False)
        self._preview = Static("", id="picker-text", markup=False)

    def compose(self) -> Iterator[Vertical]:
        """Field, lines, and what the one at the cursor holds."""
        yield Vertical(self._field, self._list, self._preview, id="picker")

    def on_mount(self) -> None:
        """Begin with what fits the words that are there already."""
        self._list.can_focus = False
        self.typed(self._field.value)

    def typed(self, words: str) -> None:
        """Words were typed: call `offer`, now or later."""

    def line(self, one: T) -> Content:
        """Return the line of one that is offered."""
        return Content(str(one))

    def look(self, one: T) -> Content:
        """Return what one that is offered holds."""
        return Content("")

    def offer(self, offered: Sequence[T], nothing: str) -> None:
        """Offer these, or say that there is nothing."""
        self.offered = tuple(offered)
        self._list.clear_options()
        self._list.add_options([Option(self.line(each)) for each in self.offered])
        self._list.highlighted = 0 if self.offered else None
        if not self.offered:
            self._preview.update(nothing)

    def action_move(self, steps: int) -> None:
        """Go to another one."""
        if self.offered:
            self._list.highlighted = ((self._list.highlighted or 0) + steps) % len(self.offered)

    def action_leave(self) -> None:
        """Choose none."""
        self.dismiss(None)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what fits."""
        self.typed(event.value)

    def on_input_submitted(self) -> None:
        """Choose the one at the cursor."""
        if self.offered:
            self.dismiss(self.offered[self._list.highlighted or 0])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose what was clicked."""
        self.dismiss(self.offered[event.option_index])

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show what it holds."""
        self._preview.update(self.look(self.offered[event.option_index]))
