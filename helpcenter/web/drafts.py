"""Texts that are not published, for whoever has their signed address: as readers would see them, never indexed."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from helpcenter.domain.faults import Unfit
from helpcenter.domain.markdown import to_html
from helpcenter.links import copy_of_draft
from helpcenter.services import working_copies
from helpcenter.web.faces import desk
from helpcenter.web.pages import page

blueprint = Blueprint("drafts", __name__)


@blueprint.get("/<locale>/articles/~<token>")
def draft(locale: str, token: str) -> Response:
    """A working copy. Its address is that of its article but for the last part, so that its links lead where they will.

    A text that cannot be taken yet is shown with what is wrong with it.
    """
    copy_id = copy_of_draft(token, desk().settings.secret_key)
    if copy_id is None:
        abort(404)
    copy = desk().see(working_copies.get, copy_id)
    if copy.locale != locale:
        abort(404)
    try:
        source = working_copies.parsed(copy)
        title, summary, body, fault = source.title, source.summary, source.body, ""
    except Unfit as unfit:
        title, summary, body, fault = copy.slug, "", f"```\n{copy.text}\n```", unfit.reason
    response = page(
        "articles/draft.html",
        "main",
        copy=copy,
        title=title,
        summary=summary,
        fault=fault,
        html=to_html(body),
    )
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
