"""The one table of keys. Bindings, footer, help screen and command palette are all made from it."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import replace

from textual.binding import Binding, BindingType
from textual.keys import Keys, _character_to_key

from tui.key import Key, Place
from tui.key import moving as _moving
from tui.language import N_

__all__ = ["KEYS", "Key", "Place", "bindings", "keys_of"]

KEYS = (
    Key("queue.open", "enter,right,l", "↵", "open", N_("Open the ticket"), N_("Open it")),
    Key("queue.reply", "r", "r", "reply", N_("Open the ticket and write to the customer"), N_("Reply")),
    Key("queue.note", "n", "n", "note", N_("Open the ticket and write a note for the team"), N_("Note")),
    Key("queue.take", "a", "a", "take", N_("Assign the ticket to me"), N_("Take")),
    Key("queue.assign", "A", "A", "assign", N_("Assign the ticket to somebody")),
    Key("queue.status", "s", "s", "status", N_("Change the ticket's status"), N_("Status")),
    Key("queue.filter", "f", "f", "filter", N_("Filter: status, language, tag, words …"), N_("Filter")),
    Key("queue.macro", "m", "m", "macro", N_("Open the ticket and answer with a macro"), N_("Macro")),
    Key("queue.tags", "t", "t", "tags", N_("Add or remove tags")),
    Key("queue.priority", "exclamation_mark", "!", "priority", N_("Change the priority")),
    Key("queue.mark", "space", "Space", "mark", N_("Mark the ticket; keys then apply to all marked tickets")),
    Key("queue.markrange", "v", "v", "mark_range", N_("Mark up to here from the ticket marked last")),
    Key("queue.markall", "asterisk", "*", "mark_all", N_("Mark all tickets that are loaded")),
    Key("queue.transfer", "T", "T", "transfer", N_("Pass the ticket on to a colleague, with a note")),
    Key("queue.merge", "M", "M", "merge", N_("Merge tickets of one person into one")),
    Key("queue.spam", "number_sign", "#", "spam", N_("Mark as spam, and perhaps block the address")),
    Key("queue.undo", "U", "U", "undo", N_("Undo the last change")),
    Key("queue.rest", "escape", "Esc", "rest", N_("Clear the marks, or the filter"), palette=False),
    Key("queue.search", "slash", "/", "search", N_("Search all tickets"), N_("Search")),
    Key("queue.snooze", "z", "z", "snooze", N_("Snooze the ticket until later"), N_("Snooze")),
    Key("queue.callbacks", "c", "c", "callbacks", N_("Show who wants to be called"), N_("Callbacks")),
    Key("queue.chats", "C", "C", "app.chats", N_("Go to the chats"), N_("Chats"), palette=False),
    Key("queue.preview", "p", "p", "preview", N_("Show or hide the preview"), N_("Preview")),
    Key("queue.view1", "1", "1", "view(0)", N_("Show my tickets")),
    Key("queue.view2", "2", "2", "view(1)", N_("Show unassigned tickets")),
    Key("queue.view3", "3", "3", "view(2)", N_("Show tickets where it is our turn")),
    Key("queue.view4", "4", "4", "view(3)", N_("Show all tickets")),
    Key("queue.view5", "5", "5", "view(4)", N_("Show snoozed tickets")),
    Key("queue.view6", "6", "6", "view(5)", N_("Show the first view of your own; 7, 8, 9 the next ones")),
    _moving("queue.view7", "7", "7", "view(6)", N_("Show the second view of your own")),
    _moving("queue.view8", "8", "8", "view(7)", N_("Show the third view of your own")),
    _moving("queue.view9", "9", "9", "view(8)", N_("Show the fourth view of your own")),
    Key("queue.keepview", "W", "W", "keep_view", N_("Save the filter as a view")),
    Key("queue.dropview", "X", "X", "drop_view", N_("Remove this view, if it is one of your own")),
    Key("queue.next", "tab", "Tab", "turn(1)", N_("Next view"), N_("View"), palette=False),
    Key("queue.quit", "q", "q", "app.quit", N_("Leave; drafts are kept"), N_("Quit"), palette=False),
    _moving("queue.previous", "shift+tab", "⇧Tab", "turn(-1)", N_("Previous view")),
    _moving("queue.down", "down,j", "j ↓", "move(1)", N_("Next ticket")),
    _moving("queue.up", "up,k", "k ↑", "move(-1)", N_("Previous ticket")),
    _moving("queue.pagedown", "pagedown,ctrl+f", "PgDn", "leaf(1)", N_("A page down")),
    _moving("queue.pageup", "pageup,ctrl+b", "PgUp", "leaf(-1)", N_("A page up")),
    _moving("queue.top", "home,g", "g", "top", N_("Go to the ticket changed last")),
    _moving("queue.bottom", "end,G", "G", "bottom", N_("Go to the oldest ticket loaded")),
    Key("ticket.reply", "r", "r", "reply", N_("Write to the customer"), N_("Reply")),
    Key("ticket.note", "n", "n", "note", N_("Write a note for the team"), N_("Note")),
    Key("ticket.take", "a", "a", "take", N_("Assign the ticket to me"), N_("Take")),
    Key("ticket.assign", "A", "A", "assign", N_("Assign the ticket to somebody")),
    Key("ticket.status", "s", "s", "status", N_("Change the ticket's status"), N_("Status")),
    Key("ticket.snooze", "z", "z", "snooze", N_("Snooze the ticket until later"), N_("Snooze")),
    Key("ticket.macro", "m", "m", "macro", N_("Answer with a macro"), N_("Macro")),
    Key("ticket.tags", "t", "t", "tags", N_("Add or remove tags")),
    Key("ticket.priority", "exclamation_mark", "!", "priority", N_("Change the priority")),
    Key("ticket.transfer", "T", "T", "transfer", N_("Pass the ticket on to a colleague, with a note")),
    Key("ticket.merge", "M", "M", "merge", N_("Merge the ticket into another of the same person")),
    Key("ticket.split", "S", "S", "split", N_("Split a message off as a ticket of its own")),
    Key("ticket.link", "L", "L", "link", N_("Link a ticket that belongs to it")),
    Key("ticket.spam", "number_sign", "#", "spam", N_("Mark as spam, and perhaps block the address")),
    Key("ticket.fields", "e", "e", "fields", N_("Set one of the team's own fields")),
    Key("ticket.undo", "U", "U", "undo", N_("Undo the last change")),
    Key("ticket.access", "u", "u", "staff_access", N_("Record that you use staff access to the account")),
    Key("ticket.files", "o", "o", "files", N_("Save or open a file, open or copy a link"), N_("Files")),
    Key("ticket.quotes", "x", "x", "quotes", N_("Show or fold what mails quote, and their signatures")),
    Key("ticket.back", "escape,q", "Esc", "back", N_("Back to the queue; a draft is kept"), N_("Back")),
    Key("ticket.card", "i", "i", "card", N_("Show or hide the contact"), N_("Contact")),
    Key("ticket.next", "right_square_bracket,J", "]", "step(1)", N_("Next ticket of the view"), N_("Next")),
    Key("ticket.previous", "left_square_bracket,K", "[", "step(-1)", N_("Previous ticket of the view")),
    _moving("ticket.down", "j,down", "j ↓", "scroll(1)", N_("Scroll down")),
    _moving("ticket.up", "k,up", "k ↑", "scroll(-1)", N_("Scroll up")),
    _moving("ticket.pagedown", "pagedown,space", "PgDn", "leaf(1)", N_("A page down")),
    _moving("ticket.pageup", "pageup", "PgUp", "leaf(-1)", N_("A page up")),
    Key("callbacks.claim", "c", "c", "claim", N_("Take the callback: nobody else calls"), N_("Claim")),
    Key("callbacks.log", "t", "t", "log", N_("Log how the call went"), N_("Log call")),
    Key("callbacks.done", "d", "d", "done", N_("End the callback with a summary"), N_("Done")),
    Key("callbacks.handover", "e", "e", "hand_over", N_("Go on by e-mail"), N_("E-mail")),
    Key("callbacks.release", "x", "x", "release", N_("Give the callback back"), N_("Give back")),
    Key("callbacks.open", "right,l", "→", "open", N_("Open the ticket"), N_("Open it")),
    Key("callbacks.note", "n", "n", "note", N_("Open the ticket and write a note for the team")),
    Key("callbacks.back", "escape,q", "Esc", "back", N_("Back to the queue"), N_("Back")),
    _moving("callbacks.down", "j", "j ↓", "move(1)", N_("Next callback")),
    _moving("callbacks.up", "k", "k ↑", "move(-1)", N_("Previous callback")),
    Key(
        "chats.accept",
        "a,ctrl+n",
        "^N",
        "accept",
        N_("Accept a chat: the one chosen, else who waits longest"),
        N_("Accept"),
    ),
    Key("chats.write", "r", "r", "write", N_("Write in the chat"), N_("Write")),
    Key(
        "chats.transfer",
        "t,ctrl+t",
        "^T",
        "transfer",
        N_("Pass the chat on to a colleague or a language"),
        N_("Pass on"),
    ),
    Key("chats.finish", "d,ctrl+l", "^L", "finish", N_("End the chat and set the ticket's status"), N_("End")),
    Key("chats.next", "tab", "Tab", "turn(1)", N_("Next chat"), N_("Next")),
    Key("chats.ticket", "o,ctrl+o", "^O", "ticket", N_("Open the chat's ticket"), N_("Ticket")),
    Key("chats.files", "s,ctrl+b", "^B", "files", N_("Save or open a file, open or copy a link"), N_("Files")),
    Key("chats.more", "plus", "+", "capacity(1)", N_("Take one more chat at a time")),
    Key("chats.fewer", "minus", "-", "capacity(-1)", N_("Take one chat fewer at a time")),
    Key("chats.drop", "x", "x", "drop", N_("Close the tab of a chat that is over")),
    Key("chats.back", "escape", "Esc", "back", N_("Leave the text, then the chats; drafts are kept"), N_("Back")),
    _moving("chats.previous", "shift+tab", "⇧Tab", "turn(-1)", N_("Previous chat")),
    _moving("chats.down", "j", "j ↓", "move(1)", N_("Next in line")),
    _moving("chats.up", "k", "k ↑", "move(-1)", N_("Previous in line")),
    _moving("chats.pagedown", "pagedown", "PgDn", "leaf(1)", N_("A page down")),
    _moving("chats.pageup", "pageup", "PgUp", "leaf(-1)", N_("A page up")),
    Key("chatting.send", "enter", "↵", "send", N_("Send the line"), N_("Send"), palette=False),
    Key("chatting.newline", "ctrl+j,shift+enter,alt+enter", "^J", "newline", N_("Begin a new line"), palette=False),
    Key("composer.send", "ctrl+s", "^S", "send", N_("Send; then it is the customer's turn"), N_("Send")),
    Key("composer.switch", "ctrl+t", "^T", "switch", N_("Switch between reply and note"), N_("Reply/note")),
    Key("composer.solve", "ctrl+l", "^L", "send('solved')", N_("Send and mark as solved"), N_("Send, solve")),
    Key("composer.open", "ctrl+o", "^O", "send('open')", N_("Send and keep it our turn"), N_("Send, keep open")),
    Key("composer.macro", "ctrl+g", "^G", "macro", N_("Insert a macro"), N_("Macro")),
    Key(
        "composer.article",
        "ctrl+n",
        "^N",
        "article",
        N_("Insert an article, searched in the ticket's language"),
        N_("Article"),
    ),
    Key("composer.attach", "ctrl+b", "^B", "attach", N_("Attach a file, or remove one"), N_("File")),
    Key("composer.editor", "ctrl+r", "^R", "editor", N_("Write in your own editor ($VISUAL or $EDITOR)"), N_("Editor")),
    Key("composer.leave", "escape", "Esc", "back", N_("Leave the text; the draft is kept"), N_("Leave")),
    Key("filter.enter", "enter", "↵", "submit", N_("Apply the filter and go to the list"), palette=False),
    Key("filter.complete", "tab", "Tab", "complete", N_("Complete the word"), palette=False),
    Key("filter.leave", "escape", "Esc", "clear_filter", N_("Show the view without filter"), palette=False),
    Key("picker.down", "down,ctrl+n", "↓", "move(1)", N_("Next line"), palette=False),
    Key("picker.up", "up", "↑", "move(-1)", N_("Previous line"), palette=False),
    Key("picker.leave", "escape", "Esc", "leave", N_("Close without choosing"), palette=False),
    Key("sheet.keep", "ctrl+s", "^S", "keep", N_("Keep the text"), N_("Keep"), palette=False),
    Key(
        "sheet.editor",
        "ctrl+r",
        "^R",
        "editor",
        N_("Write in your own editor ($VISUAL or $EDITOR)"),
        N_("Editor"),
        palette=False,
    ),
    Key("sheet.leave", "escape", "Esc", "leave", N_("Leave the text as it was"), N_("Leave"), palette=False),
    Key("search.open", "enter", "↵", "open", N_("Open the ticket"), N_("Open it")),
    Key("search.results", "down,tab", "↓", "results", N_("Go to the tickets found"), N_("Results")),
    Key("search.field", "slash,shift+tab", "/", "field", N_("Change the words"), N_("Words")),
    Key("search.order", "ctrl+r", "^R", "order", N_("Switch between best match and last change"), N_("Order")),
    Key("search.back", "escape", "Esc", "back", N_("Back to the queue"), N_("Back")),
    Key("reports.measure", "right,tab,l", "→", "measure(1)", N_("Next figure"), N_("Next figure")),
    Key("reports.previous", "left,shift+tab,h", "←", "measure(-1)", N_("Previous figure")),
    Key("reports.by", "b", "b", "by", N_("Group by day, language, plan, channel or specialist"), N_("Group by")),
    Key("reports.period", "d", "d", "period", N_("Choose how many days"), N_("Days")),
    Key("reports.earlier", "left_square_bracket", "[", "shift(1)", N_("Show the period before"), N_("Earlier")),
    Key("reports.later", "right_square_bracket", "]", "shift(-1)", N_("Show the period after")),
    Key("reports.export", "e", "e", "export", N_("Save the report as CSV"), N_("Save CSV")),
    Key("reports.back", "escape,q", "Esc", "back", N_("Back to where you were"), N_("Back")),
    Key("knowledge.edit", "e", "e", "edit", N_("Write the article, or the one that questions ask for"), N_("Write")),
    Key("knowledge.new", "n", "n", "new", N_("Begin a new article"), N_("New")),
    Key("knowledge.filter", "f,slash", "f", "filter", N_("Filter: words, missing:fr, outdated …"), N_("Filter")),
    Key("knowledge.next", "tab", "Tab", "turn(1)", N_("Next list: what to write next"), N_("List"), palette=False),
    Key("knowledge.language", "l", "l", "language", N_("Choose the language to write in"), N_("Language")),
    Key("knowledge.publish", "P", "P", "publish", N_("Publish the translation"), N_("Publish")),
    Key("knowledge.preview", "p", "p", "preview", N_("See the article, or your draft, in the browser"), N_("Preview")),
    Key("knowledge.history", "h", "h", "history", N_("Compare revisions and go back to one"), N_("History")),
    Key("knowledge.schedule", "s", "s", "schedule", N_("Publish the translation later, at a set time")),
    Key("knowledge.archive", "x", "x", "archive", N_("Archive the translation: it is kept, and nobody reads it")),
    Key("knowledge.withdraw", "w", "w", "withdraw", N_("Make the translation a draft again")),
    Key("knowledge.confirm", "c", "c", "confirm", N_("The translation is right though its source changed")),
    Key("knowledge.review", "v", "v", "review", N_("Decide on a text that waits for review")),
    Key("knowledge.drop", "D", "D", "drop", N_("Discard your draft of the translation")),
    Key("knowledge.back", "escape,q", "Esc", "back", N_("Back to work"), N_("Back")),
    _moving("knowledge.down", "j", "j ↓", "move(1)", N_("Next line")),
    _moving("knowledge.up", "k", "k ↑", "move(-1)", N_("Previous line")),
    _moving("knowledge.previous", "shift+tab", "⇧Tab", "turn(-1)", N_("Previous list")),
    Key("history.restore", "r", "r", "restore", N_("Make this revision the text"), N_("Go back to it"), palette=False),
    Key("history.back", "escape,q", "Esc", "leave", N_("Back to the articles"), N_("Back"), palette=False),
    Key("ticket.article", "w", "w", "write_article", N_("Make a draft article of our last reply")),
    Key("mailroom.open", "right,l", "→", "open", N_("Open the mail's ticket"), N_("Ticket")),
    Key("mailroom.turn", "tab", "Tab", "turn", N_("Switch between incoming and outgoing mail"), N_("In/out")),
    Key("mailroom.again", "r", "r", "again", N_("Process a mail again, or send a letter again"), N_("Again")),
    Key("mailroom.trouble", "f", "f", "trouble", N_("Show only what needs attention, or all mail"), N_("Trouble")),
    Key("mailroom.source", "s", "s", "source", N_("Switch between text and source of a mail"), N_("Source")),
    Key("mailroom.hold", "h", "h", "hold", N_("Hold back a waiting letter"), N_("Hold")),
    Key("mailroom.holdall", "H", "H", "hold_all", N_("Hold back all waiting letters (leads)")),
    Key("mailroom.releaseall", "R", "R", "release_all", N_("Release all held letters (leads)")),
    Key("mailroom.back", "escape,q", "Esc", "back", N_("Back to where you were"), N_("Back")),
    _moving("mailroom.down", "j", "j ↓", "move(1)", N_("Next mail")),
    _moving("mailroom.up", "k", "k ↑", "move(-1)", N_("Previous mail")),
    _moving("mailroom.pagedown", "space,ctrl+f", "Space", "leaf(1)", N_("A page down")),
    _moving("mailroom.pageup", "ctrl+b", "^B", "leaf(-1)", N_("A page up")),
    Key("administration.next", "tab,right", "Tab", "section(1)", N_("Next section"), N_("Next")),
    Key("administration.previous", "shift+tab,left", "⇧Tab", "section(-1)", N_("Previous section")),
    Key("administration.change", "e", "e", "change", N_("Change what is under the cursor"), N_("Change")),
    Key("administration.add", "n", "n", "add", N_("Add a specialist or a macro"), N_("Add")),
    Key("administration.search", "slash", "/", "search", N_("Find customers"), N_("Find")),
    Key("administration.back", "escape,q", "Esc", "back", N_("Back to where you were"), N_("Back")),
    _moving("administration.down", "j", "j ↓", "move(1)", N_("Next line")),
    _moving("administration.up", "k", "k ↑", "move(-1)", N_("Line before")),
    Key("community.approve", "y", "y", "approve", N_("Approve the post: everybody reads it"), N_("Approve")),
    Key("community.hide", "x", "x", "hide", N_("Hide the post or the thread, or show it again"), N_("Hide")),
    Key("community.keep", "d", "d", "keep", N_("Leave a reported post as it is"), N_("Leave it")),
    Key("community.reply", "r", "r", "reply", N_("Answer on behalf of the team"), N_("Answer")),
    Key("community.accept", "a", "a", "accept", N_("Choose the answer that solves the question"), N_("Accept")),
    Key("community.lock", "o", "o", "lock", N_("Lock the thread, or open it again"), N_("Lock")),
    Key("community.space", "m", "m", "space", N_("Move the thread to the other space")),
    Key("community.merge", "M", "M", "merge", N_("Merge the thread into another one")),
    Key("community.ticket", "t", "t", "ticket", N_("Open a ticket for the person who asked"), N_("Ticket")),
    Key("community.article", "w", "w", "article", N_("Write the draft of an article from the thread"), N_("Article")),
    Key("community.turn", "tab", "Tab", "turn", N_("Switch between what waits and all threads"), N_("All")),
    Key("community.back", "escape,q", "Esc", "back", N_("Back to where you were"), N_("Back")),
    _moving("community.down", "j", "j ↓", "move(1)", N_("Next post")),
    _moving("community.up", "k", "k ↑", "move(-1)", N_("Previous post")),
    _moving("community.pagedown", "space,ctrl+f", "Space", "leaf(1)", N_("A page down")),
    _moving("community.pageup", "ctrl+b", "^B", "leaf(-1)", N_("A page up")),
    Key("everywhere.help", "question_mark,f1", "?", "help", N_("Show all keys and signs"), N_("Help")),
    Key("everywhere.palette", "ctrl+p", "^P", "command_palette", N_("Find a command by name"), N_("Commands"), False),
    Key("everywhere.theme", "f2", "F2", "next_theme", N_("Next theme: dark, light, high contrast, 16 colours")),
    Key("everywhere.presence", "f3", "F3", "presence", N_("Be available for chats, or away")),
    Key("everywhere.chats", "f4", "F4", "chats", N_("Go to the chats")),
    Key("everywhere.mailroom", "f7", "F7", "room('mailroom')", N_("Show incoming and outgoing mail")),
    Key("everywhere.disturb", "f8", "F8", "disturb", N_("Do not disturb: no bell, no notice, no title")),
    Key("everywhere.knowledge", "f6", "F6", "room('knowledge')", N_("Show the articles, and what to write next")),
    Key("everywhere.reports", "f9", "F9", "room('reports')", N_("Show the reports")),
    Key("everywhere.administration", "f10", "F10", "room('administration')", N_("Go to the administration")),
    Key("everywhere.community", "f12", "F12", "room('community')", N_("Show what waits in the community")),
    Key("everywhere.reload", "f5", "F5", "reload", N_("Reload")),
    Key("everywhere.quit", "ctrl+q", "^Q", "quit", N_("Leave; drafts are kept")),
)


_SIGNS = {_character_to_key(sign): sign for sign in string.punctuation}
"""What keys write that have names: "!" for `exclamation_mark`."""
_OWN: dict[str, Key] = {}
"""What the specialist put in place of the table's own keys."""


