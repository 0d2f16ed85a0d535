"""The filter of the queue: typed into its line, in force in place of the view."""

from __future__ import annotations

from textual import on

from helpcenter.domain.filters import Filter
from tui.screens.marking import MarkingScreen
from tui.widgets.filter_line import FilterLine
from tui.workplace import Workplace


class FilteringScreen(MarkingScreen):
    """A screen with a filter line above its list. A subclass says what follows, in `filter_changed`."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.filter_line = FilterLine(self.language)
        self.asked: Filter | None = None
        """The filter in force."""

    def filter_changed(self) -> None:
        """Another filter is in force, or none."""

    def action_filter(self) -> None:
        """Type a filter."""
        self.filter_line.open()
        self.errand(self.workplace.backstage.known, self._know, latest="known")

    def action_rest(self) -> None:
        """Take the marks, else the filter."""
        if not self.unmark() and self.filter_line.display:
            self._leave_filter()

    def forget_filter(self) -> None:
        """Let the line go, without telling anybody."""
        self.asked = None
        self.filter_line.close()

    @on(FilterLine.Asked)
    def _ask_filter(self, event: FilterLine.Asked) -> None:
        if event.entered:
            self.list.focus()
        asked = event.asked if event.asked.text else None
        if asked != self.asked:
            self.asked = asked
            self.filter_changed()

    @on(FilterLine.Left)
    def _leave_filter(self) -> None:
        had = self.asked is not None
        self.forget_filter()
        self.list.focus()
        if had:
            self.filter_changed()

    def _know(self, known: dict[str, list[str]]) -> None:
        self.filter_line.known = known
