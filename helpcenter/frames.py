"""What a live stream says, as server-sent events (WHATWG HTML, 9.2): one frame an event, one a chat's state.

`line` is an entry of a chat with all that is in it, `ticket` that something else happened to a ticket, `chat` what a
chat is now. A `chat` frame has no id: it is not replayed, the next one replaces it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from helpcenter.desk import Work
from helpcenter.domain.attachments import Attachment
from helpcenter.domain.chats import Chat
from helpcenter.domain.journal import Cursor, Event
from helpcenter.domain.people import AuthorKind
from helpcenter.services import chats
from helpcenter.services.chats import Line

LINE = "chat.line"
"""The kind of event whose frame carries what was written; it has to be fetched."""


def frame(name: str, data: Mapping[str, Any], cursor: Cursor | None = None) -> bytes:
    """Return one server-sent event; `cursor` is its id, from which a reader may go on."""
    place = f"id: {cursor}\n" if cursor is not None else ""
    return f"{place}event: {name}\ndata: {json.dumps(data)}\n\n".encode()


def ticket_frame(event: Event) -> bytes:
    """Return what a customer is told of an event that brings no line."""
    return frame("ticket", {"ticket": event.ticket_id, "kind": event.kind, "seq": event.data.get("seq")}, event.cursor)


def event_frames(work: Work, events: Sequence[Event]) -> list[bytes]:
    """Return the frames of events, in their order. Lines are fetched in one go."""
    places = {place for event in events if (place := _place(event))}
    lines = chats.said(work, places) if places else {}
    return [_event_frame(event, lines) for event in events]


def chat_frame(chat: Chat) -> bytes:
    """Return what its customer is told of a chat's state. `wait` is in seconds, `seen` is the specialist's."""
    told = {
        "ticket": chat.ticket_id,
        "state": chat.state.value,
        "position": chat.position,
        "wait": chat.wait,
        "specialist": chat.specialist_name or None,
        "specialist_here": chat.specialist_here,
        "typing": chat.specialist_typing,
        "seen": chat.specialist_seen,
    }
    return frame("chat", told)


def line_data(line: Line) -> dict[str, Any]:
    """Return a line as its customer gets it; `at` is ISO 8601 in UTC, sizes are in bytes."""
    message = line.message
    return {
        "ticket": message.ticket_id,
        "seq": message.seq,
        "kind": message.kind.value,
        "mine": message.author.kind is AuthorKind.CONTACT,
        "name": message.author.name,
        "body": message.body,
        "at": message.at.isoformat(),
        "client_id": message.data.get("client_id"),
        "files": [_file(each) for each in line.files],
    }


def _file(file: Attachment) -> dict[str, Any]:
    return {"id": file.id, "name": file.name, "size": file.size, "type": file.media_type}


def _place(event: Event) -> tuple[int, int] | None:
    if event.kind != LINE or event.ticket_id is None:
        return None
    return event.ticket_id, int(event.data["seq"])


def _event_frame(event: Event, lines: Mapping[tuple[int, int], Line]) -> bytes:
    place = _place(event)
    line = lines.get(place) if place else None
    if line is None or not line.message.customer_sees:  # erased, or moved to another ticket since
        return ticket_frame(event)
    return frame("line", line_data(line), event.cursor)
