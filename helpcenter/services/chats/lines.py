"""Chat lines: said once however often they are sent, and read in order."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from helpcenter.domain.attachments import Attachment
from helpcenter.domain.chats import ChatState, checked_line
from helpcenter.domain.clocks import Outcome
from helpcenter.domain.faults import Conflict, Fault, Invalid, NotFound, TooOften
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.policy import Channel
from helpcenter.domain.tickets import Message, MessageKind, Status, status_after_customer
from helpcenter.services import attachments, clocks
from helpcenter.services.attachments import Parcel
from helpcenter.services.chats.opening import Viewer, opened, tell
from helpcenter.services.chats.states import state
from helpcenter.services.idempotency import Once, once
from helpcenter.services.turns import event, turn
from helpcenter.store import chat_views, tickets, timelines
from helpcenter.store.chats import ChatRow
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work

BURST = 20
"""Lines that a customer may write within BURST_SECONDS: more than anybody types, less than a loop sends."""
BURST_SECONDS = 10

_CLIENT_ID = re.compile(r"[\w.:-]{1,60}", re.ASCII)


@dataclass(frozen=True)
class Line:
    """An entry of a chat's timeline with the files that came with it."""

    message: Message
    files: tuple[Attachment, ...] = ()


def say(work: Work, who: Viewer, ticket_id: int, body: str, client_id: str, *, files: Parcel | None = None) -> Message:
    """Add a line to a chat. The same `client_id` (made by the sender, 1–60 of `A-Za-z0-9_.:-`) again adds nothing.

    A customer may write while it waits, is live or goes on by e-mail; a specialist while it is theirs and live.
    Raises NotFound, Invalid (`body`, `client_id`), Conflict when the chat is over or not theirs, or when the id came
    with another line or from somebody else, TooOften for more lines than anybody types, FilesRefused.
    """
    if not _CLIENT_ID.fullmatch(client_id):
        raise Invalid({"client_id": Fault.WRONG})
    ticket, chat = opened(work, who, ticket_id)
    brought = attachments.opened(work, files) if files else []
    line = checked_line(body, files=bool(brought))
    told = {"by": who.author.kind.value, "id": who.id, "body": line, "files": sorted(each.sha256 for each in brought)}

    def act() -> dict[str, Any]:
        _allow(work, who, ticket, chat)
        data = {"client_id": client_id, "files": len(brought)}
        message = tickets.append(work, ticket, MessageKind.CHAT, who.author, line, data)
        attachments.send(work, brought, message)
        if isinstance(who, Contact):
            _from_customer(work, who, ticket, chat, message)
        else:
            _from_specialist(work, ticket, chat, message)
        tell(work, ticket, chat, "chat.line", seq=message.seq)
        fresh.append(message)
        return {"seq": message.seq}

    fresh: list[Message] = []
    result, repeated = once(work, Once(f"chat:{ticket_id}", client_id), told, act)
    found = timelines.entry(work, ticket_id, result["seq"]) if repeated else fresh[0]
    if found is None:
        raise NotFound("line")
    return found


def lines(work: Work, viewer: Viewer, ticket_id: int, after: int = 0, limit: int = 500) -> list[Line]:
    """Return the entries of a chat after a sequence number, oldest first, as far as the viewer may see them.

    Raises NotFound. Fewer than `limit` does not mean the end: go on from the last `seq` until nothing comes.
    """
    state(work, viewer, ticket_id)
    found = timelines.entries(work, ticket_id, after=after, limit=limit)
    return _with_files(work, [each for each in found if isinstance(viewer, Specialist) or each.customer_sees])


def said(work: Work, places: Collection[tuple[int, int]]) -> Mapping[tuple[int, int], Line]:
    """Return the entries at these (ticket id, sequence number): for streams, which have checked who reads."""
    found = _with_files(work, timelines.at(work, places))
    return {(each.message.ticket_id, each.message.seq): each for each in found}


def _allow(work: Work, who: Viewer, ticket: TicketRow, chat: ChatRow) -> None:
    if isinstance(who, Specialist):
        if chat.state != ChatState.LIVE.value or chat.specialist_id != who.id:
            raise Conflict("the chat is not yours now")
        return
    if chat.state == ChatState.ENDED.value:
        raise Conflict("the chat has ended")
    since = work.now - timedelta(seconds=BURST_SECONDS)
    if chat_views.lines_lately(work, ticket.id, ticket.last_seq, since, 2 * BURST) >= BURST:
        raise TooOften("lines", BURST_SECONDS)


def _from_customer(work: Work, who: Contact, ticket: TicketRow, chat: ChatRow, message: Message) -> None:
    before, live = Status(ticket.status), ChatState(chat.state).is_active
    if before is not status_after_customer(before):
        turn(work, ticket, status_after_customer(before))
        later = None if live else work.policy.first_reply_due(Channel.EMAIL, work.now)
        clocks.start(work, ticket, due_at=later)
    ticket.seen_seq = ticket.last_public_seq
    chat.customer_seen = message.seq
    chat.customer_typing_until = None
    chat.customer_here_until = work.now + timedelta(seconds=work.settings.chat_away)
    if before.is_closed:
        event(work, ticket, who.author, "reopened")
    if not live:
        tell(work, ticket, chat, "ticket.answered", seq=message.seq)


def _from_specialist(work: Work, ticket: TicketRow, chat: ChatRow, message: Message) -> None:
    if ticket.status != Status.WAITING:
        clocks.stop(work, ticket, Outcome.ANSWERED)
        turn(work, ticket, Status.WAITING)
    chat.specialist_seen = message.seq
    chat.specialist_typing_until = None


def _with_files(work: Work, messages: Sequence[Message]) -> list[Line]:
    """Most lines bring no file, and then none are looked for. A reply's files are not counted in its data."""
    bringing = {each.ticket_id for each in messages if each.data.get("files") or each.kind is MessageKind.REPLY}
    files = {number: attachments.by_message(attachments.of_ticket(work, number)) for number in bringing}
    return [Line(each, tuple(files.get(each.ticket_id, {}).get(each.seq, ()))) for each in messages]
