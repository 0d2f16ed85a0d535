"""The queue: which tickets there are, live, and a look into the one under the cursor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from textual import on
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget

from helpcenter.domain.conversations import Conversation
from helpcenter.domain.faults import Refusal
from helpcenter.domain.journal import Event
from helpcenter.domain.tickets import Ticket
from tui.keys import Place, bindings
from tui.language import now
from tui.rows import Rows
from tui.screens.callbacks import CallbacksScreen
from tui.screens.search import SearchScreen
from tui.screens.ticket import TicketScreen
from tui.screens.viewing import ViewingScreen
from tui.turn import Turn
from tui.widgets.key_bar import KeyBar
from tui.widgets.preview import Preview
from tui.widgets.ticket_list import TicketList
from tui.workplace import Workplace

PAGE = 200
MANY = 100
"""When more tickets than this changed at once, reading the view anew is cheaper."""
PREVIEW_FROM = 132
"""Cells of width from which the preview has room beside the list."""
PREVIEW_DELAY = 0.1
"""Seconds that the cursor rests before the preview follows: running down the list reads nothing."""
REDRAW_EVERY = 10.0
"""Seconds between steps of the countdowns."""


class QueueScreen(ViewingScreen):
    """Lists one view at a time."""

    CSS_PATH = "queue.tcss"
    BINDINGS = bindings(Place.QUEUE)
    place = Place.QUEUE

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.rows = Rows()
        self.wants_preview = True
        self._list = self.list
        self._preview = Preview(self.language)
        self._changed_ids: set[int] = set()
        self._paging = False
        self._reading = Turn(self._read_changed)
        self._delay: Timer | None = None

    def compose(self) -> Iterator[Widget]:
        """Views, list and preview, keys."""
        yield self._tabs
        yield self.filter_line
        yield self.news
        yield Horizontal(self._list, self._preview, id="panes")
        yield KeyBar(self.language, Place.QUEUE)

    def on_mount(self) -> None:
        """Show the first view that is worth it and keep the clocks going."""
        self._list.focus()
        self.turn_to(0)
        self.set_interval(REDRAW_EVERY, self._list.tick)

    def on_screen_resume(self) -> None:
        """Come back from a ticket: what was seen there is no longer new."""
        self.show_marks()

    def on_resize(self) -> None:
        """The preview goes when there is no room for it."""
        self._place_preview()

    def heard(self, events: Sequence[Event]) -> None:
        """Bring changed tickets to where they belong now."""
        super().heard(events)
        self._changed_ids |= {event.ticket_id for event in events if event.ticket_id is not None}
        self._reading.ask()
        if any(event.kind == "tags.changed" for event in events):
            self._load()

    def changed_all(self, tickets: Sequence[Ticket]) -> None:
        """Tickets were changed here: show them at once, without waiting for the journal. Their marks have served."""
        self.unmark()
        self._merge(tickets)

    def action_reload(self) -> None:
        """Read the view again; the cursor stays on its ticket."""
        self._load()

    def action_move(self, steps: int) -> None:
        """Move the cursor."""
        self._list.move(steps)

    def action_leaf(self, pages: int) -> None:
        """Move the cursor by pages."""
        self._list.move(pages * max(1, self._list.lines - 1))

    def action_top(self) -> None:
        """Go to the first ticket."""
        self._list.move(-len(self.rows))

    def action_bottom(self) -> None:
        """Go to the last ticket that is loaded."""
        self._list.move(len(self.rows))

    def action_preview(self) -> None:
        """Show or hide the preview."""
        self.wants_preview = not self.wants_preview
        self._place_preview(asked=True)

    def action_search(self) -> None:
        """Search all tickets."""
        self.app.push_screen(SearchScreen(self.workplace))

    def action_open(self, write: str = "") -> None:
        """Open the ticket under the cursor; `write` is reply, note or nothing."""
        if self.subject is not None:
            self.opened()
            self.app.push_screen(TicketScreen(self.workplace, self.subject, self.step, write))

    def action_reply(self) -> None:
        """Open the ticket and begin a reply."""
        self.action_open("reply")

    def action_callbacks(self) -> None:
        """Show who wants to be called."""
        self.app.push_screen(CallbacksScreen(self.workplace))

    def action_note(self) -> None:
        """Open the ticket and begin a note."""
        self.action_open("note")

    def filter_changed(self) -> None:
        """Read what the filter asks for, or the view again."""
        self.turn_to(self.present)

    def action_macro(self) -> None:
        """Open the ticket and choose a macro."""
        self.action_open("macro")

    @on(TicketList.Chosen)
    def _chosen(self) -> None:
        self.action_open()

    @on(TicketList.NearEnd)
    def _near_end(self) -> None:
        if not self._paging and not self.rows.complete and self.rows.oldest is not None:
            self._paging = True
            call = partial(self.workplace.backstage.page, self.view, self.rows.oldest, PAGE)
            self.errand(call, self._paged, self._page_refused, latest="page")

    @on(TicketList.Moved)
    def _moved(self, event: TicketList.Moved) -> None:
        if self._delay:
            self._delay.stop()
        if self._preview.display:
            self._delay = self.set_timer(PREVIEW_DELAY, self._look)

    def turned(self) -> None:
        """Read the view that is shown now."""
        self.rows = Rows()
        self._list.hint = self.language.gettext("Reading …")
        self._list.show(self.rows)
        self._load()

    def _load(self) -> None:
        self._paging = True
        call = partial(self.workplace.backstage.page, self.view, None, PAGE)
        self.errand(call, self._loaded, self._page_refused, latest="page")
        self.count_anew()
        self.count()

    def _loaded(self, page: list[Ticket]) -> None:
        keep = self.subject.id if self.subject else None
        self.rows = Rows()
        self._list.rows = self.rows
        gettext = self.language.gettext
        self._list.hint = (
            gettext("Nothing matches the filter. Esc shows all.") if self.asked else gettext("Nothing here. Well done.")
        )
        self._take_page(page, keep)

    def _paged(self, page: list[Ticket]) -> None:
        self._take_page(page, self.subject.id if self.subject else None)

    def _take_page(self, page: list[Ticket], keep: int | None) -> None:
        self._paging = False
        self.rows.extend(page, complete=len(page) < PAGE)
        for ticket in page:
            self.workplace.seen.setdefault(ticket.id, ticket.last_seq)
        self.show_marks()
        self._list.changed(keep)
        if self._changed_ids:
            self._reading.ask()

    def _page_refused(self, refusal: Refusal) -> None:
        self._paging = False
        self.refused(refusal)

    def _read_changed(self) -> None:
        ids, self._changed_ids = self._changed_ids, set()
        if len(ids) > MANY:
            self._load()
            self._reading.done()
            return
        self.errand(partial(self.workplace.backstage.tickets, sorted(ids)), self._read, self._not_read)

    def _read(self, tickets: list[Ticket]) -> None:
        if self._paging:  # the page under way was read before this: look again when it is here
            self._changed_ids |= {ticket.id for ticket in tickets}
        self._merge(tickets)
        self._reading.done()

    def _not_read(self, refusal: Refusal) -> None:
        self._reading.done()
        self.refused(refusal)

    def _merge(self, tickets: Sequence[Ticket]) -> None:
        if self.view.asked and self.view.asked.words and tickets:  # only the search knows which tickets hold words
            self._load()
            return
        keep = self.subject.id if self.subject else None
        for ticket in tickets:
            self.rows.put(ticket, holds=self.view.holds(ticket, self.workplace.me.id, now()))
        self.count_anew()
        self.show_marks()
        self._list.changed(keep)

    def _place_preview(self, *, asked: bool = False) -> None:
        wide = self.size.width >= PREVIEW_FROM
        self._preview.display = self.wants_preview and wide
        if asked and self.wants_preview and not wide:
            self.wants_preview = False
            self.notify(self.language.gettext("The preview needs a wider terminal."), markup=False)
        if self._preview.display:
            self._look()

    def _look(self) -> None:
        ticket = self.subject
        if ticket is None:
            self._preview.clear()
        elif self._preview.display:
            call = partial(self.workplace.backstage.conversation, ticket.id)
            self.errand(call, self._looked, latest="preview")

    def _looked(self, conversation: Conversation) -> None:
        if self.subject is not None and self.subject.id == conversation.ticket.id:
            self._preview.show(conversation)
