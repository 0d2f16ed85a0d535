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
from helpcenter.domain.views import BUILT_IN, View, filtered
from tui.keys import Place, bindings
from tui.language import now
from tui.rows import Rows
from tui.screens.callbacks import CallbacksScreen
from tui.screens.filtering import FilteringScreen
from tui.screens.search import SearchScreen
from tui.screens.ticket import TicketScreen
from tui.text import safe_line
from tui.turn import Turn
from tui.widgets.key_bar import KeyBar
from tui.widgets.preview import Preview
from tui.widgets.ticket_list import TicketList
from tui.widgets.view_tabs import ViewTab, ViewTabs
from tui.workplace import Workplace

PAGE = 200
MANY = 100
"""When more tickets than this changed at once, reading the view anew is cheaper."""
PREVIEW_FROM = 132
"""Cells of width from which the preview has room beside the list."""
PREVIEW_DELAY = 0.1
"""Seconds that the cursor rests before the preview follows: running down the list reads nothing."""
COUNT_EVERY = 1.0
REDRAW_EVERY = 10.0
"""Seconds between looks at the counts that changed, and between steps of the countdowns."""


class QueueScreen(FilteringScreen):
    """Lists one view at a time."""

    CSS_PATH = "queue.tcss"
    BINDINGS = bindings(Place.QUEUE)
    place = Place.QUEUE

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.present = 0
        self.rows = Rows()
        self.counts: dict[str, int] = {}
        self.wants_preview = True
        self._tabs = ViewTabs(self.language, BUILT_IN, safe_line(workplace.me.name))
        self._list = self.list
        self._preview = Preview(self.language)
        self._changed_ids: set[int] = set()
        self._paging = False
        self._counts_stale = False
        self._reading = Turn(self._read_changed)
        self._delay: Timer | None = None

    @property
    def view(self) -> View:
        """The view that is shown."""
        return filtered(self.asked) if self.asked else BUILT_IN[self.present]

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
        self._turn_to(0)
        self.set_interval(REDRAW_EVERY, self._list.refresh)
        self.set_interval(COUNT_EVERY, self._count)

    def on_screen_resume(self) -> None:
        """Come back from a ticket: what was seen there is no longer new."""
        self.show_marks()

    def on_resize(self) -> None:
        """The preview goes when there is no room for it."""
        self._place_preview()

    def heard(self, events: Sequence[Event]) -> None:
        """Bring changed tickets to where they belong now."""
        self._changed_ids |= {event.ticket_id for event in events if event.ticket_id is not None}
        self._reading.ask()

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

    def action_view(self, index: int) -> None:
        """Turn to the view at `index`."""
        self._turn_to(index, keep_filter=False)

    def action_turn(self, steps: int) -> None:
        """Turn to the next or previous view."""
        self._turn_to((self.present + steps) % len(BUILT_IN))

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
        self._turn_to(self.present)

    def action_macro(self) -> None:
        """Open the ticket and choose a macro."""
        self.action_open("macro")

    @on(ViewTab.Picked)
    def _picked(self, event: ViewTab.Picked) -> None:
        self._turn_to(event.index)

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

    def _turn_to(self, index: int, *, keep_filter: bool = True) -> None:
        if index != self.present or not keep_filter:
            self.forget_filter()
        self.present = index
        self.unmark()
        self.rows = Rows()
        self._list.hint = self.language.gettext("Reading …")
        self._list.show(self.rows)
        self._show_tabs()
        self._load()

    def _load(self) -> None:
        self._paging = True
        call = partial(self.workplace.backstage.page, self.view, None, PAGE)
        self.errand(call, self._loaded, self._page_refused, latest="page")
        self._counts_stale = True
        self._count()

    def _loaded(self, page: list[Ticket]) -> None:
        keep = self.subject.id if self.subject else None
        self.rows = Rows()
        self._list.rows = self.rows
        gettext = self.language.gettext
        self._list.hint = gettext("Nothing fits the filter.") if self.asked else gettext("Nothing here. Well done.")
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
        if self.asked and self.asked.words and tickets:  # only the search knows which tickets hold words
            self._load()
            return
        keep = self.subject.id if self.subject else None
        for ticket in tickets:
            self.rows.put(ticket, holds=self.view.holds(ticket, self.workplace.me.id, now()))
        self._counts_stale = True
        self.show_marks()
        self._list.changed(keep)

    def _count(self) -> None:
        if self._counts_stale:
            self._counts_stale = False
            self.errand(self.workplace.backstage.counts, self._counted, latest="counts")

    def _counted(self, counts: dict[str, int]) -> None:
        self.counts = counts
        self._show_tabs()

    def _show_tabs(self) -> None:
        self._tabs.show(self.present, self.counts)

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
