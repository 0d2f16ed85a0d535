"""A specialist's chats: seen in the queue, accepted once, passed on, finished."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from helpcenter.domain.chats import Chat, ChatQueue, ChatState, Refused, binds, may_take, speaks
from helpcenter.domain.faults import Conflict, Fault, Forbidden, Invalid, NotFound
from helpcenter.domain.people import Specialist
from helpcenter.domain.policy import Channel
from helpcenter.domain.tickets import Status
from helpcenter.services import policy, tickets
from helpcenter.services.chats.opening import opened, tell
from helpcenter.services.chats.presence import desks
from helpcenter.services.chats.states import state, with_waits
from helpcenter.services.turns import event
from helpcenter.store import chat_views
from helpcenter.store.chats import ChatRow
from helpcenter.store.tickets import TicketRow
from helpcenter.store.work import Work


def queue(work: Work, specialist: Specialist) -> ChatQueue:
    """Return who waits (longest first), the specialist's own live chats, and every colleague's desk."""
    waiting = with_waits(work, chat_views.waiting(work))
    return ChatQueue(tuple(waiting), tuple(chat_views.of_specialist(work, specialist.id)), tuple(desks(work)))


def accept(work: Work, specialist: Specialist, ticket_id: int) -> Chat:
    """Take a chat that waits. Taking one's own again changes nothing.

    Raises NotFound, Conflict when somebody else has it or nobody waits any more, Forbidden naming why (`Refused`).
    """
    ticket, chat = opened(work, specialist, ticket_id)
    found = state(work, specialist, ticket_id)
    if found.state is ChatState.LIVE and found.specialist_id == specialist.id:
        return found
    refused = why_not(work, specialist, found)
    if refused is Refused.TAKEN:
        raise Conflict("somebody else has it, or nobody waits any more")
    if refused:
        raise Forbidden(refused)
    chat.state, chat.specialist_id, chat.wanted_id = ChatState.LIVE.value, specialist.id, None
    chat.accepted_at = work.now
    chat.waited = int((work.now - chat.queued_at).total_seconds())
    ticket.assignee_id = specialist.id
    event(work, ticket, specialist.author, "chat_accepted")
    tell(work, ticket, chat, "chat.accepted", specialist_id=specialist.id)
    return state(work, specialist, ticket_id)


def why_not(work: Work, specialist: Specialist, chat: Chat) -> Refused | None:
    """Return why a specialist may not take a chat now, or None when they may."""
    there = desks(work)
    desk = next(each for each in there if each.specialist.id == specialist.id)
    wait = timedelta(seconds=work.settings.chat_wait)
    return may_take(desk, chat, bound=binds(chat, there, work.now, wait))


def transfer(
    work: Work, specialist: Specialist, ticket_id: int, to: int | None = None, *, locale: str | None = None
) -> Chat:
    """Pass one's own chat on: to a colleague (`to`, their id), or to whoever answers in `locale`. It waits in front.

    Raises NotFound for an unknown colleague, Invalid on `locale` for a language that is not answered, Conflict when the
    chat is not one's own and live, or when nobody is there who could take it.
    """
    ticket, chat = opened(work, specialist, ticket_id)
    _own(specialist, chat)
    if locale is not None and locale not in policy.languages(work, Channel.CHAT):
        raise Invalid({"locale": Fault.NOT_OFFERED})
    _refuse_nobody(work, specialist, to, locale)
    chat.state, chat.specialist_id, chat.wanted_id = ChatState.WAITING.value, None, to
    chat.waiting_since, chat.queued_at = chat.started_at, work.now
    chat.specialist_typing_until = None
    ticket.assignee_id = to
    if locale:
        chat.locale = ticket.locale = locale
    event(work, ticket, specialist.author, "chat_passed_on", to=_name(work, to) or locale)
    tell(work, ticket, chat, "chat.transferred", wanted_id=to, locale=chat.locale)
    return state(work, specialist, ticket_id)


def finish(work: Work, specialist: Specialist, ticket_id: int, status: Status = Status.SOLVED) -> Chat:
    """End one's own chat and set its ticket's status with it. Raises NotFound, Conflict when it is not one's own."""
    ticket, chat = opened(work, specialist, ticket_id)
    if chat.state == ChatState.ENDED.value and ticket.assignee_id == specialist.id:
        return state(work, specialist, ticket_id)
    _own(specialist, chat)
    _end(work, ticket, chat)
    work.session.flush()
    tickets.set_status(work, specialist.author, ticket_id, status)
    return state(work, specialist, ticket_id)


def _end(work: Work, ticket: TicketRow, chat: ChatRow) -> None:
    chat.state = ChatState.ENDED.value
    chat.customer_typing_until = chat.specialist_typing_until = None
    tell(work, ticket, chat, "chat.ended")


def _own(specialist: Specialist, chat: ChatRow) -> None:
    if chat.state != ChatState.LIVE.value or chat.specialist_id != specialist.id:
        raise Conflict("the chat is not yours now")


def _refuse_nobody(work: Work, specialist: Specialist, to: int | None, locale: str | None) -> None:
    if to is None and locale is None:
        raise Invalid({"to": Fault.MISSING})
    others = [desk for desk in desks(work) if desk.specialist.id != specialist.id]
    if to is not None:
        others = [desk for desk in others if desk.specialist.id == to]
        if not others:
            raise NotFound("specialist")
    elif locale is not None:
        others = [desk for desk in others if speaks(desk, locale)]
    if not any(desk.available for desk in others):
        raise Conflict("nobody is there who could take it")


def _name(work: Work, specialist_id: int | None) -> Any:
    return next((desk.specialist.name for desk in desks(work) if desk.specialist.id == specialist_id), None)
