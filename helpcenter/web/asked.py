"""The record of a question, from the web's side: who asks, where, and which result was opened.

A record that cannot be written never costs anybody their answer.
"""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import quote

from flask import Flask, redirect, request
from werkzeug.wrappers import Response

from helpcenter.domain.answers import Answer, Verdict
from helpcenter.domain.faults import Unavailable
from helpcenter.domain.text import storable
from helpcenter.services import questions
from helpcenter.services.questions import Asker
from helpcenter.web.addresses import at
from helpcenter.web.faces import desk, face

PAGE = "page"
"""The parameter that holds the address of the host's page on which the widget stands."""

OPENED = "opened"
"""The parameter by which the link of a result says whose result it is."""

MAX_PAGE = 2_000


def asker() -> Asker:
    """Return who stands at the running request's face."""
    here = face()
    return Asker(here.contact, here.session, request.remote_addr or "")


def host_page() -> str:
    """Return the address of the host's page as the request says it, empty when it does not."""
    return storable(request.values.get(PAGE, ""))[:MAX_PAGE]


def kept(answer: Answer) -> str:
    """Keep a question and return its reference; empty when there is nothing to keep or the store cannot be written."""
    if answer.verdict is Verdict.EMPTY:
        return ""
    try:
        return desk().do(questions.keep, answer, face().site.id, asker(), host_page())
    except Unavailable:
        return ""


def init_app(app: Flask) -> None:
    """Note opened results, wherever a link of an answer leads, and go on at the plain address."""

    @app.before_request
    def opened() -> Response | None:
        if OPENED not in request.args or request.method != "GET":
            return None
        with suppress(Unavailable):  # what was opened is shown, whether or not it can be noted
            desk().do(questions.opened, request.args[OPENED][:100], request.path)
        query = "&".join(part for part in request.query_string.decode("latin-1").split("&") if not _says(part))
        return redirect(at(quote(request.path, errors="replace")) + (f"?{query}" if query else ""), 303)


def _says(part: str) -> bool:
    return part.partition("=")[0] == OPENED
