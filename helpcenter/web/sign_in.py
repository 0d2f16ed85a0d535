"""The link in a sign-in mail, and signing out: pages only."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response as Answer

from helpcenter.domain.faults import NotFound
from helpcenter.services import sessions
from helpcenter.web.faces import desk
from helpcenter.web.pages import page
from helpcenter.web.signed_in import enter, leave
from helpcenter.web.steps.sign_in import shown

blueprint = Blueprint("pages_sign_in", __name__)


@blueprint.get("/sign-in/<token>")
def link(token: str) -> Answer:
    """Show a button. Mail scanners open links, so opening one uses nothing up."""
    try:
        proof = desk().see(sessions.peek, token)
    except NotFound:
        return shown(gone=True)
    return page("sign_in/link.html", "link", email=proof.email)


@blueprint.post("/sign-in/<token>")
def follow(token: str) -> Answer:
    """Use the link up, open a session, go on to where it was asked for."""
    try:
        who, proof = desk().do(sessions.prove_by_link, token)
    except NotFound:
        return shown(gone=True)
    return enter(who, proof.next_path)


@blueprint.post("/sign-out")
def sign_out() -> Answer:
    """End the session on this device."""
    return leave()
