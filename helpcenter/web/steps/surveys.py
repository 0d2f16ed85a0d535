"""The survey at the end of a closed ticket."""

from __future__ import annotations

from werkzeug.wrappers import Response as Answer

from helpcenter.domain.faults import Invalid
from helpcenter.domain.limits import Action
from helpcenter.services import inbox, surveys
from helpcenter.web.faces import demand_contact, desk, face
from helpcenter.web.limits import pace
from helpcenter.web.steps import blueprint
from helpcenter.web.steps.inbox import back_to
from helpcenter.web.surveys import asked, posted


@blueprint.post("/inbox/<int:number>/survey")
def rate(number: int) -> Answer:
    """Record the rating, and go back to where it was given."""
    who, (rating, comment) = demand_contact(), posted()
    pace(Action.VOTES)
    try:
        desk().do(surveys.rate, who, number, rating, comment)
    except Invalid as refusal:
        with desk().work(writing=False) as work:
            ticket, _ = inbox.read(work, who, number)
            survey = surveys.get(work, number)
        return asked(ticket, survey, face().url("rate", number=number), rating, comment, refusal.faults)
    return back_to(number, "survey")
