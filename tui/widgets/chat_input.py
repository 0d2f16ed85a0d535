"""Where a chat line is written: Enter belongs to the screen, which sends it."""

from __future__ import annotations

from textual import events

from tui.widgets.composer import SafeTextArea


class ChatInput(SafeTextArea):
    """A small text area in which Enter does not break the line."""

    def __init__(self, id: str) -> None:
        super().__init__(soft_wrap=True, show_line_numbers=False, tab_behavior="focus", id=id)

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]
        """Leave Enter to the table of keys."""
        if event.key == "enter":
            event.prevent_default()

    def write(self, body: str) -> None:
        """Put a text here, the cursor at its end."""
        if self.text != body:
            self.load_text(body)
            self.move_cursor(self.document.end)

    def break_line(self) -> None:
        """Begin a new line."""
        self.insert("\n")
