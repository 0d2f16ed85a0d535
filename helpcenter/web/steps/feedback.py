"""Was this helpful? A yes teaches the answer engine."""

from __future__ import annotations

from flask import Response, request

from helpcenter.domain.text import storable
from helpcenter.services import lessons
from helpcenter.web.faces import desk, face
from helpcenter.web.pages import page
from helpcenter.web.steps import blueprint
from helpcenter.web.steps.ask import MAX_QUESTION


@blueprint.post("/ask/feedback")
def feedback() -> Response:
    """Hear that an answer helped. Thanks everybody alike, whether or not it taught something."""
    said = {name: storable(request.form.get(name, ""))[:MAX_QUESTION] for name in ("question", "kind", "id", "locale")}
    desk().do(lessons.learn, said["question"], said["kind"], said["id"], said["locale"], person=_person())
    return page("answers/thanks.html", "thanks", question=said["question"])


def _person() -> str:
    """Tell people apart by what they cannot make up at will: anybody may open session after session."""
    here = face()
    return f"contact:{here.contact.id}" if here.contact else f"address:{request.remote_addr}"
