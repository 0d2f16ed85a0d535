"""What the working screens have in common: errands in threads, and calm refusals."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
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
from helpcenter.domain.tickets import Ticket
from tui.duty import Duty
from tui.keys import Place
from tui.text import safe_line
from tui.widgets.banner import Banner
from tui.widgets.duty_line import DutyLine
from tui.wording import refusal_sentence
from tui.workplace import Workplace

T = TypeVar("T")
Then = Callable[[T], Awaitable[None] | None]


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

    def stirred(self) -> None:
        """Somebody gave a sign that stands in no journal, such as typing."""

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
