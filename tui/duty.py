"""What waits for a specialist at one moment: chats, own lines not yet seen, calls. And what of it is news."""

from __future__ import annotations

from dataclasses import dataclass, replace

from helpcenter.domain.chats import AtDesk, Chat, ChatQueue, speaks


@dataclass(frozen=True)
class Duty:
    """The chats' queue as the specialist with the id `me` sees it; `calls` are the tickets of callbacks now due."""

    me: int
    queue: ChatQueue
    calls: frozenset[int] = frozenset()

    @property
    def desk(self) -> AtDesk:
        """The specialist's own desk."""
        return next(desk for desk in self.queue.desks if desk.specialist.id == self.me)

    def with_desk(self, desk: AtDesk) -> Duty:
        """Return the same with the own desk as it is now."""
        desks = tuple(desk if each.specialist.id == self.me else each for each in self.queue.desks)
        return replace(self, queue=replace(self.queue, desks=desks))

    @property
    def waiting(self) -> tuple[Chat, ...]:
        """Who waits for somebody like this specialist: in their languages, or passed on to them. Longest first."""
        desk = self.desk
        return tuple(
            chat
            for chat in self.queue.waiting
            if chat.wanted_id == self.me or (chat.wanted_id is None and speaks(desk, chat.locale))
        )

    @property
    def unseen(self) -> frozenset[int]:
        """The tickets of the specialist's own chats in which something happened that they have not seen."""
        return frozenset(chat.ticket_id for chat in self.queue.mine if chat.last_seq > chat.specialist_seen)

    @property
    def total(self) -> int:
        """How many things wait."""
        return len(self.waiting) + len(self.unseen) + len(self.calls)


@dataclass(frozen=True)
class News:
    """What came: chats that began to wait, own chats that moved, callbacks that fell due."""

    waiting: tuple[Chat, ...] = ()
    moved: frozenset[int] = frozenset()
    calls: frozenset[int] = frozenset()


def news(before: Duty, after: Duty, looking_at: int | None) -> News:
    """Return what is new between two looks; the chat with the ticket `looking_at` is before the specialist's eyes."""
    waited = {(chat.ticket_id, chat.queued_at) for chat in before.waiting}
    last = {chat.ticket_id: chat.last_seq for chat in before.queue.mine}
    moved = {
        chat.ticket_id
        for chat in after.queue.mine
        if chat.ticket_id in after.unseen and chat.last_seq > last.get(chat.ticket_id, chat.last_seq)
    }
    return News(
        tuple(chat for chat in after.waiting if (chat.ticket_id, chat.queued_at) not in waited),
        frozenset(moved - {looking_at}),
        after.calls - before.calls,
    )
