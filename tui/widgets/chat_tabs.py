"""The chats of one specialist, in one line; first of all, who waits."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tui.text import fit, width_of


class ChatTabs(Widget):
    """Shows labels, the present one marked. A click picks. Labels have to be safe already."""

    class Picked(Message):
        """The tab at `index` was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self) -> None:
        super().__init__()
        self._labels: tuple[str, ...] = ()
        self._present = 0

    def show(self, labels: Sequence[str], present: int) -> None:
        """Show these labels, the one at `present` marked."""
        self._labels, self._present = tuple(labels), present
        self.refresh()

    def render(self) -> Content:
        """Draw the line; where it is too long, the present tab stays in sight."""
        shown = self._shown()
        cells = [(self._cell(at), "bold reverse" if at == self._present else "") for at in shown]
        more = Content.styled("‹" if shown and shown[0] else " ", "dim")
        return Content("").join([more, *(Content.styled(text, style) for text, style in cells)])

    def on_click(self, event: events.Click) -> None:
        """Tell which tab is wanted."""
        left = 1
        for at in self._shown():
            left += width_of(self._cell(at))
            if event.x < left:
                self.post_message(self.Picked(at))
                return

    def _shown(self) -> list[int]:
        shown, room = list[int](), self.size.width - 1
        for at in range(min(self._present, len(self._labels) - 1), -1, -1):
            room -= width_of(self._cell(at))
            if room < 0 and shown:
                break
            shown.insert(0, at)
        return shown + list(range(self._present + 1, len(self._labels))) if room > 0 else shown

    def _cell(self, at: int) -> str:
        sign = "▸" if at == self._present else " "
        return fit(f"{sign}{self._labels[at]} ", width_of(self._labels[at]) + 2)
