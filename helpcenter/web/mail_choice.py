"""Letters stopped by the link in one of them. A mail program's one-click post (RFC 8058) has no cookie and no form."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.wrappers import Response as Answer

from helpcenter.services import mail_choice
from helpcenter.web.faces import desk
from helpcenter.web.pages import page

blueprint = Blueprint("pages_mail_choice", __name__)


@blueprint.get("/unsubscribe/<token>")
def shown(token: str) -> Answer:
    """Show what is chosen, and change nothing: mail scanners open links."""
    return _page(token, wanted=desk().see(mail_choice.wanted, token))


@blueprint.post("/unsubscribe/<token>")
def chosen(token: str) -> Answer:
    """Stop the letters, or send them again; the link's seal is the right to do so."""
    wanted = request.form.get("wanted") == "yes"
    desk().do(mail_choice.choose, token, wanted=wanted)
    return _page(token, wanted=wanted, saved=True)


def _page(token: str, *, wanted: bool, saved: bool = False) -> Answer:
    action = f"/unsubscribe/{token}"
    return page("account/mail_choice.html", "mail_choice", action=action, wanted=wanted, saved=saved)
