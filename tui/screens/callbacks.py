"""Who wants to be called: ordered by due time with a running countdown, claimed by one, called, logged, ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList

from helpcenter.domain.callbacks import Attempt, Callback, CallbackState
from helpcenter.domain.conversations import Conversation
from helpcenter.domain.faults import Conflict, Refusal
from helpcenter.domain.journal import Event
from helpcenter.domain.tickets import Ticket
from tui.callback_lines import details_of, head, line_of
from tui.keys import Place, bindings
from tui.language import now
from tui.screens.list_screen import ListScreen
from tui.screens.menu import Choice, Menu
from tui.screens.prompt import Prompt
from tui.screens.ticket import TicketScreen
from tui.widgets.key_bar import KeyBar
from tui.wording import OUTCOMES
from tui.workplace import Workplace

LETTERS = {Attempt.REACHED: "r", Attempt.NO_ANSWER: "n", Attempt.BUSY: "b", Attempt.WRONG_NUMBER: "w"}


class CallbacksScreen(ListScreen[Callback]):
    """Lists the callbacks that are not over; the verbs are about the one under the cursor."""

    CSS_PATH = "list_screen.tcss"
    BINDINGS = bindings(Place.CALLBACKS)
    place = Place.CALLBACKS

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._conversation: Conversation | None = None

    @property
    def subject(self) -> Ticket | None:
        """The ticket of the callback under the cursor."""
        return self.present.ticket if self.present else None

    def compose(self) -> Iterator[Widget]:
        """Heading, list and details, keys."""
        yield self.heading
        yield self.news
        yield self.panes()
        yield KeyBar(self.language, Place.CALLBACKS)

    def on_mount(self) -> None:
        """Keep the clocks going."""
        self.set_interval(1.0, self.redraw)

    def heard(self, events: Sequence[Event]) -> None:
        """Read again when anything changed that may be a callback."""
        if any(event.ticket_id is not None for event in events):
            self.reading.ask()

    def changed(self, ticket: Ticket) -> None:
        """A ticket was changed here."""
        self.reading.ask()

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

    def read(self) -> None:
        """Read the queue."""
        self.fetch(self.workplace.backstage.callbacks, self._shown)

    def head(self, width: int) -> str:
        """What the columns are."""
        return head(width, self.language)

    def line(self, row: Callback, width: int) -> Content:
        """A callback with its clock."""
        return line_of(row, self.workplace.me.id, now(), width, self.language)

    def key(self, row: Callback) -> int:
        """The ticket's id."""
        return row.ticket.id

    def nothing(self) -> str:
        """Nobody waits."""
        return self.language.gettext("A call that somebody asks for appears here by itself, what is due first on top.")

    def look(self) -> None:
        """Show what is known of the call, and read its conversation."""
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
        self.reading.ask()

    def _refused(self, refusal: Refusal) -> None:
        if isinstance(refusal, Conflict):
            self.notify(self.language.gettext("A colleague was faster."), severity="warning", markup=False)
            self.reading.ask()
        else:
            self.refused(refusal)

    def _open(self, ticket: Ticket, write: str = "") -> None:
        self.app.push_screen(TicketScreen(self.workplace, ticket, lambda _steps: None, write))

    def _shown(self, callbacks: list[Callback]) -> None:
        self.fill(callbacks)
        waiting = sum(callback.state is CallbackState.WAITING for callback in callbacks)
        self.heading.update(self._heading(len(callbacks), waiting))

    def _heading(self, total: int, waiting: int) -> str:
        if not total:
            return self.language.gettext("Callbacks · nobody waits for a call")
        said = self.language.ngettext(
            "Callbacks · %(num)s waits, %(all)s in all", "Callbacks · %(num)s wait, %(all)s in all", waiting
        )
        return said % {"num": self.language.number(waiting), "all": self.language.number(total)}

    def _looked(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._show_call()

    def _show_call(self) -> None:
        present = self.present
        self.details.update(details_of(present, self._conversation, now(), self.language) if present else "")
