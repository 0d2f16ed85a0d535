"""What a key is, and where keys work; the table of all keys is in `keys`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """Where a key works."""

    QUEUE = "queue"
    TICKET = "ticket"
    COMPOSER = "composer"
    FILTER = "filter"
    PICKER = "picker"
    SHEET = "sheet"
    SEARCH = "search"
    CALLBACKS = "callbacks"
    CHATS = "chats"
    CHATTING = "chatting"
    KNOWLEDGE = "knowledge"
    HISTORY = "history"
    REPORTS = "reports"
    COMMUNITY = "community"
    MAILROOM = "mailroom"
    ADMINISTRATION = "administration"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True)
class Key:
    """One thing that a specialist can do; `id` begins with the place where.

    `keys` are Textual's names and `shown` is how one of them is written; `action` is what it runs. `about` stands on
    the help screen and in the palette, `label`, where there is one, in the footer.
    """

    id: str
    keys: str
    shown: str
    action: str
    about: str
    label: str = ""
    palette: bool = True

    @property
    def place(self) -> Place:
        """Where it works."""
        return Place(self.id.partition(".")[0])


def moving(id: str, keys: str, shown: str, action: str, about: str) -> Key:
    """A key for moving about: on the help screen only."""
    return Key(id, keys, shown, action, about, palette=False)
