"""The talking half of the chats screen: reading, writing, and sending so that each line is there exactly once."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from typing import TYPE_CHECKING

from textual.timer import Timer
from textual.widgets import OptionList, Static

from helpcenter.domain.chats import Chat
from helpcenter.domain.faults import Conflict, Invalid, NotFound, Refusal, Unavailable
from helpcenter.domain.tickets import Message
from tui.drafts import Draft
from tui.keys import Place
from tui.screens.answering import KEEP_DELAY
from tui.screens.filing import FilingScreen
from tui.talks import Talk, client_id
from tui.turn import Turn
from tui.widgets.banner import Banner
from tui.widgets.chat_input import ChatInput
from tui.widgets.chat_log import ChatLog
from tui.widgets.chat_tabs import ChatTabs
from tui.widgets.key_bar import KeyBar
from tui.wording import refusal_sentence
from tui.workplace import Workplace

if TYPE_CHECKING:
    from helpcenter.services.chats import Line

TYPING_EVERY = 3.0
"""Seconds between two signs that the specialist is typing; one lives a little longer than that."""
RETRY_SECONDS = 2.0
"""Until a line that the store did not take is sent again."""


class TalkingScreen(FilingScreen):
    """Holds the chats that are open. A subclass shows them, in `draw`."""

    place = Place.CHATS

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.talks: dict[int, Talk] = {}
        self.present: int | None = None
        """The ticket of the chat that is shown; None: those who wait."""
        self.waiting: list[Chat] = []
        self.warned = False
        """Whether a warning stands above the text."""
        self.bar = KeyBar(self.language, Place.CHATS)
        self._tabs = ChatTabs()
        self._queue_head = Static(id="queue-head", markup=False)
        self._list = OptionList(markup=False)
        self._desks = Static(id="desks", markup=False)
        self._head = Static(id="talk-head", markup=False)
        self._log = ChatLog(self.language)
        self._state = Banner(id="chat-state")
        self._input = ChatInput(id="chat-text")
        self._reading: dict[int, Turn] = {}
        self._keeping = Turn(self._keep)
        self._delay: Timer | None = None
        self._said_typing = 0.0

    async def on_unmount(self) -> None:
        """Keep the drafts whatever ends the terminal."""
        self._stow()
        await asyncio.to_thread(keep, self.workplace, list(self.talks.values()))

    @property
    def places(self) -> list[Place]:
        """The text's keys too while somebody writes."""
        return [Place.CHATTING, Place.CHATS] if self.writing else [Place.CHATS]

    @property
    def talk(self) -> Talk | None:
        """The chat that is shown."""
        return self.talks.get(self.present) if self.present is not None else None

    @property
    def writing(self) -> bool:
        """Whether the text has the keys."""
        return self._input.has_focus

    @property
    def looks_at(self) -> int | None:
        """The chat that is shown, while this screen is in front."""
        return self.present if self.is_current else None

    def draw(self) -> None:
        """Show everything as it is now."""

    def go_to(self, number: int | None) -> None:
        """Show a chat, ready to write; or with None those who wait."""
        self._stow()
        self.present, self.warned = number, False
        talk = self.talk
        self._input.write(talk.draft.body if talk else "")
        self.draw()
        if talk is not None and talk.is_mine(self.workplace.me.id):
            self.write()
        else:
            self.rest()

    def begin(self, chat: Chat) -> None:
        """Open a chat in a tab of its own, with the draft that waits for it."""
        number = chat.ticket_id
        talk = self.talks[number] = Talk(chat)
        self._reading[number] = Turn(partial(self._read, talk))
        self.read(talk)
        self.errand(partial(self.workplace.chat_drafts.read, number), partial(self._load, talk))

    def read(self, talk: Talk) -> None:
        """Read what was said since."""
        self._reading[talk.chat.ticket_id].ask()

    def learn(self, number: int) -> None:
        """Ask what became of a chat that is not the specialist's any more."""
        self.errand(partial(self.workplace.backstage.chat, number), self.became, latest=f"chat {number}")

    def became(self, chat: Chat) -> None:
        """Take over what a chat is now."""
        if talk := self.talks.get(chat.ticket_id):
            talk.chat = chat
            self.read(talk)
            self.draw()

    def write(self) -> None:
        """Give the keys to the text."""
        self._input.focus()
        self.bar.show(Place.CHATTING, Place.CHATS)

    def rest(self) -> None:
        """Take the keys from the text; it stays as a draft."""
        if self._list.display and self.query_one("#queue").display:
            self._list.focus()
        else:
            self.set_focus(None)
        self.bar.show(Place.CHATS)

    def see(self) -> None:
        """Note and tell that the chat shown was seen, while it really is before somebody's eyes."""
        talk = self.talk
        if talk is None or not self.is_current or not self.app.app_focus or talk.last_seq <= talk.seen:
            return
        talk.seen = talk.last_seq
        if talk.is_mine(self.workplace.me.id):
            call = partial(self.workplace.backstage.chat_seen, talk.chat.ticket_id, talk.seen)
            self.errand(call, lambda _: None, lambda _: None)

    def typed(self) -> None:
        """The text changed: keep it, and let the customer see that somebody types."""
        talk = self.talk
        if talk is None or talk.draft.body == self._input.text:
            return
        self._stow()
        if self._delay is None:
            self._delay = self.set_timer(KEEP_DELAY, self._keep_soon)
        if self._input.text.strip() and time.monotonic() - self._said_typing > TYPING_EVERY:
            self._said_typing = time.monotonic()
            call = partial(self.workplace.backstage.chat_typing, talk.chat.ticket_id)
            self.errand(call, lambda _: None, lambda _: None)

    def action_send(self) -> None:
        """Send the line. It stands in the chat at once, and is under way until the store has it."""
        talk = self.talk
        if not self.writing or talk is None or not self._input.text.strip():
            return
        self._stow()
        talk.outgoing.append(talk.draft)
        talk.draft, self._said_typing, self.warned = Draft(""), 0.0, False
        self._input.write("")
        self.draw()
        if len(talk.outgoing) == 1:
            self.send_next(talk)
        self._keeping.ask()

    def action_newline(self) -> None:
        """Begin a new line."""
        if self.writing:
            self._input.break_line()

    def send_next(self, talk: Talk) -> None:
        """Send the first line that is under way, once more if need be: its id lets it be said only once."""
        if talk.outgoing and not talk.sending:
            talk.sending, first = True, talk.outgoing[0]
            call = partial(self.workplace.backstage.chat_say, talk.chat.ticket_id, first.body, client_id(first))
            self.errand(call, partial(self._sent, talk, first), partial(self._not_sent, talk))

    def _sent(self, talk: Talk, draft: Draft, _: Message) -> None:
        talk.sending = False
        talk.outgoing = [each for each in talk.outgoing if each != draft]
        self.read(talk)
        self._keeping.ask()
        self.send_next(talk)

    def _not_sent(self, talk: Talk, refusal: Refusal) -> None:
        talk.sending = False
        if isinstance(refusal, Unavailable):
            self.refused(refusal)
            self.set_timer(RETRY_SECONDS, partial(self.send_next, talk))
            return
        talk.draft = talk.unsent
        talk.outgoing.clear()
        if talk is self.talk:
            self._input.write(talk.draft.body)
        self.warned = True
        self._state.say(self._why_not(refusal), "warning")
        self.draw()
        self.learn(talk.chat.ticket_id)

    def _why_not(self, refusal: Refusal) -> str:
        gettext = self.language.gettext
        if isinstance(refusal, Conflict | NotFound):
            return gettext("This chat is not yours any more. Your text is kept.")
        if isinstance(refusal, Invalid):
            return gettext("A line has 4,000 characters at most. Your text is kept.")
        return refusal_sentence(refusal, self.language)

    def _stow(self) -> None:
        """Take the text over into the chat it belongs to."""
        if (talk := self.talk) is not None and talk.draft.body != self._input.text:
            talk.draft = Draft(self._input.text, id=talk.draft.id)

    def _load(self, talk: Talk, draft: Draft | None) -> None:
        talk.loaded = True
        if draft is not None:
            talk.take_up(draft)
            if talk is self.talk and not self._input.text:
                self._input.write(talk.draft.body)
            self.draw()
            self.send_next(talk)

    def _keep_soon(self) -> None:
        self._delay = None
        self._keeping.ask()

    def _keep(self) -> None:
        self.errand(partial(keep, self.workplace, list(self.talks.values())), lambda _: self._keeping.done())

    def _read(self, talk: Talk) -> None:
        call = partial(self.workplace.backstage.chat_lines, talk.chat.ticket_id, talk.last_seq)
        self.errand(call, partial(self._said, talk), partial(self._not_read, talk))

    def _said(self, talk: Talk, lines: list[Line]) -> None:
        talk.add(lines)
        self.draw()
        self._reading[talk.chat.ticket_id].done()

    def _not_read(self, talk: Talk, refusal: Refusal) -> None:
        self._reading[talk.chat.ticket_id].done()
        self.refused(refusal)


def keep(workplace: Workplace, talks: list[Talk]) -> None:
    """Keep what was written and not yet said on the disk. Blocks."""
    for talk in talks:
        whole = talk.whole
        if talk.loaded and whole != talk.kept:
            workplace.chat_drafts.write(talk.chat.ticket_id, whole)
            talk.kept = whole
