"""Ask to be called, change number or time, cancel: the same on both faces, and without script."""

from __future__ import annotations

from functools import partial

from flask import request
from werkzeug.wrappers import Response as Answer

from helpcenter.domain.callbacks import Callback
from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.limits import Action
from helpcenter.domain.people import Contact
from helpcenter.domain.policy import Channel
from helpcenter.domain.tickets import Receipt
from helpcenter.services import callbacks, calling, inbox
from helpcenter.services.attachments import Parcel
from helpcenter.web import calling as forms
from helpcenter.web.calling import TypedCall
from helpcenter.web.faces import demand_contact, desk, face
from helpcenter.web.limits import pace
from helpcenter.web.pages import page
from helpcenter.web.steps import blueprint
from helpcenter.web.steps.contact import Typed, device
from helpcenter.web.steps.inbox import back_to
from helpcenter.web.steps.sending import sent
from helpcenter.web.steps.tickets import submission, to_receipt, typed_form


@blueprint.post("/callbacks")
def ask_for_call() -> Answer:
    """Take the form in, once; then show the receipt at an address of its own."""
    typed, call = typed_form(), forms.posted()
    texts = (typed.subject, typed.body)
    return sent(typed, Channel.CALLBACK, partial(_ask, typed, call), to_receipt, texts=texts, call=call)


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


def _ask(typed: Typed, call: TypedCall, who: Contact, files: Parcel) -> Receipt:
    wish = forms.wish(call, submission(typed, who, Channel.CALLBACK, who.email))
    return desk().do(callbacks.submit, who, wish, face().once(), device=device(), files=files)
