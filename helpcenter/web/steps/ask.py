"""Ask a question, read the answer."""

from __future__ import annotations

from flask import Response, request

from helpcenter.services import articles
from helpcenter.web.faces import desk
from helpcenter.web.locale import chosen
from helpcenter.web.pages import page
from helpcenter.web.steps import blueprint


@blueprint.route("/ask", methods=["GET", "POST"])
def ask() -> Response:
    """The ask field and, once something was asked, its answer."""
    question = request.values.get("question", "")
    suggested = desk().see(articles.suggested_questions, chosen(desk()))
    return page("answers/ask.html", "answer", question=question, suggested=suggested)
