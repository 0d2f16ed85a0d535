"""Conversations: a ticket with everything that was said in it, as one value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from helpcenter.domain.attachments import Attachment
from helpcenter.domain.deliveries import Delivery
from helpcenter.domain.mailroom import FailingAddress
from helpcenter.domain.people import AuthorKind, Specialist
from helpcenter.domain.questions import Question
from helpcenter.domain.tickets import Message, MessageKind, Ticket


@dataclass(frozen=True)
class Onlooker:
    """A specialist who has a ticket open, and whether they write."""

    specialist_id: int
    name: str
    writing: bool


@dataclass(frozen=True)
class Conversation:
    """A ticket with its timeline, or a page of it (oldest first); the letters of our replies and the files by `seq`.

    `asked` is the question that the ticket came from, where that is known; `linked` are tickets that belong to it;
    `failing` says why mail does not reach the address that replies go to, None when it does as far as we know.
    `others` are the last tickets of the same person; `manager` is the account's success manager.
    """

    ticket: Ticket
    messages: tuple[Message, ...]
    letters: Mapping[int, Delivery]
    files: Mapping[int, Sequence[Attachment]] = field(default_factory=dict)
    asked: Question | None = None
    linked: Sequence[Ticket] = ()
    failing: FailingAddress | None = None
    others: Sequence[Ticket] = ()
    manager: Specialist | None = None

    @property
    def earlier(self) -> bool:
        """Whether there are entries before these."""
        return bool(self.messages) and self.messages[0].seq > 1

    def said_after(self, seq: int, specialist_id: int) -> list[Message]:
        """Return what others wrote after an entry: replies, notes and the like, not events, not one's own."""
        return [
            message
            for message in self.messages
            if message.seq > seq and message.kind is not MessageKind.EVENT and not _by(message, specialist_id)
        ]


def _by(message: Message, specialist_id: int) -> bool:
    return message.author.kind is AuthorKind.SPECIALIST and message.author.id == specialist_id