def keys_of(*places: Place) -> list[Key]:
    """Return the keys that work in these places: place by place, in the table's order, as the specialist has them."""
    return [_OWN.get(key.id, key) for place in places for key in KEYS if key.place is place]


def put_keys(own: Mapping[str, str]) -> None:
    """Let keys be others (Textual's names by id) wherever they are shown; none brings the table's own back."""
    _OWN.clear()
    _OWN.update({key.id: replace(key, keys=own[key.id], shown=written(own[key.id])) for key in KEYS if key.id in own})


def named_key(typed: str) -> str | None:
    """Return Textual's name of a key as people write it: "T", "!", "ctrl+x", "f6"; None where there is none."""
    *held, name = typed.split("+") if typed != "+" else [typed]
    if not set(held) <= {"ctrl", "shift", "alt"} or not name:
        return None
    if len(name) == 1:
        return "+".join([*held, name if name.isalnum() else _character_to_key(name)])
    known = {str(each.value) for each in Keys}
    return typed if name in known or name in _SIGNS else None


def written(keys: str) -> str:
    """Return how the first of some keys is written: "^X", "F6", "!"."""
    first = keys.partition(",")[0]
    held, _, name = first.rpartition("+")
    sign = _SIGNS.get(name) or (name if len(name) == 1 else name.replace("_", " ").capitalize())
    if held == "ctrl":
        return f"^{sign.upper()}"
    return "+".join([*(each.capitalize() for each in held.split("+") if each), sign])


def bindings(place: Place) -> list[BindingType]:
    """Return Textual's bindings for a place. Escape belongs to the ticket, which knows whether somebody writes."""
    return [
        Binding(key.keys, key.action, key.about, show=False, id=key.id)
        for key in keys_of(place)
        if key.id != "composer.leave"
    ]
