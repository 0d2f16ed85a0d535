"""The one table of keys. Bindings, footer, help screen and command palette are all made from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from textual.binding import Binding, BindingType

from tui.language import N_


class Place(StrEnum):
    """Where a key works."""

    EVERYWHERE = "everywhere"
    QUEUE = "queue"
    TICKET = "ticket"
    COMPOSER = "composer"


@dataclass(frozen=True)
class Key:
    """One thing that a specialist can do.

    `keys` are Textual's names, first the one that is `shown`; `action` is what it runs; `label` stands in the footer
    and `about` on the help screen and in the palette. Keys for moving about are not offered in the palette.
    """

    id: str
    place: Place
    keys: str
    shown: str
    action: str
    label: str
    about: str
    footer: bool = True
    palette: bool = True


KEYS = (
    Key("queue.open", Place.QUEUE, "enter,right,l", "↵", "open", N_("Open"), N_("Open the ticket")),
    Key("queue.reply", Place.QUEUE, "r", "r", "reply", N_("Reply"), N_("Open the ticket and write to the customer")),
    Key("queue.note", Place.QUEUE, "n", "n", "note", N_("Note"), N_("Open the ticket and write a note for the team")),
    Key("queue.take", Place.QUEUE, "a", "a", "take", N_("Take"), N_("Assign the ticket to me")),
    Key("queue.assign", Place.QUEUE, "A", "A", "assign", N_("Assign"), N_("Assign the ticket to somebody"), False),
    Key("queue.status", Place.QUEUE, "s", "s", "status", N_("Status"), N_("Change the ticket's status")),
    Key("queue.preview", Place.QUEUE, "p", "p", "preview", N_("Preview"), N_("Show or hide the preview")),
    Key("queue.view1", Place.QUEUE, "1", "1", "view(0)", N_("Mine"), N_("Show my tickets"), False),
    Key("queue.view2", Place.QUEUE, "2", "2", "view(1)", N_("Unassigned"), N_("Show tickets that nobody has"), False),
    Key("queue.view3", Place.QUEUE, "3", "3", "view(2)", N_("Our turn"), N_("Show tickets that wait for us"), False),
    Key("queue.view4", Place.QUEUE, "4", "4", "view(3)", N_("All"), N_("Show all tickets"), False),
    Key("queue.next", Place.QUEUE, "tab", "Tab", "turn(1)", N_("View"), N_("Next view"), palette=False),
    Key("queue.previous", Place.QUEUE, "shift+tab", "⇧Tab", "turn(-1)", N_("View"), N_("Previous view"), False, False),
    Key("queue.down", Place.QUEUE, "down,j", "j ↓", "move(1)", N_("Down"), N_("Next ticket"), False, False),
    Key("queue.up", Place.QUEUE, "up,k", "k ↑", "move(-1)", N_("Up"), N_("Previous ticket"), False, False),
    Key("queue.pagedown", Place.QUEUE, "pagedown,ctrl+f,space", "PgDn", "leaf(1)", N_("Page down"), N_("A page down"), False, False),
    Key("queue.pageup", Place.QUEUE, "pageup,ctrl+b", "PgUp", "leaf(-1)", N_("Page up"), N_("A page up"), False, False),
    Key("queue.top", Place.QUEUE, "home,g", "g", "top", N_("Top"), N_("To the ticket changed last"), False, False),
    Key("queue.bottom", Place.QUEUE, "end,G", "G", "bottom", N_("Bottom"), N_("To the oldest ticket loaded"), False, False),
    Key("ticket.reply", Place.TICKET, "r", "r", "reply", N_("Reply"), N_("Write to the customer")),
    Key("ticket.note", Place.TICKET, "n", "n", "note", N_("Note"), N_("Write a note for the team")),
    Key("ticket.take", Place.TICKET, "a", "a", "take", N_("Take"), N_("Assign the ticket to me")),
    Key("ticket.assign", Place.TICKET, "A", "A", "assign", N_("Assign"), N_("Assign the ticket to somebody"), False),
    Key("ticket.status", Place.TICKET, "s", "s", "status", N_("Status"), N_("Change the ticket's status")),
    Key("ticket.card", Place.TICKET, "i", "i", "card", N_("Contact"), N_("Show or hide who writes")),
    Key("ticket.next", Place.TICKET, "right_square_bracket,J", "]", "step(1)", N_("Next"), N_("Next ticket of the view")),
    Key("ticket.previous", Place.TICKET, "left_square_bracket,K", "[", "step(-1)", N_("Previous"), N_("Previous ticket of the view"), False),
    Key("ticket.down", Place.TICKET, "j,down", "j ↓", "scroll(1)", N_("Down"), N_("Scroll down"), False, False),
    Key("ticket.up", Place.TICKET, "k,up", "k ↑", "scroll(-1)", N_("Up"), N_("Scroll up"), False, False),
    Key("ticket.pagedown", Place.TICKET, "pagedown,space", "PgDn", "leaf(1)", N_("Page down"), N_("A page down"), False, False),
    Key("ticket.pageup", Place.TICKET, "pageup", "PgUp", "leaf(-1)", N_("Page up"), N_("A page up"), False, False),
    Key("ticket.back", Place.TICKET, "escape,q", "Esc", "back", N_("Back"), N_("Back to the queue; a draft is kept")),
    Key("composer.send", Place.COMPOSER, "ctrl+s", "^S", "send", N_("Send"), N_("Send; then it is the customer's turn")),
    Key("composer.solve", Place.COMPOSER, "ctrl+l", "^L", "send('solved')", N_("Send, solve"), N_("Send and mark as solved")),
    Key("composer.open", Place.COMPOSER, "ctrl+o", "^O", "send('open')", N_("Send, keep open"), N_("Send and keep it our turn")),
    Key("composer.switch", Place.COMPOSER, "ctrl+t", "^T", "switch", N_("Reply/note"), N_("Switch between reply and note")),
    Key("composer.leave", Place.COMPOSER, "escape", "Esc", "back", N_("Leave"), N_("Leave the text; the draft is kept"), True, False),
    Key("help", Place.EVERYWHERE, "question_mark,f1", "?", "help", N_("Help"), N_("Show all keys and signs")),
    Key("palette", Place.EVERYWHERE, "ctrl+p", "^P", "command_palette", N_("Commands"), N_("Find a command by name"), True, False),
    Key("theme", Place.EVERYWHERE, "f2", "F2", "next_theme", N_("Theme"), N_("Next theme: dark, light, 16 colours"), False),
    Key("retry", Place.EVERYWHERE, "f5", "F5", "reload", N_("Reload"), N_("Read again from the store"), False),
    Key("quit", Place.EVERYWHERE, "ctrl+q", "^Q", "quit", N_("Quit"), N_("Leave; drafts are kept")),
)  # fmt: skip


def keys_of(*places: Place) -> list[Key]:
    """Return the keys that work in these places, in the table's order."""
    return [key for key in KEYS if key.place in places]


def bindings(place: Place) -> list[BindingType]:
    """Return Textual's bindings for a place. Escape belongs to the ticket, which knows whether somebody writes."""
    return [
        Binding(key.keys, key.action, key.label, show=False, id=key.id, priority=key.id == "palette")
        for key in keys_of(place)
        if key.id != "composer.leave"
    ]
