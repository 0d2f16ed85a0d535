"""Who wants to be called: ordered by due time with a running countdown, claimed by one, called, logged, ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from helpcenter.domain.callbacks import Attempt, Callback, CallbackState
from helpcenter.domain.conversations import Conversation
from helpcenter.domain.faults import Conflict, Refusal
from helpcenter.domain.journal import Event
from helpcenter.domain.tickets import Ticket
from tui.callback_lines import details_of, line_of
from tui.keys import Place, bindings
from tui.language import now
from tui.screens.desk_screen import DeskScreen
from tui.screens.menu import Choice, Menu
from tui.screens.prompt import Prompt
from tui.screens.ticket import TicketScreen
from tui.turn import Turn
from tui.widgets.key_bar import KeyBar
from tui.wording import OUTCOMES
from tui.workplace import Workplace

WIDE_FROM = 110
"""Cells of width from which the details have room beside the list."""
LETTERS = {Attempt.REACHED: "r", Attempt.NO_ANSWER: "n", Attempt.BUSY: "b", Attempt.WRONG_NUMBER: "w"}


class CallbacksScreen(DeskScreen):
    """Lists the callbacks that are not over; the verbs are about the one under the cursor."""

    CSS_PATH = "callbacks.tcss"
    BINDINGS = bindings(Place.CALLBACKS)
    place = Place.CALLBACKS

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.callbacks: list[Callback] = []
        self._conversation: Conversation | None = None
        self._head = Static(id="callbacks-head", markup=False)
        self._list = OptionList(markup=False)
        self._call = Static(markup=False)
        self._reading = Turn(self._read)

    @property
    def present(self) -> Callback | None:
        """The callback under the cursor."""
        at = self._list.highlighted
        return self.callbacks[at] if at is not None and at < len(self.callbacks) else None

    @property
    def subject(self) -> Ticket | None:
        """The ticket of the callback under the cursor."""
        return self.present.ticket if self.present else None

    def compose(self) -> Iterator[Widget]:
        """Heading, list and details, keys."""
        yield self._head
        yield self.news
        yield Horizontal(self._list, VerticalScroll(self._call, id="call", can_focus=False), id="panes")
        yield KeyBar(self.language, Place.CALLBACKS)

    def on_mount(self) -> None:
        """Read the queue, and keep its clocks going."""
        self._list.focus()
        self._reading.ask()
        self.set_interval(1.0, self._tick)

    def on_resize(self) -> None:
        """The details stand beside the list where there is room, else below it."""
        self.query_one("#panes").set_class(self.size.width >= WIDE_FROM, "-wide")
        self.call_after_refresh(self._tick)

    def heard(self, events: Sequence[Event]) -> None:
        """Read again when anything changed that may be a callback."""
        if any(event.ticket_id is not None for event in events):
            self._reading.ask()

    def changed(self, ticket: Ticket) -> None:
        """A ticket was changed here."""
        self._reading.ask()

    def action_reload(self) -> None:
        """Read the queue again."""
        self._reading.ask()

    def action_move(self, steps: int) -> None:
        """Move the cursor."""
        if self.callbacks:
            at = (self._list.highlighted or 0) + steps
            self._list.highlighted = max(0, min(at, len(self.callbacks) - 1))

    def action_claim(self) -> None:
        """Take the callback: nobody else calls."""
        self._act(lambda callback: partial(self.workplace.backstage.claim_callback, callback.ticket.id))

    def action_release(self) -> None:
        """Give the callback back."""
        self._act(lambda callback: partial(self.workplace.backstage.release_callback, callback.ticket.id))

    def action_log(self) -> None:
        """Log how the call went, with a note."""
        if self._is_mine():
            choices = [
                Choice(LETTERS[outcome], self.language.gettext(word), outcome.value)
                for outcome, word in OUTCOMES.items()
            ]
            self.app.push_screen(Menu(self.language.gettext("How did the call go?"), choices, ""), self._ask_note)

    def action_done(self) -> None:
        """End the callback with a summary."""
        if self._is_mine():
            gettext = self.language.gettext
            heading, hint = gettext("What was agreed on the phone?"), gettext("The customer reads this. Enter ends it.")
            self.app.push_screen(Prompt(heading, hint), self._end)

    def action_hand_over(self) -> None:
        """Go on by e-mail: open the ticket with a reply begun."""
        if self._is_mine() and self.present:
            call = partial(self.workplace.backstage.hand_over_callback, self.present.ticket.id)
            self.errand(call, lambda callback: self._open(callback.ticket, "reply"), self._refused)

    def action_open(self, write: str = "") -> None:
        """Open the ticket."""
        if self.subject is not None:
            self._open(self.subject, write)

    def action_note(self) -> None:
        """Open the ticket and begin a note."""
        self.action_open("note")

    def action_back(self) -> None:
        """Back to the queue."""
        self.dismiss()

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._show_call()
        if self.subject is not None:
            self.errand(partial(self.workplace.backstage.conversation, self.subject.id), self._looked, latest="look")

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.action_open()

    def _is_mine(self) -> bool:
        callback, me = self.present, self.workplace.me
        mine = callback is not None and callback.claimed_by is not None and callback.claimed_by.id == me.id
        if callback is not None and not mine:
            self.notify(self.language.gettext("Claim the callback first, so that nobody else calls."), markup=False)
        return mine

    def _ask_note(self, outcome: str | None) -> None:
        if outcome is not None:
            gettext = self.language.gettext
            prompt = Prompt(
                gettext("Note on the call"), gettext("For the team only; Enter keeps it, an empty one too.")
            )
            self.app.push_screen(prompt, partial(self._log, Attempt(outcome)))

    def _log(self, outcome: Attempt, note: str | None) -> None:
        if note is not None:
            call = self.workplace.backstage.log_call
            self._act(lambda callback: partial(call, callback.ticket.id, outcome, note))

    def _end(self, summary: str | None) -> None:
        if summary is not None:
            call = self.workplace.backstage.end_callback
            self._act(lambda callback: partial(call, callback.ticket.id, summary))

    def _act(self, verb: Callable[[Callback], Callable[[], Callback]]) -> None:
        if self.present is not None:
            self.errand(verb(self.present), self._acted, self._refused)

    def _acted(self, callback: Callback) -> None:
        self.workplace.look_at(callback.ticket)
        self._reading.ask()

    def _refused(self, refusal: Refusal) -> None:
        if isinstance(refusal, Conflict):
            self.notify(self.language.gettext("A colleague was faster."), severity="warning", markup=False)
            self._reading.ask()
        else:
            self.refused(refusal)

    def _open(self, ticket: Ticket, write: str = "") -> None:
        self.app.push_screen(TicketScreen(self.workplace, ticket, lambda _steps: None, write))

    def _read(self) -> None:
        self.errand(self.workplace.backstage.callbacks, self._shown, self._not_read)

    def _shown(self, callbacks: list[Callback]) -> None:
        keep = self.subject.id if self.subject else None
        self.callbacks = callbacks
        self._list.clear_options()
        self._list.add_options([Option(self._line(callback)) for callback in callbacks])
        ids = [callback.ticket.id for callback in callbacks]
        if ids:
            self._list.highlighted = ids.index(keep) if keep in ids else 0
        waiting = sum(callback.state is CallbackState.WAITING for callback in callbacks)
        self._head.update(self._heading(len(callbacks), waiting))
        self._show_call()
        self._reading.done()

    def _heading(self, total: int, waiting: int) -> str:
        if not total:
            return self.language.gettext("Callbacks · nobody waits for a call")
        said = self.language.ngettext(
            "Callbacks · %(num)s waits, %(all)s in all", "Callbacks · %(num)s wait, %(all)s in all", waiting
        )
        return said % {"num": self.language.number(waiting), "all": self.language.number(total)}

    def _not_read(self, refusal: Refusal) -> None:
        self._reading.done()
        self.refused(refusal)

    def _looked(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._show_call()

    def _show_call(self) -> None:
        present = self.present
        self._call.update(details_of(present, self._conversation, now(), self.language) if present else "")

    def _tick(self) -> None:
        for at, callback in enumerate(self.callbacks):
            self._list.replace_option_prompt_at_index(at, self._line(callback))

    def _line(self, callback: Callback) -> Content:
        width = max(20, self._list.scrollable_content_region.width)
        return line_of(callback, self.workplace.me.id, now(), width, self.language)
