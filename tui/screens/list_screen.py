"""A list with what is under its cursor beside it, or below it: the shape that several rooms share."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from helpcenter.domain.faults import Refusal
from tui.screens.desk_screen import DeskScreen
from tui.turn import Turn
from tui.workplace import Workplace

T = TypeVar("T")
Row = TypeVar("Row")
SIDE = 1
"""Cells beside each line, left and right."""
LOW = 14
"""Lines of height below which there is room for the list alone."""


class ListScreen(DeskScreen, Generic[Row]):
    """Lists rows and shows the one under the cursor. A subclass says how rows are read, and how they look.

    Its CSS_PATH has to name `list_screen.tcss` first, and this class has to be its first base: Textual looks neither at
    the path of a base nor, for what its style sheets name, at a second one.
    """

    WIDE_FROM = 110
    """Cells of width from which the details have room beside the list."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.rows: Sequence[Row] = ()
        self.heading = Static(id="heading", markup=False)
        self.details = Static(markup=False)
        self.reading = Turn(self.read)
        self._head = Static(id="list-head", markup=False)
        self._list = OptionList(markup=False)
        self._looked_at: object = None

    @property
    def present(self) -> Row | None:
        """What is under the cursor."""
        at = self._list.highlighted
        return self.rows[at] if at is not None and at < len(self.rows) else None

    def panes(self) -> Horizontal:
        """Return list and details, for `compose`."""
        return Horizontal(
            self._head, self._list, VerticalScroll(self.details, id="details", can_focus=False), id="panes"
        )

    @abstractmethod
    def read(self) -> None:
        """Begin to read the rows, best through `fetch`."""

    def head(self, width: int) -> str:
        """Return the line above the list in `width` cells: what its columns are, where they need to be named."""
        return ""

    @abstractmethod
    def line(self, row: Row, width: int) -> Content:
        """Return a row's line in `width` cells."""

    @abstractmethod
    def key(self, row: Row) -> object:
        """Return what stays the same when a row is read again."""

    @abstractmethod
    def look(self) -> None:
        """Show what is under the cursor."""

    @abstractmethod
    def nothing(self) -> str:
        """Return what is said where no row is listed: why, and what comes next."""

    def on_mount(self) -> None:
        """Read, with the cursor in the list."""
        self._list.focus()
        self.fill(None)
        self.reading.ask()

    def on_resize(self) -> None:
        """The details stand beside the list where there is room, else below it; very low down there are none."""
        panes = self.query_one("#panes")
        panes.set_class(self.size.width >= self.WIDE_FROM, "-wide")
        panes.set_class(self.size.height < LOW, "-low")
        self.call_after_refresh(self.redraw)

    def fetch(self, call: Callable[[], T], then: Callable[[T], None]) -> None:
        """Read in a thread and go on with what was found; only then is it read again."""

        def come(found: T) -> None:
            self.reading.done()
            then(found)

        self.errand(call, come, self._not_read)

    def fill(self, rows: Sequence[Row] | None) -> None:
        """List these, the cursor on what it was on; None while they are being read."""
        present = self.present
        keep = None if present is None else self.key(present)
        self.rows = rows or ()
        self._list.clear_options()
        self._show_head()
        if self.rows:
            keys = [self.key(row) for row in self.rows]
            self.append(self.rows)
            self._list.highlighted = keys.index(keep) if keep in keys else 0
        else:
            said = self.language.gettext("Reading …") if rows is None else self.nothing()
            self._list.add_option(Option(Content.styled(said, "dim"), disabled=True))
        self.look()

    def append(self, rows: Sequence[Row]) -> None:
        """Let further rows stand below those that do."""
        width = self.width
        self._list.add_options([Option(self.line(row, width)) for row in rows])

    def redraw(self) -> None:
        """Draw the lines anew, such as after another width."""
        width = self.width
        self._show_head()
        for at, row in enumerate(self.rows):
            self._list.replace_option_prompt_at_index(at, self.line(row, width))

    @property
    def width(self) -> int:
        """Cells that a line has."""
        return max(20, self._list.scrollable_content_region.width - 2 * SIDE)

    def action_reload(self) -> None:
        """Read again."""
        self.reading.ask()

    def action_move(self, steps: int) -> None:
        """Move the cursor."""
        if self.rows:
            self._list.highlighted = max(0, min((self._list.highlighted or 0) + steps, len(self.rows) - 1))

    def action_leaf(self, pages: int) -> None:
        """Scroll the details by pages."""
        details = self.query_one("#details", VerticalScroll)
        details.scroll_relative(y=pages * max(1, details.size.height - 1), animate=False)

    def action_back(self) -> None:
        """Back to where one came from."""
        self.dismiss()

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        """Show the row; from its beginning, unless it is the same one, read again."""
        present = self.present
        if present is not None and self.key(present) != self._looked_at:
            self._looked_at = self.key(present)
            self.query_one("#details", VerticalScroll).scroll_home(animate=False)
        self.look()

    def _show_head(self) -> None:
        said = self.head(self.width)
        self._head.display = bool(said and self.rows)
        self._head.update(said)

    def _not_read(self, refusal: Refusal) -> None:
        self.reading.done()
        self.refused(refusal)
