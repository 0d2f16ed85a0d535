"""Finding a chat for whoever may have it, locked for changing, and telling what became of it."""

from __future__ import annotations

from typing import Any

from helpcenter.domain.faults import NotFound
from helpcenter.domain.people import Contact, Specialist
from helpcenter.services import turns
from helpcenter.store import chats
from helpcenter.store.chats import ChatRow
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work

Viewer = Contact | Specialist
"""Who looks at a chat: its customer, or any specialist."""


def opened(work: Work, viewer: Viewer, ticket_id: int) -> tuple[TicketRow, ChatRow]:
    """Return the rows of a chat for changing, the ticket's locked first: journal and timeline keep one order.

    Raises NotFound when there is no such chat, or it is another customer's.
    """
    ticket = turns.locked(work, ticket_id)
    chat = chats.for_change(work, ticket_id)
    if chat is None or not may_see(viewer, ticket.contact_id):
        raise NotFound("chat")
    return ticket, chat


def tell(work: Work, ticket: TicketRow, chat: ChatRow, kind: str, **data: Any) -> None:
    """Let everybody know that a chat changed, its customer among them."""
    chat.changed_at = work.now
    turns.tell(work, ticket, kind, public=True, **data)


def may_see(viewer: Viewer, contact_id: int) -> bool:
    """Whether somebody may look at the chats of a customer."""
    return isinstance(viewer, Specialist) or viewer.id == contact_id
