"""The customer closes a ticket: its live side, where it has one, ends with it."""

from __future__ import annotations

from helpcenter.domain.chats import ChatState
from helpcenter.domain.people import Contact
from helpcenter.services import inbox, tickets
from helpcenter.services.chats.opening import tell
from helpcenter.store import chats
from helpcenter.store.work import Work


def close(work: Work, contact: Contact, ticket_id: int) -> None:
    """Close a customer's ticket and end its chat. Raises NotFound."""
    ticket = tickets.own(work, contact, ticket_id)
    chat = chats.for_change(work, ticket_id)
    if chat is not None and chat.state != ChatState.ENDED.value:
        chat.state = ChatState.ENDED.value
        chat.customer_typing_until = chat.specialist_typing_until = None
        tell(work, ticket, chat, "chat.ended")
    work.session.flush()
    inbox.close(work, contact, ticket_id)
