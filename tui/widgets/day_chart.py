"""Figures day by day as a chart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from itertools import cycle
from math import ceil

from babel.dates import format_skeleton
from textual.content import Content
from textual_plotext import PlotextPlot

from tui.language import Language

MARKS = (("hd", "▞▞", "cyan"), ("braille", "⠒⠒", "orange"))
"""How the rows are drawn: the dots that make a line, what they look like, their colour; told apart without it, too."""


class DayChart(PlotextPlot):
    """Draws one or two rows of numbers over days; a day without a number has no bar."""

    def __init__(self, language: Language, id: str) -> None:
        super().__init__(id=id)
        self.language = language
        self._redraw: Callable[[], None] | None = None

    def on_mount(self) -> None:
        """In sixteen colours the terminal's own ground and ink; the library would make both black."""
        if self.app.native_ansi_color:
            self.theme = "clear"

    def on_resize(self) -> None:
        """Days that have a date below them depend on the width."""
        if self._redraw is not None:
            self._redraw()

    def draw(self, days: Sequence[date], rows: Sequence[tuple[str, Sequence[float | None]]], unit: str) -> None:
        """Draw rows of (label, numbers). `unit` stands beside the axis."""
        self._redraw = partial(self.draw, days, rows, unit)
        plot = self.plt
        plot.clear_figure()
        for (_, numbers), (marker, _, color) in zip(rows, MARKS, strict=False):
            known = [(at, number) for at, number in enumerate(numbers) if number is not None]
            if known and len(rows) == 1:
                plot.bar([at for at, _ in known], [number for _, number in known], color=color, width=0.7)
            elif known:
                at_days, heights = zip(*known, strict=True)
                plot.plot(at_days, heights, color=color, marker=marker)
        places = _spread(len(days), max(2, self.size.width // 12))
        plot.xticks([float(at) for at in places], [self._short(days[at]) for at in places])
        ticks = _ticks(max([1.0, *(number or 0 for _, numbers in rows for number in numbers)]))
        plot.ylim(0, ticks[-1])
        plot.yticks(ticks, [f"{tick:g}" for tick in ticks])
        plot.xlim(-0.5, max(len(days) - 0.5, 0.5))
        plot.xaxes(True, False)
        plot.yaxes(True, False)
        if unit:
            plot.ylabel(unit)
        self.refresh()

    @staticmethod
    def legend(labels: Sequence[str]) -> Content:
        """Return which line is which. It stands outside: the plot counts letters, and wide ones take two cells."""
        if len(labels) < 2:
            return Content("")
        return Content("  ").join(
            [
                Content.assemble((f"{sign} ", colour), label)
                for label, (_, sign, colour) in zip(labels, MARKS, strict=False)
            ]
        )

    def _short(self, day: date) -> str:
        return format_skeleton("Md", day, locale=self.language.locale)


def _ticks(most: float) -> list[float]:
    """Round numbers from 0 to at least `most`, at most six steps of one, two or five."""
    step = 1.0
    for factor in cycle((2, 2.5, 2)):
        if step * 6 >= most:
            break
        step *= factor
    return [step * at for at in range(ceil(most / step) + 1)]


def _spread(count: int, most: int) -> list[int]:
    """At most so many places among `count`, evenly apart."""
    step = max(1, -(-count // most))
    return list(range(0, count, step))
