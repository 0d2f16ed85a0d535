"""What the terminal asks of the house for live chat and for the line that tells what waits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from helpcenter.desk import Work
from helpcenter.domain.attachments import Attachment
from helpcenter.domain.callbacks import CallbackState
from helpcenter.domain.chats import AtDesk, Chat
from helpcenter.domain.people import Presence, Specialist
from helpcenter.domain.tickets import Message, Status
from helpcenter.services import attachments, callbacks, chats
from helpcenter.services.chats import Line
from tui.calls import Calls
from tui.duty import Duty
from tui.faults import NotSaved
from tui.saving import saved

PAGE = 500


class ChatCalls(Calls):
    """A specialist's side of live chat."""

    def duty(self) -> Duty:
        """Return what waits now."""
        return self._see(_duty, self.me)

    def arrive(self) -> AtDesk:
        """Say that the specialist is here: available when they were before, else away until they say otherwise."""
        return self._do(chats.arrive, self.me)

    def go(self) -> None:
        """Say that the specialist has left. Chats that are theirs wait a minute for their terminal to come back."""
        self._do(_go, self.me)

    def set_presence(self, presence: Presence, capacity: int | None = None) -> AtDesk:
        """Say whether the specialist takes chats, and how many at once."""
        return self._do(chats.set_presence, self.me, presence, capacity)

    def heartbeat(self) -> bool:
        """Say that this terminal still runs."""
        return self._do(chats.heartbeat, self.me)

    def chat(self, ticket_id: int) -> Chat:
        """Return a chat as it is now."""
        return self._see(chats.state, self.me, ticket_id)

    def chat_lines(self, ticket_id: int, after: int) -> list[Line]:
        """Return all entries of a chat after a sequence number, oldest first."""
        found: list[Line] = []
        while page := self._see(chats.lines, self.me, ticket_id, found[-1].message.seq if found else after, PAGE):
            found += page
            if len(page) < PAGE:
                break
        return found

    def accept_chat(self, ticket_id: int) -> Chat:
        """Take a chat that waits."""
        return self._do(chats.accept, self.me, ticket_id)

    def chat_say(self, ticket_id: int, body: str, client_id: str) -> Message:
        """Say a line; the same `client_id` again says nothing twice."""
        return self._do(chats.say, self.me, ticket_id, body, client_id)

    def chat_typing(self, ticket_id: int) -> None:
        """Say that the specialist is typing."""
        self._do(chats.typing, self.me, ticket_id)

    def chat_seen(self, ticket_id: int, seq: int) -> None:
        """Say that the specialist saw everything up to an entry."""
        self._do(chats.seen, self.me, ticket_id, seq)

    def transfer_chat(self, ticket_id: int, to: int | None, locale: str | None) -> Chat:
        """Pass a chat on, to a colleague or to whoever answers in a language."""
        return self._do(chats.transfer, self.me, ticket_id, to, locale=locale)

    def finish_chat(self, ticket_id: int, status: Status) -> Chat:
        """End a chat and set its ticket's status."""
        return self._do(chats.finish, self.me, ticket_id, status)

    def save_file(
        self, file: Attachment, folder: Path, step: Callable[[int, int], object] = lambda _done, _all: None
    ) -> Path:
        """Copy a ticket's file into a folder, beside what is there; `step` hears (bytes done, bytes in all).

        Returns where it is. Raises NotFound, NotSaved.
        """
        current = self._see(attachments.read, file.id)
        try:
            return saved(attachments.path(self.desk.settings, current), current.name, folder, step)
        except OSError as fault:
            raise NotSaved(fault.strerror or str(fault)) from fault


def _duty(work: Work, me: Specialist) -> Duty:
    due = (
        callback.ticket.id
        for callback in callbacks.queue(work)
        if callback.state is CallbackState.WAITING and (callback.window is None or callback.window.start <= work.now)
    )
    return Duty(me.id, chats.queue(work, me), frozenset(due))


def _go(work: Work, me: Specialist) -> None:
    if not chats.queue(work, me).mine:
        chats.set_presence(work, me, Presence.OFFLINE)
