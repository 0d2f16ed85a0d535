"""Chat with the team: start, say, leave, continue; the window itself is the page of its ticket."""

from __future__ import annotations

from functools import partial

from flask import make_response, request
from werkzeug.wrappers import Response as Answer

from helpcenter.domain.attachments import FilesRefused
from helpcenter.domain.evidence import secrets
from helpcenter.domain.faults import Conflict, Fault, Invalid, TooOften
from helpcenter.domain.limits import Action
from helpcenter.domain.people import Contact
from helpcenter.domain.policy import Channel
from helpcenter.domain.tickets import Receipt
from helpcenter.services import chats
from helpcenter.services.attachments import Parcel
from helpcenter.web import parcels, writing
from helpcenter.web.errors import told
from helpcenter.web.faces import demand_contact, desk, face
from helpcenter.web.limits import pace
from helpcenter.web.steps import blueprint
from helpcenter.web.steps.contact import Typed, device
from helpcenter.web.steps.inbox import back_to, ticket_shown
from helpcenter.web.steps.sending import sent
from helpcenter.web.steps.tickets import submission, typed_form


@blueprint.post("/chats")
def start_chat() -> Answer:
    """Open a chat with its first line; then show its window."""
    typed = typed_form()
    return sent(typed, Channel.CHAT, partial(_start, typed), partial(back_to, anchor="latest"), texts=(typed.body,))


@blueprint.post("/chats/<int:number>/lines")
def say(number: int) -> Answer:
    """Add a line, once however often it is sent. Script gets 204; secrets nobody was asked about are masked."""
    who, body = demand_contact(), request.form.get("body", "")
    files = parcels.brought()
    if files.refused:
        return ticket_shown(who, number, status=422, typed=body, files=files)
    text = secrets.masked(body) if writing.undecided(body) else writing.as_chosen(body)
    try:
        desk().do(chats.say, who, number, text, request.form.get("key", ""), files=files.parcel)
    except Invalid as refusal:
        fault = refusal.faults.get("body", Fault.WRONG)
        return ticket_shown(who, number, status=422, typed=body, fault=fault, files=files)
    except FilesRefused as refusal:
        return ticket_shown(who, number, status=422, typed=body, files=files.without(refusal.files))
    except Conflict:
        return ticket_shown(who, number, status=409, typed=body, files=files)
    except TooOften as refusal:
        answer = told(429)
        answer.headers["Retry-After"] = str(refusal.after)
        return answer
    return make_response("", 204) if "HC-Chat" in request.headers else back_to(number, "latest")


@blueprint.post("/chats/<int:number>/typing")
def typing(number: int) -> Answer:
    """Hear that the customer is typing; said again every few seconds while they do."""
    desk().do(chats.typing, demand_contact(), number)
    return make_response("", 204)


@blueprint.post("/chats/<int:number>/departure")
def leave(number: int) -> Answer:
    """Leave the chat: it goes on by e-mail."""
    desk().do(chats.leave, demand_contact(), number)
    return back_to(number, "latest")


@blueprint.post("/chats/<int:number>/continuation")
def continue_chat(number: int) -> Answer:
    """Take the chat up again: live when somebody is there, else by e-mail, and the page says which."""
    pace(Action.REPLIES)
    try:
        desk().do(chats.continue_, demand_contact(), number, device())
    except TooOften:
        return told(429)
    return back_to(number, "latest")


def _start(typed: Typed, who: Contact, files: Parcel) -> Receipt:
    wanted = submission(typed, who, Channel.CHAT, who.email)
    return desk().do(chats.start, who, wanted, face().once(), device(), files=files)
