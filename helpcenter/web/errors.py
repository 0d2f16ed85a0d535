"""Refusals as pages: the right status, a calm sentence, nothing of ours shown."""

from __future__ import annotations

from flask import Flask, Response, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from helpcenter.domain.faults import Conflict, Expired, Forbidden, Invalid, NotFound, TooOften, Unavailable
from helpcenter.web.faces import any_face
from helpcenter.web.kept import TEXTS, typed
from helpcenter.web.nearest import nearest, wanted_words
from helpcenter.web.pages import page


def init_app(app: Flask) -> None:
    """Answer refusals of services and of the framework."""
    app.jinja_env.globals.update(KEPT_TEXTS=TEXTS)
    app.register_error_handler(NotFound, lambda _fault: told(404))
    app.register_error_handler(Forbidden, lambda _fault: told(403))
    app.register_error_handler(Conflict, lambda _fault: told(409))
    app.register_error_handler(Expired, lambda _fault: told(410))
    app.register_error_handler(Invalid, lambda _fault: told(422))
    app.register_error_handler(TooOften, too_often)
    app.register_error_handler(Unavailable, lambda _fault: told(503))
    app.register_error_handler(HTTPException, _framework)
    app.register_error_handler(500, lambda _fault: told(500))


def told(status: int) -> Response:
    """Answer with a status and its sentence."""
    any_face()
    lost = status == 404 and request.method == "GET"
    response = page(
        "error.html",
        "error",
        status=status,
        title=_title(status),
        text=_text(status),
        kept=typed() if status in (409, 413, 429, 503) or (status == 404 and not lost) else None,
        again=status in (413, 429),
        question=wanted_words() if lost else None,
        hits=nearest() if lost else (),
        fault=None,
    )
    if status in (429, 503):
        response.headers["Retry-After"] = "5"
    response.headers["Cache-Control"] = "no-store"
    return response


def too_often(fault: TooOften) -> Response:
    """Answer somebody who is too fast: when they may go on, with all they typed ready to be sent again."""
    response = told(429)
    response.headers["Retry-After"] = str(fault.after)
    return response


def _framework(fault: HTTPException) -> Response:
    if fault.response is not None or (fault.code or 500) < 400:
        answer = fault.get_response()
        assert isinstance(answer, Response)
        return answer
    response = told(fault.code or 500)
    if fault.code == 405 and (allowed := getattr(fault, "valid_methods", None)):
        response.headers["Allow"] = ", ".join(allowed)
    return response


def _title(status: int) -> str:
    texts: dict[int, str] = {
        400: _("That is not possible here"),
        403: _("That is not possible here"),
        404: _("We could not find that"),
        409: _("Something changed in the meantime"),
        410: _("This link has expired"),
        413: _("That is too large"),
        429: _("Too many requests"),
        503: _("One moment, please"),
    }
    return texts.get(status) or str(_("Something went wrong"))


def _text(status: int) -> str:
    texts: dict[int, str] = {
        400: _("We could not make sense of this request. Please open the help centre by its usual address."),
        403: _("You may not do this, or the page was open for too long. Reload it and try again."),
        404: _("The page may have moved, the link may have expired, or it belongs to somebody else."),
        409: _("Reload the page to see the latest, then try again. What you typed is still in your browser."),
        410: _("Links to files in our mails work for a while only. The file is still in your support inbox."),
        413: _("Please send less at once: 30 MB at most. Go back, and leave some files for another message."),
        429: _("That was a lot at once. Please wait a little, then try again; nothing that you typed is lost."),
        503: _("We cannot reach our records right now. Nothing was lost; please try again in a few seconds."),
    }
    return texts.get(status) or str(_("This is our fault. Please try again; if it keeps happening, write to us."))
