"""What was said in one chat, line by line, the newest in sight."""

from __future__ import annotations

from collections.abc import Set
from datetime import datetime

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.chat_lines import line_of, outgoing_line
from tui.language import Language, now
from tui.talks import Talk, client_id

MOST = 300
"""Lines that are drawn; the ticket shows all."""


class ChatLog(VerticalScroll, can_focus=False):
    """Shows one chat at a time. What is under way stands below what is said, and becomes it in its place."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language
        self._ticket_id: int | None = None
        self._last_seq = 0
        self._pending: dict[str, Static] = {}

    async def show(self, talk: Talk | None) -> None:
        """Show a chat, or what came since it was shown last. One call at a time."""
        at_end = self.max_scroll_y - self.scroll_y < 2
        number = talk.chat.ticket_id if talk else None
        if number != self._ticket_id:
            await self.remove_children()
            self._ticket_id, self._last_seq, self._pending, at_end = number, 0, {}, True
        if talk is None:
            return
        await self._drop({client_id(draft) for draft in talk.outgoing})
        arrived = self._arrived(talk, now())
        if arrived:
            await self.mount_all(arrived, before=next(iter(self._pending.values()), None))
        await self.mount_all(self._under_way(talk))
        if at_end:
            self.call_after_refresh(self.scroll_end, animate=False, force=True)

    def _arrived(self, talk: Talk, moment: datetime) -> list[Static]:
        fresh = [line for line in talk.lines[-MOST:] if line.message.seq > self._last_seq]
        self._last_seq = max(self._last_seq, talk.last_seq)
        return [self._box(*line_of(line, moment, self.language)) for line in fresh]

    def _under_way(self, talk: Talk) -> list[Static]:
        fresh = {client_id(draft): draft for draft in talk.outgoing if client_id(draft) not in self._pending}
        boxes = {key: self._box("event", outgoing_line(draft.body, self.language)) for key, draft in fresh.items()}
        self._pending |= boxes
        return list(boxes.values())

    async def _drop(self, kept: Set[str]) -> None:
        for key in [key for key in self._pending if key not in kept]:
            await self._pending.pop(key).remove()

    def _box(self, look: str, content: Content) -> Static:
        return Static(content, classes=f"line -{look}", markup=False)
