"""The customer's account: who they are to us, what we may do, and everything we hold of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response, g, make_response, redirect, request
from werkzeug.wrappers import Response as Answer

from helpcenter.desk import Work
from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.people import Contact
from helpcenter.services import inbox, people, personal_data, sessions, staff_access
from helpcenter.web.faces import demand_contact, desk, face, forget_face
from helpcenter.web.pages import page
from helpcenter.web.steps import blueprint
from helpcenter.web.steps.inbox import sign_in_first, undoes


@dataclass(frozen=True)
class Settled:
    """What stands in the fields of the form."""

    name: str
    locale: str
    mail_on_reply: bool


@blueprint.get("/account")
def account() -> Answer:
    """The account page; a visitor is asked to sign in first."""
    who = face().contact
    if who is None:
        return sign_in_first()
    return _shown(Settled(who.name, who.locale, who.mail_on_reply), saved="saved" in request.args)


@blueprint.post("/account")
def settle() -> Answer:
    """Take over name, language and whether replies come by mail."""
    who, form = demand_contact(), request.form
    typed = Settled(form.get("name", ""), form.get("locale", ""), "mail_on_reply" in form)
    try:
        desk().do(_settle, who, typed)
    except Invalid as refusal:
        return _shown(typed, faults=refusal.faults)
    forget_face()
    g.pop("locale", None)
    return redirect(face().url("account", lang=None, saved=1), 303)


@blueprint.route("/account/staff-access", methods=["POST", "DELETE"])
def access() -> Answer:
    """Let specialists into the account, or keep them out."""
    desk().do(staff_access.allow, demand_contact(), not undoes())
    return redirect(face().url("account", _anchor="staff-access"), 303)


@blueprint.get("/account/data.json")
def data() -> Response:
    """Everything we hold of whoever asks, to be saved."""
    found = desk().see(personal_data.export, demand_contact())
    answer = make_response(json.dumps(found, ensure_ascii=False, indent=2))
    answer.mimetype = "application/json"
    answer.headers["Content-Disposition"] = "attachment; filename=helpcenter-data.json"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _shown(typed: Settled, *, faults: Mapping[str, Fault] | None = None, saved: bool = False) -> Response:
    who = demand_contact()
    with desk().work(writing=False) as work:
        entries, counts = staff_access.log(work, who), inbox.counts(work, who)
    return page(
        "account/account.html",
        "account",
        status=422 if faults else 200,
        typed=typed,
        faults=faults or {},
        saved=saved,
        who=who,
        entries=entries,
        counts=counts,
        box="account",
    )


def _settle(work: Work, who: Contact, typed: Settled) -> None:
    people.settle(work, who, typed.name, typed.locale, mail_on_reply=typed.mail_on_reply)
    if session := face().session:
        sessions.set_locale(work, session, typed.locale)
