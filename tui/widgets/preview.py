"""A look into the ticket under the cursor, beside the list."""

from __future__ import annotations

from collections.abc import Iterator

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from helpcenter.domain.conversations import Conversation
from tui.entries import entry_of
from tui.language import Language, now
from tui.text import safe_line
from tui.wording import status_sign_and_word

ENTRIES = 8
"""So many of the last entries are looked into; opening the ticket shows all."""
CHARACTERS = 2000


class Preview(VerticalScroll, can_focus=False):
    """Shows the head and the end of a conversation."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language
        self.ticket_id: int | None = None
        self._head = Static(id="preview-head", markup=False)
        self._entries = [Static(classes="entry", markup=False) for _ in range(ENTRIES)]

    def compose(self) -> Iterator[Static]:
        """The head, then a fixed number of places for entries."""
        yield self._head
        yield from self._entries

    def clear(self) -> None:
        """Show nothing."""
        self.ticket_id = None
        self._head.update("")
        for place in self._entries:
            place.display = False

    def show(self, conversation: Conversation) -> None:
        """Show a conversation, its newest entry last and in sight."""
        ticket, moment = conversation.ticket, now()
        self.ticket_id = ticket.id
        status = status_sign_and_word(ticket.status, self.language)
        subject = Content.styled(safe_line(ticket.subject), "bold")
        facts = f"{ticket.number} · {status} · {safe_line(ticket.contact.shown_name)}"
        self._head.update(Content("\n").join([subject, Content.styled(facts, "dim")]))
        last = conversation.messages[-ENTRIES:]
        for at, place in enumerate(self._entries):
            place.display = at < len(last)
            if at < len(last):
                files = conversation.files.get(last[at].seq, ())
                entry = entry_of(last[at], conversation.letters, moment, self.language, CHARACTERS, files)
                place.update(entry.content)
                place.set_classes(f"entry -{entry.look}")
        self.call_after_refresh(self.scroll_end, animate=False)
