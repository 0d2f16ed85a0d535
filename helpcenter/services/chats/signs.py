"""Signs of life in a chat: typing, seen, here. Short-lived, never in the journal, told by waking its readers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from helpcenter.domain.chats import TYPING_LIFE, ChatState
from helpcenter.domain.people import Contact, Specialist
from helpcenter.services.chats.opening import Viewer
from helpcenter.services.chats.states import state
from helpcenter.store import chat_views, chats, journal
from helpcenter.store.work import Work


def typing(work: Work, viewer: Viewer, ticket_id: int, going_on: bool = True) -> None:
    """Say that somebody is typing, every few seconds while they do; it stops by itself after TYPING_LIFE.

    Raises NotFound. Only the chat's own specialist is shown as typing.
    """
    found = state(work, viewer, ticket_id)
    if not found.state.is_active or (isinstance(viewer, Specialist) and found.specialist_id != viewer.id):
        return
    until = work.now + TYPING_LIFE if going_on else None
    if isinstance(viewer, Contact):
        chats.set_sign(work, ticket_id, customer_typing_until=until)
    else:
        chats.set_sign(work, ticket_id, specialist_typing_until=until)
    journal.wake(work)


def seen(work: Work, viewer: Viewer, ticket_id: int, seq: int) -> None:
    """Say that everything up to an entry was seen. Never goes back. Raises NotFound."""
    found = state(work, viewer, ticket_id)
    seq = min(seq, found.last_seq)
    if isinstance(viewer, Contact):
        if seq > found.customer_seen:
            chats.set_sign(work, ticket_id, customer_seen=seq)
            chats.note_customer_saw(work, ticket_id, seq)
            journal.wake(work)
    elif found.specialist_id == viewer.id and seq > found.specialist_seen:
        chats.set_sign(work, ticket_id, specialist_seen=seq)
        journal.wake(work)


def here(work: Work, contact: Contact, ticket_id: int) -> None:
    """Say that the customer's window is open: every 20 seconds where no live stream says it. Raises NotFound."""
    found = state(work, contact, ticket_id)
    if found.state in (ChatState.WAITING, ChatState.LIVE):
        chats.renew_here(work, [ticket_id], _until(work))
        if not found.customer_here:
            journal.wake(work)


def here_soon_over(work: Work, contact_ids: Collection[int]) -> list[int]:
    """Return the active chats of customers with a live stream who would soon count as gone: `here_all` is for them."""
    soon = work.now + timedelta(seconds=work.settings.chat_away) / 2
    return [found for found, contact_id in chat_views.here_until(work, soon) if contact_id in contact_ids]


def here_all(work: Work, ticket_ids: Collection[int]) -> None:
    """Say that the customers of these chats are here."""
    chats.renew_here(work, ticket_ids, _until(work))
    journal.wake(work)


def _until(work: Work) -> datetime:
    return work.now + timedelta(seconds=work.settings.chat_away)
