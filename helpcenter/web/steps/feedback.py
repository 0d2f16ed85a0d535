"""Was this helpful? A yes teaches the answer engine, a no is asked why; both are kept with the question."""

from __future__ import annotations

from contextlib import suppress

from flask import Response, request

from helpcenter.domain.faults import Fault, NotFound
from helpcenter.domain.limits import Action
from helpcenter.domain.text import storable
from helpcenter.services import lessons, questions, votes
from helpcenter.web.asked import asker
from helpcenter.web.faces import desk, face
from helpcenter.web.limits import pace
from helpcenter.web.pages import page
from helpcenter.web.steps import blueprint
from helpcenter.web.steps.ask import MAX_QUESTION

FIELDS = ("question", "kind", "id", "locale", "asked", "helpful", "reason", "told")


@blueprint.post("/ask/feedback")
def feedback() -> Response:
    """Hear whether an answer helped. Thanks everybody alike, whether or not it taught something."""
    said = {name: storable(request.form.get(name, ""))[:MAX_QUESTION] for name in FIELDS}
    pace(Action.VOTES)
    if said["told"] and not said["reason"]:
        return _why(said, status=422)
    helped = said["helpful"] != "no"
    with desk().work() as work:
        questions.judged(work, said["asked"], helped, said["reason"])
        if said["kind"] == "article":
            with suppress(NotFound):
                votes.cast(work, said["id"], said["locale"], helped, asker(), said["reason"])
        if helped:
            lessons.learn(work, said["question"], said["kind"], said["id"], said["locale"], person=_person())
    if helped or said["reason"]:
        return page("answers/thanks.html", "thanks", question=said["question"], asked=said["asked"], helped=helped)
    return _why(said)


def _why(said: dict[str, str], status: int = 200) -> Response:
    """Ask for the reason; with 422 of somebody who sent none."""
    faults = {"reason": Fault.MISSING} if status == 422 else {}
    values = {"hit": said, "question": said["question"], "asked": said["asked"], "faults": faults}
    return page("answers/why.html", "why", status=status, **values)


def _person() -> str:
    """Tell people apart by what they cannot make up at will: anybody may open session after session."""
    here = face()
    return f"contact:{here.contact.id}" if here.contact else f"address:{request.remote_addr}"
