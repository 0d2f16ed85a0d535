"""One line to be typed, such as a note on a call."""

from __future__ import annotations

from collections.abc import Iterator

from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Input, Static

from tui.text import safe_line


class Prompt(ModalScreen[str | None]):
    """Asks for a line; answers it, perhaps empty, or None when it was left. Heading and hint have to be safe."""

    CSS_PATH = "prompt.tcss"
    BINDINGS = [Binding("escape", "leave", show=False)]

    def __init__(
        self, heading: str, hint: str, longest: int = 2_000, suggester: Suggester | None = None, typed: str = ""
    ) -> None:
        super().__init__()
        self.heading, self.hint, self.longest, self.suggester, self.typed = heading, hint, longest, suggester, typed

    def compose(self) -> Iterator[Vertical]:
        """The heading above the line, the hint below it."""
        yield Vertical(
            Static(self.heading, id="prompt-title", markup=False),
            Input(safe_line(self.typed), max_length=self.longest, suggester=self.suggester, select_on_focus=False),
            Static(self.hint, id="prompt-hint", markup=False),
            id="prompt",
        )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer what was typed."""
        self.dismiss(safe_line(event.value))

    def action_leave(self) -> None:
        """Answer nothing."""
        self.dismiss(None)
