"""Ask a question, read the answer."""

from __future__ import annotations

from flask import Response, request

from helpcenter.domain.answers import Answer
from helpcenter.domain.faults import Fault
from helpcenter.domain.limits import Action
from helpcenter.domain.text import is_blank
from helpcenter.services import answers
from helpcenter.services import suggestions as suggestion_lists
from helpcenter.web import asked
from helpcenter.web.faces import desk, face
from helpcenter.web.limits import pace
from helpcenter.web.locale import chosen
from helpcenter.web.pages import page
from helpcenter.web.steps import blueprint
from helpcenter.web.suggesting import suggested

MAX_QUESTION = 2_000
MOST_HITS = 8


@blueprint.route("/ask", methods=["GET", "POST"])
def ask() -> Response:
    """The ask field and, once something was asked, its answer."""
    question = request.values.get("question")
    if question is None:
        return _shown("")
    if is_blank(question):
        return _shown(question, Fault.MISSING)
    if len(question) > MAX_QUESTION:
        return _shown(question, Fault.TOO_LONG)
    pace(Action.QUESTIONS)
    found = desk().see(answers.ask, question, chosen(desk()), site_key=face().site.key, limit=MOST_HITS)
    return _shown(question, answer=found, reference=asked.kept(found))


@blueprint.get("/suggest")
def suggest() -> Response:
    """Questions that begin like what is being typed, as options of a list box; none for an empty field."""
    typed = request.args.get("q", request.args.get("question", ""))[:MAX_QUESTION]
    if is_blank(typed):
        return page("answers/suggest.html", "options", options=[])
    pace(Action.QUESTIONS)
    plan, where = suggestion_lists.plan_of(face().contact), asked.host_page()
    found = desk().see(answers.suggest, typed, chosen(desk()), page=where, plan=plan)
    return page("answers/suggest.html", "options", options=[hit.title for hit in found])


@blueprint.get("/suggestions")
def suggestions() -> Response:
    """Questions to pick on the page of the app that `page` names: it moves on while the panel stays open."""
    return page("answers/suggestions.html", "suggestions", suggested=suggested())


def _shown(question: str, fault: Fault | None = None, answer: Answer | None = None, reference: str = "") -> Response:
    return page(
        "answers/ask.html",
        "answer",
        status=422 if fault else 200,
        question=question,
        fault=fault,
        answer=answer,
        asked=reference,
        host_page=asked.host_page(),
        suggested=suggested() if answer is None or not answer.hits else [],
    )
