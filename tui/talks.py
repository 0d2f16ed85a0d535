"""One chat as the specialist's terminal holds it: what was said, what is being written, what is under way."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from helpcenter.domain.chats import Chat, ChatState
from helpcenter.domain.people import AuthorKind
from tui.drafts import Draft

if TYPE_CHECKING:
    from helpcenter.services.chats import Line


def client_id(draft: Draft) -> str:
    """Return the id that a line is sent with: the same for the same text, so that it is said only once."""
    return hashlib.sha256(draft.key.encode()).hexdigest()[:40]


@dataclass
class Talk:
    """A chat with its entries in order. `outgoing` are lines not yet acknowledged, the first is under way."""

    chat: Chat
    lines: list[Line] = field(default_factory=list)
    draft: Draft = field(default_factory=lambda: Draft(""))
    outgoing: list[Draft] = field(default_factory=list)
    seen: int = 0
    """The last entry that stood before the specialist's eyes."""
    sending: bool = False
    """Whether the first of `outgoing` is on its way now."""
    loaded: bool = False
    """Whether the draft on the disk, if there was one, is here."""
    kept: Draft = field(default_factory=lambda: Draft(""))
    """What is on the disk."""

    @property
    def last_seq(self) -> int:
        """The last entry known."""
        return self.lines[-1].message.seq if self.lines else 0

    @property
    def unread(self) -> int:
        """How many of the customer's lines the specialist has not seen."""
        seen = max(self.seen, self.chat.specialist_seen)
        return sum(
            line.message.seq > seen and line.message.author.kind is AuthorKind.CONTACT for line in self.lines[-200:]
        )

    def is_mine(self, me: int) -> bool:
        """Whether the specialist with this id may write in it now."""
        return self.chat.state is ChatState.LIVE and self.chat.specialist_id == me

    def add(self, lines: Sequence[Line]) -> None:
        """Take over entries that were read; those known already are passed over, and what came back is under way no
        more."""
        last = self.last_seq
        fresh = [line for line in lines if line.message.seq > last]
        self.lines += fresh
        arrived = {line.message.data.get("client_id") for line in fresh}
        self.outgoing = [draft for draft in self.outgoing if client_id(draft) not in arrived]

    @property
    def whole(self) -> Draft:
        """Everything that would be lost if the terminal ended: each line under way by itself, and what is written."""
        return replace(self.draft, before=tuple(self.outgoing))

    def take_up(self, kept: Draft) -> None:
        """Go on where another run of the terminal ended: its lines are under way again, its text is being written."""
        self.kept = kept
        self.outgoing = [*kept.before, *self.outgoing]
        if not self.draft.body:
            self.draft = replace(kept, before=())

    @property
    def unsent(self) -> Draft:
        """What is under way and what is being written as one draft: for lines that will not be taken here."""
        if not self.outgoing:
            return self.draft
        if not self.draft.body.strip() and len(self.outgoing) == 1:
            return self.outgoing[0]
        return Draft("\n".join([*(each.body for each in self.outgoing), self.draft.body]).rstrip("\n"))
