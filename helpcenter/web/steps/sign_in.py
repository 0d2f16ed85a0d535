"""Prove an e-mail address by a code, on both faces; the link in the same mail leads to `web/sign_in.py`."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, redirect, request
from werkzeug.wrappers import Response as Answer

from helpcenter.desk import Work
from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.limits import Action
from helpcenter.domain.people import Contact
from helpcenter.domain.sessions import Session
from helpcenter.services import sessions
from helpcenter.web.faces import desk, face
from helpcenter.web.kept import trapped
from helpcenter.web.limits import pace
from helpcenter.web.locale import chosen
from helpcenter.web.pages import page
from helpcenter.web.signed_in import enter, own_path
from helpcenter.web.steps import blueprint


@blueprint.get("/sign-in")
def sign_in() -> Response:
    """Ask for the address that is to be proven."""
    return shown(following=request.args.get("next", ""))


@blueprint.post("/sign-in")
def ask_for_proof() -> Response:
    """Send a link and a code. The answer is the same whether we know the address or not."""
    email, following = request.form.get("email", ""), request.form.get("next", "")
    # The link is opened on a page, wherever it was asked for: only a page's path is worth keeping with it.
    kept = own_path(following) if face().kind != "widget" else "/inbox"
    if trapped():
        return shown(email.strip().lower(), following, sent=True)
    pace(Action.SIGN_IN)
    try:
        address = desk().do(sessions.ask_for_proof, face().site.id, email, chosen(desk()), kept)
    except Invalid as refusal:
        return shown(email, following, refusal.faults)
    return shown(address, following, sent=True)


@blueprint.post("/sign-in/code")
def sign_in_code() -> Answer:
    """Take the code; a wrong one uses up one of its tries."""
    here, form = face(), request.form
    email, following = form.get("email", ""), form.get("next", "")
    if here.kind == "widget" and here.session is None:
        return shown(email, following, {"code": Fault.EXPIRED}, sent=True)
    who = desk().do(_proven, here.site.id, email, form.get("code", ""), here.session if here.kind == "widget" else None)
    if who is None:
        return shown(email, following, {"code": Fault.WRONG}, sent=True)
    return (
        enter(who, following) if here.kind != "widget" else redirect(own_path(following, face().url("inbox_box")), 303)
    )


def shown(
    email: str = "",
    following: str = "",
    faults: Mapping[str, Fault] | None = None,
    *,
    sent: bool = False,
    gone: bool = False,
) -> Response:
    """Answer with the form for the address or, once a mail was `sent`, for its code; `gone` says that a link was."""
    return page(
        "sign_in/sign_in.html",
        "sign_in",
        status=422 if faults else 404 if gone else 200,
        email=email,
        next=following,
        faults=faults or {},
        sent=sent,
        gone=gone,
    )


def _proven(work: Work, site_id: int, email: str, code: str, session: Session | None) -> Contact | None:
    """Use up the code and, in the widget, let its session be the contact's from now on."""
    found = sessions.prove_by_code(work, site_id, email, code)
    if found and session:
        sessions.belongs_to(work, session, found[0])
    return found[0] if found else None
