"""The views of the queue, in one line, with how much each holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from helpcenter.domain.views import View
from tui.language import Language
from tui.wording import view_name

COUNT_AT_MOST = 1000
"""A count this high means "or more"; services.views counts no further."""


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
    """Shows the views, the present one marked, and who works here at the right end."""

    def __init__(self, language: Language, views: Sequence[View], who: str) -> None:
        super().__init__()
        self.language, self.views, self.who = language, tuple(views), who
        self._tabs = [ViewTab(index) for index in range(len(self.views))]

    def compose(self) -> Iterator[Static]:
        """A tab a view, then the name of the specialist."""
        yield from self._tabs
        yield Static(self.who, id="who", markup=False)

    def show(self, present: int, counts: Mapping[str, int]) -> None:
        """Mark the view at index `present` and show the counts that are known."""
        for tab, view in zip(self._tabs, self.views, strict=True):
            tab.set_class(tab.index == present, "-present")
            sign = "▸" if tab.index == present else " "
            label = f"{sign}{tab.index + 1} {view_name(view.id, self.language)} "
            tab.update(Content.assemble(label, (self._count(counts.get(view.id)), "dim"), " "))

    def _count(self, count: int | None) -> str:
        if count is None:
            return ""
        return f"{self.language.number(COUNT_AT_MOST - 1)}+" if count >= COUNT_AT_MOST else self.language.number(count)
