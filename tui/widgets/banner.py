"""A line across the screen for what everybody has to know now; hidden when there is nothing."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Banner(Static):
    """Says one sentence. `level` is error, warning or notice."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self.display = False

    def say(self, sentence: str, level: str = "notice") -> None:
        """Show a sentence. It has to be safe for the terminal already."""
        sign = {"error": "!", "warning": "▲"}.get(level, "·")
        self.update(Content(f"{sign} {sentence}"))
        self.set_classes(f"-{level}")
        self.display = True

    def hush(self) -> None:
        """Hide it."""
        self.display = False
