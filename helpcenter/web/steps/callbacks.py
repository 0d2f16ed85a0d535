"""Ask to be called, change number or time, cancel: the same on both faces, and without script."""

from __future__ import annotations

from dataclasses import replace

from flask import request
from werkzeug.wrappers import Response as Answer

from helpcenter.domain.callbacks import Callback
from helpcenter.domain.faults import Conflict, Fault, Forbidden, Invalid
from helpcenter.domain.limits import Action
from helpcenter.domain.policy import Channel
from helpcenter.services import callbacks, calling, inbox
from helpcenter.web import calling as forms
from helpcenter.web import writing
from helpcenter.web.calling import TypedCall
from helpcenter.web.faces import demand_contact, desk, face
from helpcenter.web.limits import pace
from helpcenter.web.pages import page
from helpcenter.web.steps import blueprint
from helpcenter.web.steps.contact import device, new_key, shown
from helpcenter.web.steps.inbox import back_to
from helpcenter.web.steps.tickets import to_receipt, typed_form


@blueprint.post("/callbacks")
def ask_for_call() -> Answer:
    """Take the form in, once; then show the receipt at an address of its own."""
    typed, call, who = typed_form(), forms.posted(), face().contact
    if who is None:
        return shown(typed, call=call, status=403, trouble="closed")
    pace(Action.TICKETS)
    if writing.undecided(typed.subject, typed.body):
        return shown(typed, call=call, status=422, trouble="secrets")
    wish = forms.wish(who, call, typed.subject, typed.body, typed.question, typed.asked)
    try:
        receipt = desk().do(callbacks.submit, who, wish, face().once(), device=device())
    except Invalid as refusal:
        return shown(typed, call=call, status=422, faults=refusal.faults)
    except Forbidden:
        return shown(typed, call=call, status=403, trouble="closed")
    except Conflict:
        return shown(replace(typed, key=new_key()), call=call, status=409, trouble="sent_before")
    return to_receipt(receipt.ticket_id)


@blueprint.get("/inbox/<int:number>/callback")
def callback(number: int) -> Answer:
    """The form that changes number and time of a call that was asked for."""
    found = _own(number)
    return _changing(found, forms.first_typed(found))


@blueprint.route("/inbox/<int:number>/callback", methods=["POST", "DELETE"])
def change_callback(number: int) -> Answer:
    """Change number and time, or cancel the call."""
    who = demand_contact()
    if request.method == "DELETE" or request.form.get("_method") == "DELETE":
        desk().do(calling.cancel, who, number)
        return back_to(number, "latest")
    pace(Action.REPLIES)
    found, typed = _own(number), forms.posted()
    try:
        desk().do(calling.change, who, number, typed.phone, typed.country, forms.read_window(typed.when))
    except Invalid as refusal:
        return _changing(found, typed, refusal.faults)
    return back_to(number, "latest")


def _own(number: int) -> Callback:
    desk().see(inbox.read, demand_contact(), number)
    return desk().see(callbacks.found, number)


def _changing(callback: Callback, typed: TypedCall, faults: dict[str, Fault] | None = None) -> Answer:
    return page(
        "callbacks/change.html",
        "change",
        status=422 if faults else 200,
        callback=callback,
        ticket=callback.ticket,
        call=typed,
        choices=forms.choices(),
        faults=faults or {},
        channel=Channel.CALLBACK,
    )
