"""What pages show of a chat: its state for its own customer, and how long they wait in words."""

from __future__ import annotations

from flask import Flask, request
from flask_babel import gettext, ngettext

from helpcenter.domain.chats import MAX_LINE, Chat, ChatState
from helpcenter.domain.faults import Fault, NotFound
from helpcenter.domain.people import Contact
from helpcenter.domain.tickets import Ticket
from helpcenter.services import chats
from helpcenter.web.faces import desk
from helpcenter.web.pages import wants_block


def chat_of(who: Contact, ticket: Ticket, latest: int) -> Chat | None:
    """Return the chat of a customer's own ticket, None for a ticket without one.

    Who looks has seen all up to the entry `latest`, a background tab (`peek`) not; a page without a live stream says
    with each request that somebody is there.
    """
    if ticket.channel != "chat":
        return None
    try:
        found = desk().see(chats.state, who, ticket.id)
    except NotFound:  # written down by somebody, never held here
        return None
    if found.state.is_active and not wants_block():
        desk().do(chats.here, who, ticket.id)
    if latest > found.customer_seen and "peek" not in request.args:
        desk().do(chats.seen, who, ticket.id, latest)
    return found


def waiting_said(chat: Chat) -> str:
    """Where somebody stands in the queue and how long that probably takes, when anybody can tell."""
    position = chat.position or 1
    place: str = (
        gettext("You are next.")
        if position == 1
        else ngettext("%(num)s person is before you.", "%(num)s people are before you.", position - 1)
    )
    if chat.wait is None:
        return place
    minutes = -(-chat.wait // 60)
    probably = ngettext("You probably wait about %(num)s minute.", "You probably wait about %(num)s minutes.", minutes)
    return f"{place} {probably}"


def init_app(app: Flask) -> None:
    """Give templates what they need to show a chat."""
    app.jinja_env.globals.update(waiting_said=waiting_said, CHAT=ChatState, MAX_LINE=MAX_LINE, FAULT=Fault)
