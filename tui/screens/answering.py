"""The writing half of the ticket screen: draft, composer, and sending so that nobody answers past anybody."""

from __future__ import annotations

import asyncio
from functools import partial

from textual import on
from textual.timer import Timer

from helpcenter.domain.attachments import FilesRefused
from helpcenter.domain.conversations import Conversation
from helpcenter.domain.faults import Conflict, Refusal, Unavailable
from helpcenter.domain.tickets import Message, Status, Ticket
from tui.drafts import Draft
from tui.keys import Place
from tui.screens.beside import BesideScreen
from tui.screens.both_texts import NOTE, SEND, BothTexts
from tui.turn import Turn
from tui.widgets.composer import Composer
from tui.widgets.key_bar import KeyBar
from tui.wording import author_name, refusal_sentence, status_word
from tui.workplace import Workplace

KEEP_DELAY = 0.4
"""Seconds after a key until the draft is on the disk."""
TRIES = 3
"""So often a reply is sent again when the ticket changed in ways that say nothing (the customer read it, say)."""


class AnsweringScreen(BesideScreen):
    """Answers the ticket that is open. A subclass shows it, in `show_conversation`."""

    place = Place.TICKET

    def __init__(self, workplace: Workplace, ticket: Ticket, write: str) -> None:
        super().__init__(workplace, ticket)
        self.conversation: Conversation | None = None
        self.read_seq, self.read_version = ticket.last_seq, ticket.version
        self.bar = KeyBar(self.language, Place.TICKET)
        self._write = write
        self._sending = self._draft_read = False
        self._warned = False
        """Whether a warning stands above the text; it stays until the writer sends or leaves."""
        self._delay: Timer | None = None
        self._keeping = Turn(self._keep)

    @property
    def places(self) -> list[Place]:
        """The composer's keys too while somebody writes."""
        return [Place.COMPOSER, Place.TICKET] if self.composer.writing else [Place.TICKET]

    async def show_conversation(self, conversation: Conversation) -> None:
        """Show how the ticket is now, and call `weigh`."""

    def on_mount(self) -> None:
        """Fetch the draft."""
        self.errand(partial(self.workplace.drafts.read, self.ticket.id), self._load_draft)

    async def on_unmount(self) -> None:
        """Keep the draft whatever ends this screen."""
        if self._draft_read:
            await asyncio.to_thread(self.workplace.drafts.write, self.ticket.id, self.composer.draft)

    def action_reply(self) -> None:
        """Write to the customer."""
        self._start(note=False)

    def action_note(self) -> None:
        """Write a note for the team."""
        self._start(note=True)

    def action_switch(self) -> None:
        """Switch what is being written between reply and note; the text stays."""
        if self.composer.writing:
            self.composer.set_note(not self.composer.note)
            self._keeping.ask()

    def action_send(self, status: str = "") -> None:
        """Send what was written, and set a status with it."""
        if not self.composer.writing or self._sending:
            return
        if self.said_meanwhile():
            self._hold_back(Status(status) if status else None)
        else:
            self._send(self.composer.draft, Status(status) if status else None, TRIES)

    def rest(self) -> None:
        """Leave the text; it stays as a draft."""
        self._unwarn()
        self.composer.rest()
        self.bar.show(Place.TICKET)
        self.set_focus(None)
        self.tell_writing()

    def weigh(self) -> None:
        """After the ticket was shown anew: tell a writer of what others said meanwhile, else count it as read."""
        if self.said_meanwhile():
            self._tell_meanwhile(self.language.gettext("%(who)s wrote meanwhile. Your text is kept."), "notice")
        else:
            self.read_seq, self.read_version = self.ticket.last_seq, self.ticket.version
            if not self._warned and self.with_it is None:
                self.meanwhile.hush()

    def said_meanwhile(self) -> list[Message]:
        """What others said while the specialist was writing: nothing as long as they are not."""
        if self.conversation is None or not (self.composer.writing and self.composer.draft.body.strip()):
            return []
        return self.conversation.said_after(self.read_seq, self.workplace.me.id)

    @on(Composer.Began)
    def _began(self) -> None:
        self.bar.show(Place.COMPOSER)

    @on(Composer.Typed)
    def _typed(self) -> None:
        if not self._draft_read:
            return
        self.tell_writing()
        change = self.workplace.drafted.add if self.composer.holds else self.workplace.drafted.discard
        change(self.ticket.id)
        if self._delay is None:
            self._delay = self.set_timer(KEEP_DELAY, self._keep_soon)

    def _start(self, *, note: bool) -> None:
        self.composer.start(note)
        if self.composer.note != note:
            self.notify(self.language.gettext("Your draft here is of the other kind; ^T switches."), markup=False)

    def _load_draft(self, draft: Draft | None) -> None:
        self.composer.load(draft or Draft(""), self.ticket.reply_to)
        self._draft_read = True
        self.fetch_files()
        if self._write == "macro":
            self.action_macro()
        elif self._write:
            self._start(note=self._write == "note")
        elif not self.composer.writing:
            self.composer.rest()

    def _keep_soon(self) -> None:
        self._delay = None
        self._keeping.ask()

    def _keep(self) -> None:
        call = partial(self.workplace.drafts.write, self.ticket.id, self.composer.draft)
        self.errand(call, lambda _: self._keeping.done())

    def _tell_meanwhile(self, sentence: str, level: str) -> None:
        who = author_name(self.said_meanwhile()[-1], self.language)
        self.meanwhile.say(sentence % {"who": who}, level)

    def _hold_back(self, status: Status | None) -> None:
        """Hold a reply back once, so that nobody answers past what was just said: show both texts and ask."""
        said, draft = self.said_meanwhile(), self.composer.draft
        sentence = self.language.gettext(
            "%(who)s wrote while you did. Read it above; send again if your text still fits."
        )
        self._tell_meanwhile(sentence, "warning")
        self._warned = True
        self.read_seq, self.read_version = self.ticket.last_seq, self.ticket.version
        both = BothTexts(self.language, said, draft.body, note=draft.note)
        self.app.push_screen(both, partial(self._decide, status))

    def _decide(self, status: Status | None, chosen: str | None) -> None:
        if chosen == NOTE:
            self.composer.set_note(True)
        if chosen in (SEND, NOTE):
            self._send(self.composer.draft, None if chosen == NOTE else status, TRIES)

    def _send(self, draft: Draft, status: Status | None, tries: int) -> None:
        self._sending = True
        self._unwarn()
        self.composer.freeze(True)
        call = partial(
            self.workplace.backstage.say,
            self.ticket.id,
            draft.body,
            note=draft.note,
            status=status,
            expected_version=self.read_version,
            key=draft.key,
            change=self.with_it,
            files=draft.files,
        )
        self.errand(call, partial(self._sent, draft), partial(self._not_sent, draft, status, tries))

    async def _sent(self, draft: Draft, conversation: Conversation) -> None:
        self._sending = False
        self.composer.freeze(False)
        self.with_it = None
        self.composer.load(Draft(""), self.ticket.reply_to)
        self.workplace.drafted.discard(self.ticket.id)
        self.rest()
        await self.show_conversation(conversation)
        self._keeping.ask()
        gettext = self.language.gettext
        said = gettext("Note kept · %(status)s") if draft.note else gettext("Reply sent · %(status)s")
        self.notify(said % {"status": status_word(conversation.ticket.status, self.language)}, markup=False, timeout=3)

    def _not_sent(self, draft: Draft, status: Status | None, tries: int, refusal: Refusal) -> None:
        if isinstance(refusal, Conflict):
            call = partial(self.workplace.backstage.conversation, self.ticket.id)
            self.errand(call, partial(self._look_again, draft, status, tries - 1), self._stay)
        else:
            self._stay(refusal)

    async def _look_again(self, draft: Draft, status: Status | None, tries: int, conversation: Conversation) -> None:
        """The ticket changed: hold back when somebody said something, else send on the version that is now."""
        await self.show_conversation(conversation)
        if self.said_meanwhile():
            self._unlock()
            self._hold_back(status)
        elif tries > 0:
            self._send(draft, status, tries)
        else:
            self._stay(Conflict())

    def _stay(self, refusal: Refusal) -> None:
        self._unlock()
        if isinstance(refusal, FilesRefused):
            self.fetch_files()
        if isinstance(refusal, Unavailable):
            self.refused(refusal)
        else:
            self.meanwhile.say(refusal_sentence(refusal, self.language), "warning")
            self._warned = True

    def _unwarn(self) -> None:
        self._warned = False
        self.meanwhile.hush()

    def _unlock(self) -> None:
        self._sending = False
        self.composer.freeze(False)
