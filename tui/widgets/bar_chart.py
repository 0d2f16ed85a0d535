"""Figures by group as horizontal bars."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from tui.text import fit, width_of

FULL, PARTS = "█", " ▏▎▍▌▋▊▉"
LABEL = 24

Row = tuple[str, float | None, str]
"""A safe label, a number, and the number as one says it."""


class BarChart(Static):
    """Draws rows of numbers as bars as wide as it is, however late it learns its width."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._rows: Sequence[Row] = ()

    def draw(self, rows: Sequence[Row]) -> None:
        """Show these rows from now on."""
        self._rows = rows
        self.on_resize()

    def on_resize(self) -> None:
        """Draw as wide as there is room."""
        if self.size.width:
            self.update(bars(self._rows, self.size.width))
        elif self._rows:
            self.update("\n" * (len(self._rows) - 1))  # as high as it will be, so that it is laid out at all


def bars(rows: Sequence[tuple[str, float | None, str]], width: int) -> Content:
    """Return rows of (safe label, number, number as one says it) as horizontal bars in `width` cells."""
    most = max((number or 0 for _, number, _ in rows), default=0) or 1
    label = min(LABEL, max((width_of(name) for name, _, _ in rows), default=0))
    right = max((width_of(text) for _, _, text in rows), default=0)
    room = max(4, width - label - right - 4)
    lines = [
        Content.assemble(
            f" {fit(name, label)} ", (fit(_bar((number or 0) / most * room), room), "$primary"), f" {text:>{right}} "
        )
        for name, number, text in rows
    ]
    return Content("\n").join(lines)


def _bar(cells: float) -> str:
    eighths = round(cells * 8)
    return FULL * (eighths // 8) + PARTS[eighths % 8].strip()
