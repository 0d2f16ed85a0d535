"""Search: type words, see the tickets that hold them, open one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual import on
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from helpcenter.domain.ticket_search import TicketHit
from helpcenter.domain.tickets import Ticket
from tui.keys import Place, bindings
from tui.language import now
from tui.screens.desk_screen import DeskScreen
from tui.screens.list_screen import SIDE
from tui.screens.ticket import TicketScreen
from tui.text import safe_line
from tui.widgets.key_bar import KeyBar
from tui.wording import SIGNS
from tui.workplace import Workplace

PAUSE = 0.15
"""Seconds without a key after which is searched."""

PAGE = 50


class SearchScreen(DeskScreen):
    """Lists what fits the words in its field, the most relevant or the last changed ticket first."""

    CSS_PATH = "search.tcss"
    BINDINGS = bindings(Place.SEARCH)
    place = Place.SEARCH

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.by_date = False
        self.hits: list[TicketHit] = []
        gettext = self.language.gettext
        self._field = Input(placeholder=gettext("Words, an address, or “a phrase”"), select_on_focus=False)
        self._said = Static("", id="said", markup=False)
        self._list = OptionList(markup=False)
        self._delay: Timer | None = None

    def compose(self) -> Iterator[Widget]:
        """Field, what was found, keys."""
        yield self._field
        yield self.news
        yield self._said
        yield self._list
        yield KeyBar(self.language, Place.SEARCH)

    def on_mount(self) -> None:
        """Begin in the field."""
        self._field.focus()
        self._tell()

    def on_screen_resume(self) -> None:
        """Come back from a ticket: it may have changed."""
        if self.hits:
            self._search()

    @property
    def subject(self) -> Ticket | None:
        """The ticket under the cursor."""
        at = self._list.highlighted
        return self.hits[at].ticket if at is not None and at < len(self.hits) else None

    def action_reload(self) -> None:
        """Search again."""
        self._search()

    def action_field(self) -> None:
        """Go to the field."""
        self._field.focus()

    def action_results(self) -> None:
        """Go to what was found."""
        if self.hits:
            self._list.focus()

    def action_order(self) -> None:
        """Turn between the two orders."""
        self.by_date = not self.by_date
        self._tell()
        self._search()

    def action_open(self) -> None:
        """Open the ticket under the cursor."""
        if self.subject is not None:
            self.app.push_screen(TicketScreen(self.workplace, self.subject, self._step))

    def action_back(self) -> None:
        """Back to the queue."""
        self.dismiss()

    @on(Input.Changed)
    def _typed(self) -> None:
        if self._delay:
            self._delay.stop()
        self._delay = self.set_timer(PAUSE, self._search)

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.action_results()

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.action_open()

    def _search(self) -> None:
        call = partial(self.workplace.backstage.search, self._field.value, self.by_date, PAGE)
        self.errand(call, self._found, latest="search")

    def _found(self, hits: list[TicketHit]) -> None:
        kept = self.subject
        self.hits = hits
        self._list.clear_options()
        self._list.add_options([Option(self._line(hit)) for hit in hits])
        ids = [hit.ticket.id for hit in hits]
        self._list.highlighted = ids.index(kept.id) if kept and kept.id in ids else (0 if ids else None)
        self._tell()

    def _tell(self) -> None:
        language, count = self.language, len(self.hits)
        order = language.gettext("last changed first") if self.by_date else language.gettext("best match first")
        if not self._field.value.strip():
            said = language.gettext("Notes are searched too.")
        elif not count:
            said = language.gettext("Nothing matches these words.")
        elif count == PAGE:
            said = language.gettext("The first %(num)d tickets") % {"num": count}
        else:
            said = language.ngettext("%(num)d ticket", "%(num)d tickets", count) % {"num": count}
        self._said.update(Content(f"{said} · {order}"))

    def _line(self, hit: TicketHit) -> Content:
        """Two lines: the ticket, and the place in it that fits, its words marked."""
        ticket, match = hit.ticket, hit.match
        when = self.language.moment(ticket.updated_at, now())
        head = Content.assemble(
            f"{SIGNS[ticket.status]} {ticket.number} ",
            (safe_line(ticket.subject), "bold"),
            (f" · {safe_line(ticket.contact.shown_name)} · {when}", "dim"),
        )
        parts: list[Content] = [Content("  ")]
        done = 0
        for start, end in match.highlights:
            parts += [_quiet(match.excerpt[done:start]), Content.styled(_piece(match.excerpt[start:end]), "$accent")]
            done = end
        width = max(20, self._list.scrollable_content_region.width - 2 * SIDE)
        lines = [head, Content("").join([*parts, _quiet(match.excerpt[done:])])]
        return Content("\n").join([each.truncate(width, ellipsis=True) for each in lines])

    def _step(self, steps: int) -> Ticket | None:
        """Move the cursor for the ticket screen. Returns the ticket it then stands on, None at either end."""
        at = self._list.highlighted
        if at is None or not 0 <= at + steps < len(self.hits):
            return None
        self._list.highlighted = at + steps
        return self.subject


def _quiet(text: str) -> Content:
    return Content.styled(_piece(text), "dim")


def _piece(text: str) -> str:
    """A piece of a line made safe, the blanks at its ends kept."""
    return " " * (text[:1] == " ") + safe_line(text) + " " * (text[-1:] == " " and len(text) > 1)
