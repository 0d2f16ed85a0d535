"""A ticket's timeline."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import VerticalScroll
from textual.message import Message
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
    """Shows a conversation's newest page, and those before it as a reader scrolls up; stays at the end when there."""

    class AtTop(Message):
        """The reader came to the first entry that is here, and there are earlier ones."""

        def __init__(self, first: int) -> None:
            super().__init__()
            self.first = first

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language
        self.unfolded = False
        """Whether quotes and signatures of mails are shown."""
        self._boxes: dict[int, tuple[Entry, EntryBox]] = {}
        self._earlier = Static(language.gettext("⋯ earlier entries"), classes="entry -event", markup=False)
        self._asked = 0
        self._settled = False
        """Whether the first page has been scrolled to its end."""

    async def show(self, conversation: Conversation, *, fresh_after: int | None = None) -> None:
        """Show what is new or changed since the last call; entries after the seq `fresh_after` are marked as new."""
        at_end = not self._boxes or self.max_scroll_y - self.scroll_y < 2
        entries = self._entries(conversation)
        if not self._earlier.is_attached:
            await self.mount(self._earlier)
        await self.mount_all(self._made([entry for entry in entries if entry.seq not in self._boxes], fresh_after))
        for entry in entries:
            old, box = self._boxes[entry.seq]
            if old != entry:
                box.update(entry.content)
                self._boxes[entry.seq] = (entry, box)
        self._earlier.display = min(self._boxes, default=1) > 1
        if at_end:
            self.call_after_refresh(self._to_end)

    async def show_earlier(self, conversation: Conversation) -> None:
        """Show a page that comes before what is here; what was in sight stays there."""
        first = min(self._boxes, default=None)
        new = [entry for entry in self._entries(conversation) if first is None or entry.seq < first]
        below = self.max_scroll_y - self.scroll_y
        await self.mount_all(self._made(new, None), after=self._earlier)
        self._earlier.display = min(self._boxes, default=1) > 1
        self.call_after_refresh(lambda: self.scroll_to(y=self.max_scroll_y - below, animate=False, force=True))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for earlier entries when the top comes into sight."""
        super().watch_scroll_y(old_value, new_value)
        self.reach()

    def reach(self) -> None:
        """Ask for earlier entries if the reader is at the top, once for each page."""
        first = min(self._boxes, default=1)
        if self._settled and self.scroll_y < 1 and first > 1 and first != self._asked:
            self._asked = first
            self.post_message(self.AtTop(first))

    def not_read(self) -> None:
        """What was asked for did not come: it may be asked for again."""
        self._asked = 0

    def _to_end(self) -> None:
        self.scroll_end(animate=False, force=True)
        self._settled = True

    def _entries(self, conversation: Conversation) -> list[Entry]:
        moment = now()
        return [
            entry_of(
                message,
                conversation.letters,
                moment,
                self.language,
                files=conversation.files.get(message.seq, ()),
                unfolded=self.unfolded,
            )
            for message in conversation.messages
        ]

    def _made(self, entries: Sequence[Entry], fresh_after: int | None) -> list[EntryBox]:
        boxes = [EntryBox(entry, fresh=fresh_after is not None and entry.seq > fresh_after) for entry in entries]
        self._boxes.update({entry.seq: (entry, box) for entry, box in zip(entries, boxes, strict=True)})
        return boxes
