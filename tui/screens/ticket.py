"""One ticket: what was said, who writes, and the answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from textual import on
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widget import Widget

from helpcenter.domain.conversations import Conversation
from helpcenter.domain.faults import Conflict, Refusal
from helpcenter.domain.journal import Event
from helpcenter.domain.tickets import Message, Status, Ticket
from tui.drafts import Draft
from tui.keys import Place, bindings
from tui.screens.desk_screen import DeskScreen
from tui.turn import Turn
from tui.widgets.banner import Banner
from tui.widgets.composer import Composer
from tui.widgets.contact_card import ContactCard
from tui.widgets.key_bar import KeyBar
from tui.widgets.ticket_head import TicketHead
from tui.widgets.timeline import Timeline
from tui.wording import author_name, refusal_sentence, status_word
from tui.workplace import Workplace

CARD_FROM = 100
"""Cells of width from which the contact card has room beside the timeline."""
KEEP_DELAY = 0.4
"""Seconds after a key until the draft is on the disk."""
TRIES = 3
"""So often a reply is sent again when the ticket changed in ways that say nothing (the customer read it, say)."""


class TicketScreen(DeskScreen):
    """Shows and answers one ticket. `step` moves to a neighbour in the queue; `write` begins a reply or note at once."""

    CSS_PATH = "ticket.tcss"
    BINDINGS = bindings(Place.TICKET) + bindings(Place.COMPOSER)
    place = Place.TICKET

    def __init__(
        self, workplace: Workplace, ticket: Ticket, step: Callable[[int], Ticket | None], write: str = ""
    ) -> None:
        super().__init__(workplace)
        self.ticket = ticket
        self._step, self._write = step, write
        self._read_seq, self._read_version = ticket.last_seq, ticket.version
        self._conversation: Conversation | None = None
        self._wants_card: bool | None = None
        self._sending = False
        self._draft_read = False
        self._delay: Timer | None = None
        self._reading = Turn(self._read)
        self._keeping = Turn(self._keep)

    @property
    def places(self) -> list[Place]:
        """The composer's keys too while somebody writes."""
        return [Place.COMPOSER, Place.TICKET] if self._composer.open else [Place.TICKET]

    @property
    def subject(self) -> Ticket | None:
        """The ticket that is open."""
        return self.ticket

    def compose(self) -> Iterator[Widget]:
        """Head, timeline beside card, composer, keys."""
        yield TicketHead(self.language, self.workplace.me.id)
        yield Banner(id="news")
        with Horizontal(id="panes"):
            yield Timeline(self.language)
            yield ContactCard(self.language)
        yield Banner(id="meanwhile")
        yield Composer(self.language)
        yield KeyBar(self.language, Place.TICKET)

    def on_mount(self) -> None:
        """Show what is known already, then read the rest and the draft."""
        self._show_ticket(self.ticket)
        self._reading.ask()
        self.errand(partial(self.workplace.drafts.read, self.ticket.id), self._load_draft)

    async def on_unmount(self) -> None:
        """Keep the draft whatever ends this screen."""
        if self._draft_read:
            await asyncio.to_thread(self.workplace.drafts.write, self.ticket.id, self._composer.draft)

    def on_resize(self) -> None:
        """The card stands beside the timeline where there is room, unless somebody wants it otherwise."""
        self._place_card()

    def heard(self, events: Sequence[Event]) -> None:
        """Read again when this ticket changed."""
        if any(event.ticket_id == self.ticket.id for event in events):
            self._reading.ask()

    def changed(self, ticket: Ticket) -> None:
        """The ticket was changed here."""
        self._show_ticket(ticket)
        self._reading.ask()

    def action_reload(self) -> None:
        """Read the ticket again."""
        self._reading.ask()

    def action_reply(self) -> None:
        """Write to the customer."""
        self._start(note=False)

    def action_note(self) -> None:
        """Write a note for the team."""
        self._start(note=True)

    def action_switch(self) -> None:
        """Switch what is being written between reply and note; the text stays."""
        if self._composer.open:
            self._composer.set_note(not self._composer.note)
            self._keeping.ask()

    def action_back(self) -> None:
        """Leave the text, or else the ticket."""
        if self._composer.open:
            self._composer.stop()
            self.query_one(KeyBar).show(Place.TICKET)
            self.set_focus(None)
        else:
            self.dismiss()

    def action_card(self) -> None:
        """Show or hide who writes."""
        self._wants_card = not self.query_one(ContactCard).display
        self._place_card()

    def action_scroll(self, lines: int) -> None:
        """Scroll the timeline by lines."""
        self._timeline.scroll_relative(y=lines, animate=False)

    def action_leaf(self, pages: int) -> None:
        """Scroll the timeline by pages."""
        self._timeline.scroll_relative(y=pages * max(1, self._timeline.size.height - 1), animate=False)

    def action_step(self, steps: int) -> None:
        """Go to a neighbour in the queue."""
        ticket = self._step(steps)
        if ticket is None:
            self.notify(self.language.gettext("There is no further ticket in this view."), markup=False)
        else:
            self.app.switch_screen(TicketScreen(self.workplace, ticket, self._step))

    def action_send(self, status: str = "") -> None:
        """Send what was written, and set a status with it."""
        if not self._composer.open or self._sending:
            return
        if self._said_meanwhile():
            self._acknowledge()
            return
        self._send(self._composer.draft, Status(status) if status else None, TRIES)

    @on(Composer.Typed)
    def _typed(self) -> None:
        if not self._draft_read:
            return
        if self._composer.draft.body.strip():
            self.workplace.drafted.add(self.ticket.id)
        else:
            self.workplace.drafted.discard(self.ticket.id)
        if self._delay is None:
            self._delay = self.set_timer(KEEP_DELAY, self._keep_soon)

    @property
    def _composer(self) -> Composer:
        return self.query_one(Composer)

    @property
    def _timeline(self) -> Timeline:
        return self.query_one(Timeline)

    @property
    def _meanwhile(self) -> Banner:
        return self.query_one("#meanwhile", Banner)

    def _start(self, *, note: bool | None) -> None:
        self._composer.start(note)
        self.query_one(KeyBar).show(Place.COMPOSER)
        self._timeline.call_after_refresh(self._timeline.scroll_end, animate=False)

    def _load_draft(self, draft: Draft | None) -> None:
        self._composer.load(draft or Draft(""), self.ticket.reply_to)
        self._draft_read = True
        if self._write:
            self._start(note=self._write == "note")
        elif draft is not None:
            self._start(note=None)

    def _keep_soon(self) -> None:
        self._delay = None
        self._keeping.ask()

    def _keep(self) -> None:
        call = partial(self.workplace.drafts.write, self.ticket.id, self._composer.draft)
        self.errand(call, lambda _: self._keeping.done())

    def _read(self) -> None:
        self.errand(partial(self.workplace.backstage.conversation, self.ticket.id), self._shown, self._not_read)

    async def _shown(self, conversation: Conversation) -> None:
        await self._show(conversation)
        self._reading.done()

    def _not_read(self, refusal: Refusal) -> None:
        self._reading.done()
        self.refused(refusal)

    async def _show(self, conversation: Conversation) -> None:
        first = self._conversation is None
        if not first and conversation.ticket.version < self.ticket.version:
            return
        self._conversation = conversation
        self._show_ticket(conversation.ticket)
        await self._timeline.show(conversation, fresh_after=None if first else self._read_seq)
        if self._said_meanwhile():
            self._tell_meanwhile(self.language.gettext("%(who)s wrote meanwhile. Your text is kept."), "notice")
        else:
            self._have_read()

    def _show_ticket(self, ticket: Ticket) -> None:
        self.ticket = ticket
        self.workplace.look_at(ticket)
        self.query_one(TicketHead).show(ticket)
        self.query_one(ContactCard).show(ticket)

    def _have_read(self) -> None:
        self._read_seq, self._read_version = self.ticket.last_seq, self.ticket.version
        self._meanwhile.hush()

    def _said_meanwhile(self) -> list[Message]:
        """What others wrote while the specialist was writing: nothing as long as they are not."""
        if self._conversation is None or not (self._composer.open and self._composer.draft.body.strip()):
            return []
        return self._conversation.said_after(self._read_seq, self.workplace.me.id)

    def _tell_meanwhile(self, sentence: str, level: str) -> None:
        who = author_name(self._said_meanwhile()[-1], self.language)
        self._meanwhile.say(sentence % {"who": who}, level)

    def _acknowledge(self) -> None:
        """Hold a reply back once, so that nobody answers past what was just said."""
        self._tell_meanwhile(
            self.language.gettext("%(who)s wrote while you did. Read it above; send again if your text still fits."),
            "warning",
        )
        self._read_seq, self._read_version = self.ticket.last_seq, self.ticket.version

    def _send(self, draft: Draft, status: Status | None, tries: int) -> None:
        self._sending = True
        self._composer.freeze(True)
        call = partial(
            self.workplace.backstage.say,
            self.ticket.id,
            draft.body,
            note=draft.note,
            status=status,
            expected_version=self._read_version,
            key=draft.key,
        )
        self.errand(call, partial(self._sent, draft), partial(self._not_sent, draft, status, tries))

    async def _sent(self, draft: Draft, conversation: Conversation) -> None:
        self._sending = False
        self._composer.freeze(False)
        self._composer.load(Draft(""), self.ticket.reply_to)
        self.workplace.drafted.discard(self.ticket.id)
        self.action_back()
        await self._show(conversation)
        self._keeping.ask()
        said = self.language.gettext("Note kept · %(status)s") if draft.note else self.language.gettext("Reply sent · %(status)s")
        self.notify(said % {"status": status_word(conversation.ticket.status, self.language)}, markup=False, timeout=3)

    def _not_sent(self, draft: Draft, status: Status | None, tries: int, refusal: Refusal) -> None:
        if isinstance(refusal, Conflict):
            call = partial(self.workplace.backstage.conversation, self.ticket.id)
            self.errand(call, partial(self._look_again, draft, status, tries - 1), self._stay)
        else:
            self._stay(refusal)

    async def _look_again(self, draft: Draft, status: Status | None, tries: int, conversation: Conversation) -> None:
        """The ticket changed: hold back when somebody said something, else send on the version that is now."""
        await self._show(conversation)
        if self._said_meanwhile():
            self._unlock()
            self._acknowledge()
        elif tries > 0:
            self._send(draft, status, tries)
        else:
            self._stay(Conflict())

    def _stay(self, refusal: Refusal) -> None:
        self._unlock()
        self.refused(refusal)
        self._meanwhile.say(refusal_sentence(refusal, self.language), "warning")

    def _unlock(self) -> None:
        self._sending = False
        self._composer.freeze(False)

    def _place_card(self) -> None:
        card, wide = self.query_one(ContactCard), self.size.width >= CARD_FROM
        card.display = wide if self._wants_card is None else self._wants_card
        self._timeline.display = wide or not card.display
