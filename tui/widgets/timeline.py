"""A ticket's timeline."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import VerticalScroll
from textual.widgets import Static

from helpcenter.domain.conversations import Conversation
from tui.entries import Entry, entry_of
from tui.language import Language, now


class EntryBox(Static):
    """One entry. Its class names its look, so that the style sheet can tell them apart."""

    def __init__(self, entry: Entry, *, fresh: bool) -> None:
        super().__init__(entry.content, classes=f"entry -{entry.look}", markup=False)
        self.set_class(fresh, "-fresh")


class Timeline(VerticalScroll, can_focus=False):
    """Shows a conversation from its first entry to its last, and stays at the end when it is there."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language
        self._boxes: dict[int, tuple[Entry, EntryBox]] = {}

    async def show(self, conversation: Conversation, *, fresh_after: int | None = None) -> None:
        """Show what is new or changed since the last call; entries after the seq `fresh_after` are marked as new."""
        at_end = not self._boxes or self.max_scroll_y - self.scroll_y < 2
        moment = now()
        entries = [
            entry_of(
                message, conversation.letters, moment, self.language, files=conversation.files.get(message.seq, ())
            )
            for message in conversation.messages
        ]
        await self._mount_new([entry for entry in entries if entry.seq not in self._boxes], fresh_after)
        for entry in entries:
            old, box = self._boxes[entry.seq]
            if old != entry:
                box.update(entry.content)
                self._boxes[entry.seq] = (entry, box)
        if at_end:
            self.call_after_refresh(self.scroll_end, animate=False, force=True)

    async def _mount_new(self, entries: Sequence[Entry], fresh_after: int | None) -> None:
        boxes = [EntryBox(entry, fresh=fresh_after is not None and entry.seq > fresh_after) for entry in entries]
        self._boxes.update({entry.seq: (entry, box) for entry, box in zip(entries, boxes, strict=True)})
        await self.mount_all(boxes)
