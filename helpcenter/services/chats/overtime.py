"""Chats that cannot go on live: nobody took them, the customer is gone, or their specialist's terminal died."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from helpcenter.domain.attachments import Attachment
from helpcenter.domain.chats import ChatState
from helpcenter.domain.clocks import ClockKind
from helpcenter.domain.deliveries import Letter
from helpcenter.domain.people import SYSTEM, Author, AuthorKind
from helpcenter.domain.policy import Channel
from helpcenter.domain.tickets import Message, MessageKind, Status
from helpcenter.services import attachments, clocks, outbox
from helpcenter.services.chats.opening import tell
from helpcenter.services.turns import event
from helpcenter.store import chat_views, chats, tickets, timelines
from helpcenter.store.chats import ChatRow
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work

AT_ONCE = 20
"""Chats settled in one transaction."""
MAX_TRANSCRIPT = 2_000
"""Entries that one transcript tells."""


def settle_due(work: Work) -> int:
    """Let chats that cannot go on live go on by e-mail, or back into the queue when only their specialist is gone.

    Each exactly once, whatever other couriers do: it is looked at again under its ticket's lock. Returns how many.
    """
    due = sorted(_overdue(work)[:AT_ONCE])  # in one order, so that nobody waits in a ring
    return sum(_settle(work, ticket_id) for ticket_id in due)


def _overdue(work: Work, ticket_id: int | None = None) -> list[int]:
    return chat_views.overdue(work, timedelta(seconds=work.settings.chat_wait), ticket_id)


def _settle(work: Work, ticket_id: int) -> bool:
    ticket = tickets.locked(work, ticket_id)
    chat = chats.for_change(work, ticket_id) if ticket else None
    if ticket is None or chat is None or not _overdue(work, ticket_id):
        return False
    waited_too_long = chat.state == ChatState.WAITING.value
    if waited_too_long or chat.customer_here_until <= work.now:
        go_over(work, ticket, chat, "chat_by_mail")
    else:
        _return(work, ticket, chat)
    return True


def go_over(work: Work, ticket: TicketRow, chat: ChatRow, why: str, author: Author = SYSTEM) -> None:
    """Let a chat go on by e-mail from here: event, transcript and journal in the running transaction.

    `why` is the timeline's event: `chat_by_mail`, or `chat_left` when the customer left.
    """
    chat.state, chat.wanted_id = ChatState.BY_MAIL.value, None
    chat.customer_typing_until = chat.specialist_typing_until = None
    if ticket.status in (Status.NEW, Status.OPEN):
        kind = ClockKind.FIRST_REPLY if ticket.status == Status.NEW else ClockKind.NEXT_REPLY
        clocks.restart(work, ticket, kind, work.policy.first_reply_due(Channel.EMAIL, work.now))
    seq = event(work, ticket, author, why)
    lines = _untold(work, ticket.id, chat.mailed_seq)
    if lines:
        files = attachments.by_message(attachments.of_ticket(work, ticket.id))
        values = {
            "number": ticket.id,
            "subject": ticket.subject,
            "lines": [_told(each, files.get(each.seq, ())) for each in lines],
            "promised_at": ticket.due_at.isoformat() if ticket.due_at else None,
            "site_id": ticket.site_id,
        }
        outbox.send(work, Letter("transcript", ticket.reply_to, ticket.locale, values, ticket.id, seq))
        chat.mailed_seq = seq
    tell(work, ticket, chat, "chat.by_mail", seq=seq)


def _return(work: Work, ticket: TicketRow, chat: ChatRow) -> None:
    chat.state, chat.specialist_id = ChatState.WAITING.value, None
    chat.waiting_since, chat.queued_at = chat.started_at, work.now
    chat.specialist_typing_until = None
    event(work, ticket, SYSTEM, "chat_returned")
    tell(work, ticket, chat, "chat.returned")


def _untold(work: Work, ticket_id: int, after: int) -> list[Message]:
    """What was said since the last transcript."""
    found = timelines.entries(work, ticket_id, after=after, limit=MAX_TRANSCRIPT)
    return [each for each in found if each.kind in (MessageKind.CHAT, MessageKind.REPLY)]


def _told(message: Message, files: Sequence[Attachment]) -> dict[str, Any]:
    return {
        "seq": message.seq,
        "mine": message.author.kind is AuthorKind.CONTACT,
        "name": message.author.name,
        "at": message.at.isoformat(),
        "body": message.body,
        "names": [file.name for file in files],
    }
