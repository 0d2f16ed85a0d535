"""The terminal itself: opens the store behind the first picture, hears what happens, keeps the screens informed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.command import CommandPalette
from textual.message import Message
from textual.widgets import Static

from helpcenter.config import ConfigError, Settings
from helpcenter.domain.faults import Unavailable
from helpcenter.domain.journal import Cursor, Event
from helpcenter.domain.people import Specialist
from tui import heap, themes
from tui.commands import KeyCommands, places_of
from tui.drafts import drafts_of
from tui.faults import UnknownSpecialistError
from tui.heartbeat import Heartbeat
from tui.keys import Place, bindings, put_keys
from tui.language import Language, from_environment, speak
from tui.listening import Listener
from tui.lookout import Lookout
from tui.on_duty import OnDuty
from tui.own_settings import OwnSettings
from tui.screens.desk_screen import DeskScreen
from tui.screens.help import HelpScreen
from tui.screens.queue import QueueScreen
from tui.screens.tour import Tour
from tui.workplace import Workplace

if TYPE_CHECKING:
    from tui.entrance import Entrance

RETRY_SECONDS = 3.0
"""Between tries to open a store that cannot be reached."""


class Helpdesk(OnDuty):
    """`helpdesk`: one specialist at work. A start that cannot succeed ends it with one clear line."""

    CSS_PATH = "app.tcss"
    BINDINGS = bindings(Place.EVERYWHERE)
    COMMANDS = {KeyCommands}
    TITLE = "Helpcenter"

    class Opened(Message):
        """The store is open."""

        def __init__(self, workplace: Workplace, cursor: Cursor) -> None:
            super().__init__()
            self.workplace, self.cursor = workplace, cursor

    class Delayed(Message):
        """The store cannot be reached yet."""

    class Heard(Message):
        """Something happened in the house."""

        def __init__(self, events: Sequence[Event]) -> None:
            super().__init__()
            self.events = events

    class Stirred(Message):
        """Somebody gave a sign that stands in no journal."""

    class Lost(Message):
        """The store is gone."""

    class Judged(Message):
        """The policy's file became wrong, or right again."""

        def __init__(self, fault: str | None) -> None:
            super().__init__()
            self.policy_fault = fault

    class Found(Message):
        """The store is back."""

    class Asked(Message):
        """Somebody has to say who they are."""

    def __init__(
        self,
        settings: Settings,
        email: str,
        *,
        lang: str | None = None,
        theme: str | None = None,
        bell: bool = True,
        alone: bool = True,
        tour: bool = False,
        own: OwnSettings | None = None,
    ) -> None:
        super().__init__()
        self._own = own or OwnSettings()
        put_keys(self._own.keys)
        self.set_keymap(self._own.keys)
        self.settings, self.email = settings, email
        self.fault = ""
        """Why it could not begin: one line, to be said when the terminal is itself again."""
        self._wanted, self._bell, self._alone, self._tour = lang, bell, alone, tour
        self.language: Language = self._speak(from_environment())
        self._listener: Listener | None = None
        self._heartbeat: Heartbeat | None = None
        self._entrance: Entrance | None = None
        for look in themes.OWN:
            self.register_theme(look)
        self.theme = themes.NAMES[theme or themes.fitting(self.console.color_system, self.no_color)]

    def compose(self) -> Iterator[Static]:
        """The first picture, until the store is open."""
        yield Static(self.language.gettext("Helpcenter is opening …"), id="opening", markup=False)

    def on_mount(self) -> None:
        """Open the store while the first picture stands."""
        self.call_after_refresh(self._open)

    async def on_unmount(self) -> None:
        """Stop listening and let the store go."""
        if self._listener is not None:
            await asyncio.to_thread(self._listener.stop)
        if self._heartbeat is not None:
            await asyncio.to_thread(self._heartbeat.stop)
        if self.workplace is not None:
            await asyncio.to_thread(self.workplace.backstage.close)
        elif self._entrance is not None:
            await asyncio.to_thread(self._entrance.desk.close)

    def action_help(self) -> None:
        """Show all keys and signs."""
        self.push_screen(HelpScreen(self.language, places_of(self.screen)))

    def action_command_palette(self) -> None:
        """Find a command by its name."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=self.language.gettext("What do you want to do?")))

    def action_next_theme(self) -> None:
        """Change the theme."""
        self.theme = themes.after(self.theme)

    def action_reload(self) -> None:
        """Read again what the screen shows."""
        if isinstance(self.screen, DeskScreen):
            self.screen.action_reload()

    @work(thread=True, exit_on_error=True)
    def _open(self) -> None:
        # The libraries of store and policy: long to load, not needed for the first picture.
        from helpcenter.domain.policy import PolicyError
        from tui.entrance import Entrance

        try:
            entrance = self._entrance = self._entrance or Entrance(self.settings, alone=self._alone)
            found = entrance.known(self.email)
            if found is None:
                self.post_message(self.Asked())
            else:
                self._take_in_hand(found)
        except Unavailable:
            self.post_message(self.Delayed())
        except (UnknownSpecialistError, ConfigError, PolicyError, RuntimeError) as fault:
            self.fault = str(fault)
            self.call_from_thread(partial(self.exit, return_code=1))

    def _let_in(self, specialist: Specialist | None) -> None:
        if specialist is not None:
            self._settle(specialist)

    @work(thread=True, exit_on_error=True)
    def _settle(self, specialist: Specialist) -> None:
        try:
            self._take_in_hand(specialist)
        except Unavailable:
            self.post_message(self.Delayed())

    def _take_in_hand(self, specialist: Specialist) -> None:
        """In a thread: make the specialist's workplace."""
        from tui.backstage import Backstage

        assert self._entrance is not None
        backstage = Backstage(self._entrance.desk, specialist)
        language = self._speak(*specialist.locales)
        drafts = drafts_of(specialist.email, self.settings.database_url)
        workplace = Workplace(language, backstage, drafts, drafts.tickets(), bell=self._bell, columns=self._own.columns)
        self.post_message(self.Opened(workplace, backstage.end_of_journal()))

    @on(Asked)
    def _ask(self) -> None:
        heap.settle()
        from tui.screens.sign_in import SignInScreen

        assert self._entrance is not None
        screen = SignInScreen(self.language, self._entrance.sign_in, self.email, may_stay=self._alone)
        self.push_screen(screen, self._let_in)

    @on(Opened)
    def _begin(self, event: Opened) -> None:
        self.language = event.workplace.language
        self.sit_down(event.workplace)
        self.push_screen(QueueScreen(event.workplace))
        if self._tour:
            self.push_screen(Tour(self.language))
        self._heartbeat = Heartbeat(event.workplace.backstage)
        self._heartbeat.start()
        self._listener = Listener(
            event.workplace.backstage,
            event.cursor,
            heard=lambda events: self.post_message(self.Heard(events)),
            lost=lambda: self.post_message(self.Lost()),
            found=lambda: self.post_message(self.Found()),
            judged=lambda fault: self.post_message(self.Judged(fault)),
            stirred=lambda: self.post_message(self.Stirred()),
            lookout=Lookout(event.workplace.backstage.duty, lambda duty: self.post_message(self.Waits(duty))),
        )
        self._listener.start()
        self.call_after_refresh(heap.settle)

    @on(Delayed)
    def _wait(self) -> None:
        heap.settle()
        sentence = self.language.gettext("The store cannot be reached. Trying again …")
        self.query_one("#opening", Static).update(sentence)
        self.set_timer(RETRY_SECONDS, self._open)

    @on(Heard)
    def _tell(self, event: Heard) -> None:
        self.alert(event.events)
        for screen in self.working():
            screen.heard(event.events)

    @on(Stirred)
    def _tell_stirred(self) -> None:
        for screen in self.working():
            screen.stirred()

    @on(Lost)
    def _tell_lost(self) -> None:
        for screen in self.working():
            screen.lost()

    @on(Judged)
    def _tell_judged(self, event: Judged) -> None:
        for screen in self.working():
            screen.judged(event.policy_fault)

    @on(Found)
    def _tell_found(self) -> None:
        for screen in self.working():
            screen.found()

    def _speak(self, *known: str | None) -> Language:
        settings = self.settings
        return speak([self._wanted, *known], settings.locales, settings.default_locale, settings.time_zone)
