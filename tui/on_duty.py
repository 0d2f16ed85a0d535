"""The app's half of what waits: told to the screens, rung for, shown in the terminal's title; and the own presence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from textual import on
from textual.app import App
from textual.message import Message

from helpcenter.domain.chats import AtDesk
from helpcenter.domain.faults import Refusal
from helpcenter.domain.journal import Event
from tui.alerts import alert_of
from tui.chat_lines import next_presence
from tui.duty import Duty, News, news
from tui.language import Language
from tui.rooms import opened, room
from tui.screens.chats import ChatsScreen
from tui.screens.desk_screen import DeskScreen
from tui.text import safe_line
from tui.workplace import Workplace


class OnDuty(App[None]):
    """An app at whose desk a specialist sits, once `workplace` is known."""

    language: Language

    class Waits(Message):
        """What waits for the specialist is another than before."""

        def __init__(self, duty: Duty) -> None:
            super().__init__()
            self.duty = duty

    def __init__(self) -> None:
        super().__init__()
        self.workplace: Workplace | None = None
        self._chats: ChatsScreen | None = None
        self._turns_soon = False

    def sit_down(self, workplace: Workplace) -> None:
        """Take over a workplace."""
        self.workplace = workplace
        self._chats = ChatsScreen(workplace)
        self.install_screen(self._chats, "chats")

    def action_chats(self) -> None:
        """Go to the chats: they stay as they are when one leaves them."""
        if self._chats is None or self.screen is self._chats or not isinstance(self.screen, DeskScreen):
            return
        if self._chats in self.screen_stack:
            while self.screen is not self._chats:
                self.pop_screen()
        else:
            self.push_screen("chats")

    def action_room(self, name: str) -> None:
        """Go to a room, over what is open; again in the same room nothing happens."""
        if self.workplace is not None and isinstance(self.screen, DeskScreen) and type(self.screen) is not room(name):
            self.push_screen(opened(name, self.workplace))

    def action_presence(self) -> None:
        """Turn between taking chats and being away; asked before it is known how things stand, then."""
        workplace, screens = self.workplace, self.working()
        if workplace is None or workplace.duty is None or not screens:
            self._turns_soon = not self._turns_soon
            return
        # The screen at the bottom stays as long as the terminal runs: no errand of its is ever given up.
        call = partial(workplace.backstage.set_presence, next_presence(workplace.duty.desk))
        screens[0].errand(call, self._settled, self._refused)

    def action_disturb(self) -> None:
        """Turn do-not-disturb on or off."""
        if self.workplace is not None:
            self.workplace.quiet = not self.workplace.quiet
            for screen in self.working():
                screen.show_duty()
            self._retitle()

    def working(self) -> list[DeskScreen]:
        """The screens that have to hear of everything: those in use, and the chats, which go on in the background."""
        found = [screen for screen in self.screen_stack if isinstance(screen, DeskScreen) and screen.is_mounted]
        if self._chats is not None and self._chats.is_mounted and self._chats not in found:
            found.append(self._chats)
        return found

    @on(Waits)
    def _take_in(self, event: Waits) -> None:
        if self.workplace is None:
            return
        before, self.workplace.duty = self.workplace.duty, event.duty
        for screen in self.working():
            screen.informed(event.duty)
        if before is not None and not self.workplace.quiet:
            looking = self.screen.looks_at if self.app_focus and isinstance(self.screen, DeskScreen) else None
            self._alert(news(before, event.duty, looking))
        self._retitle()
        if self._turns_soon:
            self._turns_soon = False
            self.action_presence()

    def _settled(self, desk: AtDesk) -> None:
        for screen in self.working():
            screen.settled(desk)

    def _refused(self, refusal: Refusal) -> None:
        screen = self.screen if isinstance(self.screen, DeskScreen) else self.working()[0]
        screen.refused(refusal)

    def alert(self, events: Sequence[Event]) -> None:
        """Tell at once what of these events is for this specialist."""
        if self.workplace is None or self.workplace.quiet:
            return
        for event in events:
            if said := alert_of(event, self.workplace.me, self.language):
                self.notify(said, severity="warning" if said.startswith("!") else "information", markup=False)
                if self.workplace.bell:
                    self.bell()

    def _alert(self, found: News) -> None:
        gettext: Callable[[str], str] = self.language.gettext
        for chat in found.waiting:
            values = {"who": safe_line(chat.contact_name), "language": self.language.language_name(chat.locale)}
            self.notify(gettext("▶ %(who)s waits for a chat (%(language)s). F4 goes there.") % values, markup=False)
        if found.calls:
            self.notify(gettext("☎ Somebody wants to be called."), markup=False)
        if (found.waiting or found.moved or found.calls) and self.workplace and self.workplace.bell:
            self.bell()

    def _retitle(self) -> None:
        """Say in the terminal's title how much waits (OSC 2, as xterm's control sequences name it)."""
        workplace = self.workplace
        total = workplace.duty.total if workplace and workplace.duty and not workplace.quiet else 0
        title = f"({total}) Helpcenter" if total else "Helpcenter"
        if title != self.title:
            self.title = title
            if self._driver is not None and not self.is_headless:
                self._driver.write(f"\x1b]2;{title}\x07")
