"""The survey by the link of a letter: opening it shows a page and records nothing, for mail scanners open links."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Flask, request
from werkzeug.wrappers import Response as Answer

from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.limits import Action
from helpcenter.domain.surveys import Survey
from helpcenter.domain.tickets import Ticket
from helpcenter.services import surveys
from helpcenter.web.faces import desk
from helpcenter.web.limits import pace
from helpcenter.web.pages import page

blueprint = Blueprint("pages_survey", __name__)


@blueprint.get("/survey/<token>")
def survey(token: str) -> Answer:
    """Show the form, with the rating that the link speaks of chosen already."""
    ticket, found = desk().see(surveys.peek, token)
    chosen = request.args.get("rating", "")
    return asked(ticket, found, f"/survey/{token}", _stars(chosen) or (found.rating if found else 0))


@blueprint.post("/survey/<token>")
def rate(token: str) -> Answer:
    """Record the rating, and say thank you."""
    rating, comment = posted()
    pace(Action.VOTES)
    ticket, found = desk().see(surveys.peek, token)
    try:
        found = desk().do(surveys.rate_by_link, token, rating, comment)
    except Invalid as refusal:
        return asked(ticket, found, f"/survey/{token}", rating, comment, refusal.faults)
    return asked(ticket, found, f"/survey/{token}", thanks=True)


def asked(
    ticket: Ticket,
    survey: Survey | None,
    action: str,
    rating: int = 0,
    comment: str | None = None,
    faults: dict[str, Fault] | None = None,
    *,
    thanks: bool = False,
) -> Answer:
    """Answer with the survey as a page of its own; `action` is where its form goes."""
    return page(
        "surveys/survey.html",
        "survey",
        status=422 if faults else 200,
        ticket=ticket,
        survey=survey,
        action=action,
        rating=rating,
        comment=comment if comment is not None else (survey.comment if survey else ""),
        faults=faults or {},
        thanks=thanks,
    )


def posted() -> tuple[int, str]:
    """Return rating (0 for none) and comment of the posted form."""
    return _stars(request.form.get("rating", "")), request.form.get("comment", "")


def survey_of(ticket: Ticket) -> Survey | None:
    """Return the rating of a ticket that was already found to be the reader's own."""
    return desk().see(surveys.get, ticket.id)


def init_app(app: Flask) -> None:
    """Give templates a ticket's rating."""
    app.jinja_env.globals.update(survey_of=survey_of, survey_open=_is_changeable)


def _is_changeable(survey: Survey) -> bool:
    return survey.is_changeable(datetime.now(UTC))


def _stars(text: str) -> int:
    return int(text) if text in ("1", "2", "3", "4", "5") else 0
