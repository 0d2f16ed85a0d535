"""What the working screens have in common: errands in threads, calm refusals, and the verbs of a ticket."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from inspect import isawaitable
from typing import TypeVar

from textual import on
from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from helpcenter.domain.chats import AtDesk
from helpcenter.domain.faults import Refusal, Unavailable
from helpcenter.domain.journal import Event
from helpcenter.domain.people import Specialist
from helpcenter.domain.tickets import Status, Ticket
from tui.duty import Duty
from tui.keys import Place
from tui.language import now
from tui.screens.menu import Choice, Menu
from tui.snoozing import snooze_moments
from tui.text import safe_line
from tui.widgets.banner import Banner
from tui.widgets.duty_line import DutyLine
from tui.wording import refusal_sentence, status_meaning, status_sign_and_word
from tui.workplace import Workplace

T = TypeVar("T")
Then = Callable[[T], Awaitable[None] | None]

LETTERS = {Status.NEW: "n", Status.OPEN: "o", Status.WAITING: "w", Status.SOLVED: "s", Status.CLOSED: "c"}


class Returned(Message, bubble=False):
    """An errand came back; `go_on` is what follows, on the event loop."""

    def __init__(self, go_on: Callable[[], Awaitable[None] | None]) -> None:
        super().__init__()
        self.go_on = go_on


class DeskScreen(Screen[None]):
    """A screen that works on the store. Subclasses say which ticket is meant and what to do when one changed."""

    AUTO_FOCUS = ""
    place = Place.QUEUE

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self.workplace = workplace
        self.language = workplace.language
        self.news = Banner()
        """Says what everybody has to know now, such as a store that is gone."""
        self.duty_line = DutyLine(self.language)

    def on_mount(self) -> None:
        """Have the line that tells what waits on every screen, above the keys."""
        self.mount(self.duty_line)
        self.show_duty()

    @property
    def places(self) -> list[Place]:
        """Whose keys work now, the nearest first."""
        return [self.place]

    @property
    def subject(self) -> Ticket | None:
        """The ticket that the verbs are about, if there is one now."""
        return None

    @property
    def looks_at(self) -> int | None:
        """The ticket of the chat that is before the specialist's eyes, if there is one."""
        return None

    def informed(self, duty: Duty) -> None:
        """What waits is another than before."""
        self.show_duty()

    def settled(self, desk: AtDesk) -> None:
        """The own presence or capacity was changed here."""
        if self.workplace.duty is not None:
            self.workplace.duty = self.workplace.duty.with_desk(desk)
            self.informed(self.workplace.duty)

    def show_duty(self) -> None:
        """Show what waits as it is known now."""
        self.duty_line.show(self.workplace.duty, self.workplace.quiet)

    def changed(self, ticket: Ticket) -> None:
        """A ticket was changed from this screen."""

    def heard(self, events: Sequence[Event]) -> None:
        """Something happened in the house."""

    def action_reload(self) -> None:
        """Read everything again."""

    def errand(
        self,
        call: Callable[[], T],
        then: Then[T],
        refused: Then[Refusal] | None = None,
        *,
        latest: str = "",
    ) -> None:
        """Run `call` in a thread and go on with its value, or with its refusal, on the event loop.

        Of errands with the same name in `latest` only the one sent last goes on.
        """
        run = partial(self._run, call, then, refused or self.refused)
        self.run_worker(run, thread=True, group=latest or "errands", exclusive=bool(latest))

    def refused(self, refusal: Refusal) -> None:
        """Tell of an orderly no."""
        sentence = refusal_sentence(refusal, self.language)
        if isinstance(refusal, Unavailable):
            self.news.say(sentence, "error")
        else:
            self.notify(sentence, severity="warning", markup=False)

    def lost(self) -> None:
        """The store is gone."""
        self.refused(Unavailable())

    def found(self) -> None:
        """The store is back."""
        self.news.hush()
        self.action_reload()

    def judged(self, policy_fault: str | None) -> None:
        """Say what is wrong with the policy's file, as long as it is."""
        if policy_fault is None:
            self.news.hush()
            return
        sentence = self.language.gettext("The policy is in force as it was before; its file is wrong: %(fault)s")
        self.news.say(sentence % {"fault": safe_line(policy_fault)}, "warning")

    def action_take(self) -> None:
        """Assign the ticket to the specialist who works here."""
        self._assign(self.workplace.me.id)

    def action_status(self) -> None:
        """Ask for a status and set it."""
        ticket = self.subject
        if ticket is None:
            return
        choices = [
            Choice(LETTERS[status], f"{status_sign_and_word(status, self.language)} – {meaning}", status.value)
            for status in Status
            if status is not Status.NEW
            for meaning in [status_meaning(status, self.language)]
        ]
        menu = Menu(self.language.gettext("Status of %(number)s") % {"number": ticket.number}, choices, ticket.status)
        self.app.push_screen(menu, partial(self._set_status, ticket.id))

    def action_snooze(self) -> None:
        """Ask until when the ticket is put aside, and do so."""
        ticket = self.subject
        if ticket is None:
            return
        moment = now()
        choices = [
            Choice(letter, f"{label} · {self.language.moment(until, moment)}", until.isoformat())
            for letter, label, until in snooze_moments(moment, self.language)
        ]
        if ticket.snoozed_until is not None:
            choices.insert(0, Choice("b", self.language.gettext("Bring it back now"), ""))
        menu = Menu(self.language.gettext("Put %(number)s aside until") % {"number": ticket.number}, choices, "-")
        self.app.push_screen(menu, partial(self._snooze, ticket.id))

    def action_assign(self) -> None:
        """Ask for an assignee and give the ticket to them."""
        if self.subject is not None:
            self.errand(self.workplace.backstage.specialists, self._ask_assignee)

    def _ask_assignee(self, everybody: list[Specialist]) -> None:
        ticket = self.subject
        if ticket is None:
            return
        choices = [Choice("0", self.language.gettext("Nobody"), "")]
        choices += [
            Choice(str(at) if at < 10 else " ", f"{safe_line(each.name)} · {' '.join(each.locales)}", str(each.id))
            for at, each in enumerate(everybody, 1)
        ]
        present = str(ticket.assignee.id) if ticket.assignee else ""
        menu = Menu(self.language.gettext("Assign %(number)s to") % {"number": ticket.number}, choices, present)
        self.app.push_screen(menu, self._assign_chosen)

    def _assign_chosen(self, chosen: str | None) -> None:
        if chosen is not None:
            self._assign(int(chosen) if chosen else None)

    def _assign(self, assignee_id: int | None) -> None:
        ticket = self.subject
        if ticket is not None:
            self.errand(partial(self.workplace.backstage.assign, ticket.id, assignee_id), self._changed)

    def _set_status(self, ticket_id: int, chosen: str | None) -> None:
        if chosen is not None:
            self.errand(partial(self.workplace.backstage.set_status, ticket_id, Status(chosen)), self._changed)

    def _snooze(self, ticket_id: int, chosen: str | None) -> None:
        if chosen is not None:
            until = datetime.fromisoformat(chosen) if chosen else None
            self.errand(partial(self.workplace.backstage.snooze, ticket_id, until), self._changed)

    def _changed(self, ticket: Ticket) -> None:
        self.workplace.look_at(ticket)
        self.changed(ticket)

    def _run(self, call: Callable[[], T], then: Then[T], refused: Then[Refusal]) -> None:
        """In a thread: make the call, send its outcome home."""
        go_on: Callable[[], Awaitable[None] | None]
        try:
            go_on = partial(then, call())
        except Refusal as refusal:
            go_on = partial(refused, refusal)
        if not get_current_worker().is_cancelled:
            self.post_message(Returned(go_on))

    @on(Returned)
    async def _go_on(self, message: Returned) -> None:
        following = message.go_on()
        if isawaitable(following):
            await following
