"""Choosing a macro: type a part of its name, see its text as it will be sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from helpcenter.domain.macros import Macro
from helpcenter.domain.people import Specialist
from helpcenter.domain.tickets import Ticket
from tui.keys import Place, bindings
from tui.language import Language
from tui.text import safe, safe_line
from tui.wording_filters import change_words


class MacroPicker(ModalScreen[Macro | None]):
    """Offers `macros` for a ticket; answers the chosen one, or None."""

    CSS_PATH = "macro_picker.tcss"
    BINDINGS = bindings(Place.MACROS)

    def __init__(self, language: Language, macros: Sequence[Macro], ticket: Ticket, me: Specialist) -> None:
        super().__init__()
        self.language, self.macros, self.ticket, self.me = language, tuple(macros), ticket, me
        self.offered = self.macros
        self._list = OptionList(markup=False)
        self._preview = Static("", id="macro-text", markup=False)

    def compose(self) -> Iterator[Vertical]:
        """Field, names, and the text of the one at the cursor."""
        field = Input(placeholder=self.language.gettext("A part of the macro's name"))
        yield Vertical(field, self._list, self._preview, id="macros")

    def on_mount(self) -> None:
        """Begin with all of them."""
        self._list.can_focus = False
        self._offer("")

    def action_move(self, steps: int) -> None:
        """Go to another one."""
        if self.offered:
            self._list.highlighted = ((self._list.highlighted or 0) + steps) % len(self.offered)

    def action_leave(self) -> None:
        """Choose none."""
        self.dismiss(None)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer those whose name holds every word that was typed, first those that begin so."""
        self._offer(event.value)

    def on_input_submitted(self) -> None:
        """Choose the one at the cursor."""
        if self.offered:
            self.dismiss(self.offered[self._list.highlighted or 0])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose what was clicked."""
        self.dismiss(self.offered[event.option_index])

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the text in the ticket's language."""
        macro = self.offered[event.option_index]
        words = change_words(macro.change_for(self.me), self.me.id, self.language)
        text = safe(macro.text_for(self.ticket, self.me, "en"))
        self._preview.update(Content.assemble((words + "\n" if words else "", "bold $accent"), text))

    def _offer(self, typed: str) -> None:
        words = typed.lower().split()
        fitting = (each for each in self.macros if all(word in each.name.lower() for word in words))
        self.offered = tuple(sorted(fitting, key=lambda each: not each.name.lower().startswith("".join(words[:1]))))
        self._list.clear_options()
        self._list.add_options([Option(Content(safe_line(each.name))) for each in self.offered])
        self._list.highlighted = 0 if self.offered else None
        if not self.offered:
            self._preview.update(self.language.gettext("No macro has this name."))
