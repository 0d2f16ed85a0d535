"""The views of the queue with how much each holds: in one line, or beside the list where there is room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from helpcenter.domain.views import View
from tui.language import Language
from tui.text import fit, safe_line
from tui.wording import view_name

COUNT_AT_MOST = 1000
"""A count this high means "or more"; services.views counts no further."""
SIDE = 22
"""Cells of the views beside the list."""
LONGEST = 16
"""Cells of the name of an own view among the tabs."""


class ViewTab(Static):
    """One view; a click turns to it."""

    class Picked(Message):
        """The view at `index` was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, index: int) -> None:
        super().__init__(markup=False)
        self.index = index

    def on_click(self) -> None:
        """Tell which view is wanted."""
        self.post_message(self.Picked(self.index))


class ViewTabs(Horizontal):
    """Shows the views, the present one marked, and who works here at the end."""

    def __init__(self, language: Language, views: Sequence[View], who: str) -> None:
        super().__init__()
        self.language, self.views, self.who = language, tuple(views), who
        self._tabs = [ViewTab(index) for index in range(len(self.views))]
        self._who = Static(who, id="who", markup=False)
        self._last: tuple[int, Mapping[str, int]] = (0, {})

    def compose(self) -> Iterator[Static]:
        """A tab a view, then the name of the specialist."""
        yield from self._tabs
        yield self._who

    def have(self, views: Sequence[View]) -> None:
        """Show other views."""
        for tab in self._tabs[len(views) :]:
            tab.remove()
        new = [ViewTab(index) for index in range(len(self._tabs), len(views))]
        if new:
            self.mount(*new, before=self._who)
        self.views, self._tabs = tuple(views), [*self._tabs[: len(views)], *new]

    def stand_beside(self, beside: bool) -> None:
        """Be a column beside the list, or a line above it."""
        if beside != self.has_class("-side"):
            self.set_class(beside, "-side")
            self.show(*self._last)

    def show(self, present: int, counts: Mapping[str, int]) -> None:
        """Mark the view at index `present` and show the counts that are known."""
        self._last = present, counts
        for tab, view in zip(self._tabs, self.views, strict=True):
            tab.set_class(tab.index == present, "-present")
            tab.update(self._label(tab.index, view, tab.index == present, self._count(counts.get(view.id))))
        self.call_after_refresh(self._reveal, self._tabs[present])

    def _label(self, index: int, view: View, present: bool, count: str) -> Content:
        sign, number = "▸" if present else " ", str(index + 1) if index < 9 else " "
        name = safe_line(view.name) or view_name(view.id, self.language)
        if self.has_class("-side"):
            return Content.assemble(fit(f"{sign}{number} {name}", SIDE - 3 - len(count)), (f" {count}", "dim"))
        return Content.assemble(f"{sign}{number} {fit(name, LONGEST).rstrip()} ", (count, "dim"), " ")

    def _reveal(self, tab: ViewTab) -> None:
        """Bring a tab into sight where not all have room."""
        if tab.is_attached:
            self.scroll_to_widget(tab, animate=False, force=True)

    def _count(self, count: int | None) -> str:
        if count is None:
            return ""
        return f"{self.language.number(COUNT_AT_MOST - 1)}+" if count >= COUNT_AT_MOST else self.language.number(count)
