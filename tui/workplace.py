"""What every screen of one specialist shares."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpcenter.domain.people import Specialist
from helpcenter.domain.tickets import Ticket
from helpcenter.domain.triage import Changed
from tui.drafts import Drafts
from tui.duty import Duty
from tui.language import Language

if TYPE_CHECKING:
    from tui.backstage import Backstage

Undo = Callable[[], Changed]
"""Takes something back, in a thread. Returns what changed by that."""

MOST_UNDO = 50


@dataclass
class Workplace:
    """Language, store and drafts of the specialist who works here, and what they have looked at."""

    language: Language
    backstage: Backstage
    drafts: Drafts
    drafted: set[int] = field(default_factory=set)
    """Ids of the tickets that have a draft."""
    seen: dict[int, int] = field(default_factory=dict)
    """By ticket id the last entry (`last_seq`) that the specialist has seen, in the list or in the ticket."""

    done: deque[Undo] = field(default_factory=lambda: deque(maxlen=MOST_UNDO))
    """How to take back what was done lately, in a thread; the last at the end."""
    duty: Duty | None = None
    """What waits, as it was seen last; None until it was."""
    quiet: bool = False
    """Do not disturb: no bell, no notice, no title."""
    columns: tuple[str, ...] = ()
    """Columns of the queue that the specialist chose; none for the usual ones."""
    bell: bool = True
    """Whether the terminal's bell may ring at all."""

    @property
    def chat_drafts(self) -> Drafts:
        """Lines begun in chats: apart from the tickets' drafts, among which there are notes."""
        return Drafts(self.drafts.folder / "chats")

    @property
    def text_drafts(self) -> Drafts:
        """Texts begun in the administration, such as of a macro."""
        return Drafts(self.drafts.folder / "texts")

    @property
    def me(self) -> Specialist:
        """The specialist who works here."""
        return self.backstage.me

    def look_at(self, ticket: Ticket) -> None:
        """Note that the specialist has seen a ticket as it is now."""
        self.seen[ticket.id] = max(ticket.last_seq, self.seen.get(ticket.id, 0))

    def is_fresh(self, ticket: Ticket) -> bool:
        """Whether a ticket changed since the specialist saw it."""
        return ticket.last_seq > self.seen.get(ticket.id, 0)
