"""Letters about a thread, stopped by the link in one of them: a mail program's post has no cookie (RFC 8058)."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.wrappers import Response as Answer

from helpcenter.services import community
from helpcenter.web.faces import desk
from helpcenter.web.pages import page

blueprint = Blueprint("community_mail", __name__)


@blueprint.get("/unfollow/<token>")
def shown(token: str) -> Answer:
    """Show what is chosen, and change nothing: mail scanners open links."""
    line, wanted = desk().see(community.wanted_by_link, token)
    return page("community/mail_choice.html", "mail_choice", token=token, line=line, wanted=wanted)


@blueprint.post("/unfollow/<token>")
def chosen(token: str) -> Answer:
    """Stop the letters, or send them again; the link's seal is the right to do so."""
    wanted = request.form.get("wanted") == "yes"
    line = desk().do(community.choose_by_link, token, wanted=wanted)
    return page("community/mail_choice.html", "mail_choice", token=token, line=line, wanted=wanted, saved=True)
