"""The list of the queue, drawn line by line: only what is seen is ever made, however many tickets there are."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from helpcenter.domain.tickets import Ticket
from tui.columns import GAP, Cell, Mark, cells, head, widths
from tui.language import Language, now
from tui.rows import Rows
from tui.text import fit

HEAD_LINES = 1


class TicketList(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows `rows` with a cursor that stays on its ticket while others come and go.

    It has no keys of a view that scrolls: those of the screen move the cursor, and the view with it.
    """

    COMPONENT_CLASSES = {
        "list--head", "list--row", "list--cursor", "list--quiet", "list--strong", "list--late", "list--soon",
        "list--fresh",
    }  # fmt: skip

    cursor: reactive[int] = reactive(0, repaint=False)
    """It draws the two lines that it leaves and reaches itself; a list of fifty would take six times as long."""

    class Moved(Message):
        """The cursor stands on another ticket now, or on none."""

        def __init__(self, ticket: Ticket | None) -> None:
            super().__init__()
            self.ticket = ticket

    class Chosen(Message):
        """A ticket was clicked twice, or is to be opened."""

    class NearEnd(Message):
        """What is loaded will soon not be enough."""

    def __init__(self, language: Language, me: int, columns: Sequence[str] = ()) -> None:
        super().__init__()
        self.language, self.me, self.columns = language, me, tuple(columns)
        self.rows = Rows()
        self.marks: dict[int, Mark] = {}
        self.hint = ""
        """Said in place of rows when there are none."""
        self._drawn: dict[tuple[int, Mark, bool], Strip] = {}
        """Rows as they were drawn since something last changed: scrolling shows most of them again."""
        self._measured = (0, 0)
        self._columns: dict[str, int] = {}
        """The columns' cells, and for which width and greatest number they were reckoned."""

    def notify_style_update(self) -> None:
        """Other colours, such as those of another theme: nothing that was drawn serves any more."""
        super().notify_style_update()
        self._drawn.clear()

    @property
    def current(self) -> Ticket | None:
        """The ticket under the cursor."""
        return self.rows[self.cursor] if 0 <= self.cursor < len(self.rows) else None

    @property
    def lines(self) -> int:
        """How many rows fit."""
        return max(1, self.size.height - HEAD_LINES)

    def show(self, rows: Rows) -> None:
        """Show other rows from their top."""
        self.rows = rows
        self.cursor = 0
        self.scroll_to(y=0, animate=False)
        self.changed()

    def changed(self, keep: int | None = None) -> None:
        """Draw again after `rows` changed; the cursor follows the ticket with the id `keep`, if it is still here."""
        self._drawn.clear()
        at = self.rows.index_of(keep) if keep is not None else None
        offset = self.cursor - int(self.scroll_y)
        followed = at is not None and at != self.cursor
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.rows) + HEAD_LINES)
        self.set_reactive(TicketList.cursor, max(0, min(at if at is not None else self.cursor, len(self.rows) - 1)))
        if followed and self.scroll_y > 0:
            self.scroll_to(y=max(0, self.cursor - offset), animate=False)
        self._reveal()
        self.refresh()
        self.post_message(self.Moved(self.current))

    def tick(self) -> None:
        """Draw the clocks anew."""
        self._drawn.clear()
        self.refresh()

    def move(self, steps: int) -> None:
        """Move the cursor by so many rows, as far as there are any."""
        self.cursor = max(0, min(self.cursor + steps, len(self.rows) - 1))
        if not self.rows.complete and self.cursor > len(self.rows) - 2 * self.lines:
            self.post_message(self.NearEnd())

    def watch_cursor(self, old: int, new: int) -> None:
        """Bring the cursor's row into sight and tell where it stands."""
        self._reveal()
        for row in (old, new):  # where the list scrolls all of it is drawn anyway
            self.refresh_line(row + HEAD_LINES)
        self.post_message(self.Moved(self.current))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for more when the end of what is loaded comes near."""
        super().watch_scroll_y(old_value, new_value)
        if not self.rows.complete and new_value > len(self.rows) - 3 * self.lines:
            self.post_message(self.NearEnd())

    def on_resize(self, _event: events.Resize) -> None:
        """Keep the cursor in sight when the terminal changes its size."""
        self._drawn.clear()
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.rows) + HEAD_LINES)
        self._reveal()
        if not self.rows.complete and len(self.rows) < 2 * self.lines:
            self.post_message(self.NearEnd())

    def on_click(self, event: events.Click) -> None:
        """One click moves the cursor, two open."""
        row = int(self.scroll_y) + event.y - HEAD_LINES
        if event.y >= HEAD_LINES and row < len(self.rows):
            self.cursor = row
            if event.chain > 1:
                self.post_message(self.Chosen())

    def render_line(self, y: int) -> Strip:
        """Draw one line of the list: `y` counts from its top edge."""
        width = self.scrollable_content_region.width
        if y < HEAD_LINES:
            return self._strip([Segment(head(self._widths(width), self.language), self._style("list--head"))], width)
        row = int(self.scroll_y) + y - HEAD_LINES
        if row < len(self.rows):
            return self._row(row, width)
        if not len(self.rows) and y == HEAD_LINES + 1:
            return self._strip([Segment(fit("  " + self.hint, width), self._style("list--quiet"))], width)
        return Strip.blank(width, self.rich_style)

    def _row(self, row: int, width: int) -> Strip:
        ticket, under = self.rows[row], row == self.cursor
        mark = self.marks.get(ticket.id, Mark())
        known = self._drawn.get((ticket.id, mark, under))
        if known is None:
            known = self._drawn[ticket.id, mark, under] = self._draw(ticket, mark, under, width)
        return known

    def _draw(self, ticket: Ticket, mark: Mark, under: bool, width: int) -> Strip:
        base = self._style("list--cursor" if under else "list--row")
        segments: list[Segment] = []
        for cell in cells(ticket, mark, self._widths(width), self.me, now(), self.language):
            segments += [Segment(cell.text, base if under else self._cell_style(cell, mark)), Segment(GAP, base)]
        return Strip(segments[:-1]).adjust_cell_length(width, base)

    def _widths(self, width: int) -> dict[str, int]:
        if self._measured != (width, self.rows.largest):
            self._measured = width, self.rows.largest
            self._columns = widths(width, self.language, self.columns, self.rows.largest)
        return self._columns

    def _cell_style(self, cell: Cell, mark: Mark) -> Style:
        if cell.column == "mark" or (cell.column == "subject" and mark.fresh):
            return self._style("list--fresh")
        if cell.urgency in ("late", "soon"):
            return self._style(f"list--{cell.urgency}")
        return self._style("list--strong" if cell.column == "subject" else "list--quiet")

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name)

    def _strip(self, segments: list[Segment], width: int) -> Strip:
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _reveal(self) -> None:
        region = Region(0, self.cursor, 1, 1)
        top, lines = int(self.scroll_y), self.lines
        if region.y < top:
            self.scroll_to(y=region.y, animate=False)
        elif region.y >= top + lines:
            self.scroll_to(y=region.y - lines + 1, animate=False)
