"""A small list to choose from: with a letter, with the arrows, or with the mouse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.text import width_of

FRAME = 14
"""Cells that frame, padding, mark and letter take beside a label."""
FRAME_OF_TITLE = 8
"""Cells that frame and padding take beside the title."""


@dataclass(frozen=True)
class Choice:
    """One line of a menu: the `letter` that picks it, what it is called, and the value it stands for."""

    letter: str
    label: str
    value: str


def numbered(lines: Iterable[tuple[str, str]]) -> list[Choice]:
    """Return choices for (label, value) pairs; the first nine are picked by their digit."""
    return [Choice(str(at) if at < 10 else " ", label, value) for at, (label, value) in enumerate(lines, 1)]


class Menu(ModalScreen[str | None]):
    """Asks for one of `choices`; answers its value, or None when nothing was chosen. Labels have to be safe already."""

    CSS_PATH = "menu.tcss"
    BINDINGS = [Binding("escape,q", "leave", show=False)]

    def __init__(self, title: str, choices: Sequence[Choice], present: str | None = None) -> None:
        super().__init__()
        self.heading, self.choices, self.present = title, tuple(choices), present

    def compose(self) -> Iterator[Vertical]:
        """Title and list."""
        options = [Option(self._line(choice), id=str(at)) for at, choice in enumerate(self.choices)]
        yield Vertical(
            Static(self.heading, id="menu-title", markup=False), OptionList(*options, markup=False), id="menu"
        )

    def on_mount(self) -> None:
        """Be as wide as the longest line, and stand on what is the case now."""
        lines = max(FRAME + width_of(choice.label) for choice in self.choices)
        self.query_one("#menu").styles.width = max(lines, FRAME_OF_TITLE + width_of(self.heading))
        at = next((at for at, choice in enumerate(self.choices) if choice.value == self.present), 0)
        self.query_one(OptionList).highlighted = at

    def on_key(self, event: events.Key) -> None:
        """Pick by letter; j and k move."""
        picked = next((choice for choice in self.choices if choice.letter == event.character), None)
        if picked:
            event.stop()
            self.dismiss(picked.value)
        elif event.key in ("j", "k"):
            options = self.query_one(OptionList)
            options.action_cursor_down() if event.key == "j" else options.action_cursor_up()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer what was picked."""
        self.dismiss(self.choices[event.option_index].value)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)

    def _line(self, choice: Choice) -> Content:
        mark = "•" if choice.value == self.present else " "
        return Content.assemble(f"{mark} ", (choice.letter, "bold $accent"), f"  {choice.label}")
