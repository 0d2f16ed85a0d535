"""What a chat is now: its state, its place in the queue, and how long that will probably take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from helpcenter.domain.chats import Chat, ChatState, expected_wait, speaks
from helpcenter.domain.faults import NotFound
from helpcenter.services.chats.opening import Viewer, may_see
from helpcenter.services.chats.presence import desks
from helpcenter.store import chat_views
from helpcenter.store.work import Work

LATELY = timedelta(hours=1)
"""How far back acceptances tell how long the next one takes."""


def state(work: Work, viewer: Viewer, ticket_id: int) -> Chat:
    """Return a chat as it is now. Raises NotFound when there is none, or it is another customer's."""
    found = chat_views.get(work, ticket_id) if 0 < ticket_id < 2**62 else None
    if found is None or not may_see(viewer, found.contact_id):
        raise NotFound("chat")
    return with_waits(work, [found])[0]


def current_of(work: Work, contact_id: int) -> list[Chat]:
    """Return a customer's chats in which somebody waits or talks, or did within a day."""
    return with_waits(work, chat_views.of_contact(work, contact_id, work.now - timedelta(days=1)))


def stirred(work: Work, since: datetime, *, queue: bool = False) -> list[Chat]:
    """Return the chats of which anything changed since a moment; all who wait too, when the `queue` may have moved."""
    found = chat_views.changed(work, since)
    if queue:
        known = {chat.ticket_id for chat in found}
        found += [chat for chat in chat_views.waiting(work) if chat.ticket_id not in known]
    return with_waits(work, found)


def with_waits(work: Work, chats: Sequence[Chat]) -> list[Chat]:
    """Return the chats with the seconds that those who wait will probably wait, where that can be told."""
    locales = {chat.locale for chat in chats if chat.state is ChatState.WAITING}
    if not locales:
        return list(chats)
    there = desks(work)
    free = {locale: sum(desk.free for desk in there if speaks(desk, locale)) for locale in locales}
    lately = {locale: chat_views.accepted(work, locale, work.now - LATELY) for locale in locales}
    return [_with_wait(work, chat, free[chat.locale], lately[chat.locale]) if chat.position else chat for chat in chats]


def _with_wait(work: Work, chat: Chat, free: int, lately: Sequence[tuple[datetime, int]]) -> Chat:
    waits = [waited for _, waited in lately]
    span = (work.now - min(at for at, _ in lately)).total_seconds() if lately else 0.0
    return replace(chat, wait=expected_wait(chat.position or 1, free, waits, span))
