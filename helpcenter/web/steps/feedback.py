"""Was this helpful? A yes teaches the answer engine, a no is asked why; both are kept with the question."""

from __future__ import annotations

from flask import Response, request
from flask_babel import gettext as _

from helpcenter.domain.limits import Action
from helpcenter.domain.questions import Unhelpful
from helpcenter.domain.text import storable
from helpcenter.services import lessons, questions
from helpcenter.web.faces import desk, face
from helpcenter.web.limits import pace
from helpcenter.web.pages import page
from helpcenter.web.steps import blueprint
from helpcenter.web.steps.ask import MAX_QUESTION

FIELDS = ("question", "kind", "id", "locale", "asked", "helpful", "reason")


@blueprint.post("/ask/feedback")
def feedback() -> Response:
    """Hear whether an answer helped. Thanks everybody alike, whether or not it taught something."""
    said = {name: storable(request.form.get(name, ""))[:MAX_QUESTION] for name in FIELDS}
    pace(Action.VOTES)
    helped = said["helpful"] != "no"
    with desk().work() as work:
        questions.judged(work, said["asked"], helped, said["reason"])
        if helped:
            lessons.learn(work, said["question"], said["kind"], said["id"], said["locale"], person=_person())
    if helped or said["reason"]:
        return page("answers/thanks.html", "thanks", question=said["question"], asked=said["asked"], helped=helped)
    return page("answers/why.html", "why", hit=said, question=said["question"], asked=said["asked"], reasons=_reasons())


def _reasons() -> list[tuple[str, str]]:
    """What people may say was missing, as value and words."""
    return [
        (Unhelpful.OTHER_QUESTION, _("It answers another question")),
        (Unhelpful.UNCLEAR, _("It is hard to understand")),
        (Unhelpful.OUTDATED, _("It is out of date or wrong")),
        (Unhelpful.TRIED, _("I tried it and it did not work")),
    ]


def _person() -> str:
    """Tell people apart by what they cannot make up at will: anybody may open session after session."""
    here = face()
    return f"contact:{here.contact.id}" if here.contact else f"address:{request.remote_addr}"
