"""Live chats: who waits, and one's own chats in tabs, both ways at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, TextArea
from textual.widgets.option_list import Option

from helpcenter.domain.chats import Chat
from helpcenter.domain.journal import Event
from tui.chat_lines import head_of, presence_words, state_sentence, tab_label, waiting_line
from tui.duty import Duty
from tui.keys import Place, bindings
from tui.language import now
from tui.screens.chat_verbs import ChatVerbs
from tui.screens.list_screen import SIDE
from tui.talks import Talk
from tui.text import safe_line
from tui.widgets.chat_tabs import ChatTabs

WIDE_FROM = 110
"""Cells of width from which those who wait have room beside the chat."""


class ChatsScreen(ChatVerbs):
    """Kept while the terminal runs: chats go on in it while the specialist is elsewhere."""

    CSS_PATH = "chats.tcss"
    BINDINGS = bindings(Place.CHATS) + bindings(Place.CHATTING)

    def compose(self) -> Iterator[Widget]:
        """Tabs; those who wait and colleagues beside the chat; keys."""
        yield self._tabs
        yield self.news
        with Horizontal(id="chats"):
            yield Vertical(self._queue_head, self._list, self._desks, id="queue")
            yield Vertical(self._head, self._log, self._state, self._input, id="talk")
        yield self.bar

    def on_mount(self) -> None:
        """Show what is known, and keep the clocks of those who wait going."""
        self.set_interval(1.0, self._tick)
        if self.workplace.duty is not None:
            self.informed(self.workplace.duty)
        self.rest()

    def on_resize(self) -> None:
        """Those who wait stand beside the chat where there is room."""
        self.set_class(self.size.width >= WIDE_FROM, "-wide")
        self.call_after_refresh(self._tick)

    def on_screen_resume(self) -> None:
        """What came while the specialist was elsewhere is before their eyes now."""
        self.draw()

    def informed(self, duty: Duty) -> None:
        """Chats came, went or stirred."""
        super().informed(duty)
        self._show_waiting(duty)
        mine = {chat.ticket_id: chat for chat in duty.queue.mine}
        for chat in mine.values():
            self._take(chat)
        for number, talk in self.talks.items():
            if number not in mine and talk.chat.state.is_active:
                self.learn(number)
        self.draw()

    def heard(self, events: Sequence[Event]) -> None:
        """Read what was said in the chats that are open."""
        for number in {event.ticket_id for event in events if event.ticket_id in self.talks}:
            self.read(self.talks[number])

    def action_reload(self) -> None:
        """Read everything again."""
        self.errand(self.workplace.backstage.duty, self.informed)
        for talk in self.talks.values():
            self.read(talk)
            self.send_next(talk)

    def action_turn(self, steps: int) -> None:
        """Go to the next or previous tab; the first is those who wait."""
        tabs: list[int | None] = [None, *self.talks]
        self.go_to(tabs[(tabs.index(self.present) + steps) % len(tabs)])

    def action_move(self, steps: int) -> None:
        """Move among those who wait."""
        if self.waiting:
            at = (self._list.highlighted or 0) + steps
            self._list.highlighted = max(0, min(at, len(self.waiting) - 1))

    def action_leaf(self, pages: int) -> None:
        """Scroll the chat by pages."""
        self._log.scroll_relative(y=pages * max(1, self._log.size.height - 1), animate=False)

    @on(ChatTabs.Picked)
    def _picked(self, event: ChatTabs.Picked) -> None:
        self.go_to([None, *self.talks][event.index])

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.action_accept()

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.typed()

    def draw(self) -> None:
        """Show tabs, head and lines as they are now."""
        if not self.is_mounted:
            return
        me, talk = self.workplace.me.id, self.talk
        labels = [tab_label(at, each, me) for at, each in enumerate(self.talks.values(), 1)]
        waits = self.language.gettext("Waiting %(num)s") % {"num": self.language.number(len(self.waiting))}
        self._tabs.show([waits, *labels], [None, *self.talks].index(self.present))
        self.set_class(talk is not None, "-talking")
        self._head.update(head_of(talk.chat, me, self.language) if talk else self._hint())
        self._input.display = talk is not None and talk.is_mine(me)
        self._show_state(talk)
        self.call_later(self._log.show, talk)
        self.see()

    def _show_state(self, talk: Talk | None) -> None:
        sentence = state_sentence(talk.chat, self.workplace.me.id, self.language) if talk else ""
        if sentence:
            self._state.say(sentence, "notice")
        elif not self.warned:
            self._state.hush()

    def _hint(self) -> str:
        return self.language.gettext("No chat is open here. a takes the one chosen.")

    def _take(self, chat: Chat) -> None:
        talk = self.talks.get(chat.ticket_id)
        if talk is None:
            self.begin(chat)
            return
        talk.chat = chat
        if chat.last_seq > talk.last_seq:
            self.read(talk)

    def _show_waiting(self, duty: Duty) -> None:
        at = self._list.highlighted
        keep = self.waiting[at].ticket_id if at is not None and at < len(self.waiting) else None
        self.waiting = list(duty.queue.waiting)
        ids = [chat.ticket_id for chat in self.waiting]
        self._list.clear_options()
        moment, width = now(), self._width
        self._list.add_options(
            [Option(waiting_line(chat, duty.me, moment, width, self.language)) for chat in self.waiting]
        )
        if not ids:
            said = self.language.gettext("A chat appears here as soon as somebody writes. F3 takes chats or not.")
            self._list.add_option(Option(Content.styled(f" {said}", "dim"), disabled=True))
        else:
            self._list.highlighted = ids.index(keep) if keep in ids else 0
        ngettext = self.language.ngettext
        said = ngettext("%(num)s waits · %(mine)s", "%(num)s wait · %(mine)s", len(ids))
        values = {"num": self.language.number(len(ids)), "mine": presence_words(duty.desk, self.language)}
        self._queue_head.update(said % values)
        self._desks.update("\n".join(self._colleagues(duty)))

    def _colleagues(self, duty: Duty) -> Iterator[str]:
        for desk in duty.queue.desks:
            if desk.specialist.id != duty.me and (desk.available or desk.busy):
                who = f"{safe_line(desk.specialist.name)} ({' '.join(desk.specialist.locales)})"
                yield f"{presence_words(desk, self.language)}  {who}"

    @property
    def _width(self) -> int:
        return max(20, self._list.scrollable_content_region.width - 2 * SIDE)

    def _tick(self) -> None:
        moment = now()
        for at, chat in enumerate(self.waiting[: self._list.option_count]):
            line = waiting_line(chat, self.workplace.me.id, moment, self._width, self.language)
            self._list.replace_option_prompt_at_index(at, line)
