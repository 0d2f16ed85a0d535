"""Chat with the team: start, say, leave, continue; the window itself is the page of its ticket."""

from __future__ import annotations

from dataclasses import replace

from flask import make_response, request
from werkzeug.wrappers import Response as Answer

from helpcenter.domain.attachments import FilesRefused
from helpcenter.domain.evidence import secrets
from helpcenter.domain.faults import Conflict, Fault, Forbidden, Invalid, TooOften
from helpcenter.domain.limits import Action
from helpcenter.domain.policy import Channel
from helpcenter.domain.tickets import Submission
from helpcenter.services import chats
from helpcenter.web import parcels, writing
from helpcenter.web.errors import told
from helpcenter.web.faces import demand_contact, desk, face
from helpcenter.web.limits import pace
from helpcenter.web.steps import blueprint
from helpcenter.web.steps.contact import device, new_key, shown
from helpcenter.web.steps.inbox import back_to, ticket_shown
from helpcenter.web.steps.tickets import typed_form


@blueprint.post("/chats")
def start_chat() -> Answer:
    """Open a chat with its first line; then show its window."""
    typed, who, channel = typed_form(), face().contact, Channel.CHAT
    if who is None:
        return shown(typed, status=403, trouble="closed", wanted=channel)
    pace(Action.TICKETS)
    files = parcels.brought()
    if files.refused:
        return shown(typed, status=422, files=files, wanted=channel)
    if writing.undecided(typed.body):
        return shown(typed, status=422, trouble="secrets", files=files, wanted=channel)
    submission = Submission(
        site_id=who.site_id,
        channel=channel.value,
        email=who.email,
        subject=writing.as_chosen(typed.subject),
        body=writing.as_chosen(typed.body),
        locale=typed.locale,
        question=secrets.masked(typed.question),
        asked=typed.asked,
    )
    try:
        receipt = desk().do(chats.start, who, submission, face().once(), device(), files=files.parcel)
    except Invalid as refusal:
        return shown(typed, status=422, faults=refusal.faults, files=files, wanted=channel)
    except FilesRefused as refusal:
        return shown(typed, status=422, files=files.without(refusal.files), wanted=channel)
    except Forbidden:
        return shown(typed, status=403, trouble="closed", files=files, wanted=channel)
    except TooOften:
        return shown(typed, status=429, trouble="too_many", files=files, wanted=channel)
    except Conflict:
        return shown(replace(typed, key=new_key()), status=409, trouble="sent_before", files=files, wanted=channel)
    return back_to(receipt.ticket_id, "latest")


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
