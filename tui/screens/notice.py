"""Something to be read and put away, such as a secret that is shown once."""

from __future__ import annotations

from collections.abc import Iterator

from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static


class Notice(ModalScreen[None]):
    """Shows a heading, a text and how to go on; all have to be safe. It stays until Escape or Enter."""

    CSS_PATH = "prompt.tcss"
    BINDINGS = [Binding("escape,enter,q", "leave", show=False)]

    def __init__(self, heading: str, text: str, hint: str) -> None:
        super().__init__()
        self.heading, self.text, self.hint = heading, text, hint

    def compose(self) -> Iterator[Vertical]:
        """Heading, text, hint."""
        yield Vertical(
            Static(self.heading, id="prompt-title", markup=False),
            Static(self.text, id="prompt-text", markup=False),
            Static(self.hint, id="prompt-hint", markup=False),
            id="prompt",
        )

    def action_leave(self) -> None:
        """Put it away."""
        self.dismiss()
