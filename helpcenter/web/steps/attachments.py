"""Files one by one: brought before the form is sent, taken back, and given out to those who may read them."""

from __future__ import annotations

from flask import Response, make_response, render_template, request

from helpcenter.domain.attachments import FileFault, FilesRefused
from helpcenter.domain.evidence.files import refused
from helpcenter.domain.limits import TooMany
from helpcenter.services import attachments
from helpcenter.web import parcels
from helpcenter.web.faces import desk, face
from helpcenter.web.files import saved_only
from helpcenter.web.steps import blueprint


@blueprint.post("/attachments")
def upload() -> Response:
    """Take one file in, field `file`. Answers with its line in the list, or with the line that says why not."""
    file = request.files.get("file")
    try:
        if file is None or not file.filename:
            raise refused("", FileFault.EMPTY)
        taken = parcels.take_in(file)
    except TooMany as fault:
        slow = refused((file.filename if file else "") or "", FileFault.TOO_FAST)
        answer = make_response(render_template("attachments/_refused.html", refused=slow.files), 429)
        answer.headers["Retry-After"] = str(fault.after)
        return answer
    except FilesRefused as refusal:
        return make_response(render_template("attachments/_refused.html", refused=refusal.files), 422)
    return make_response(render_template("attachments/_file.html", file=taken), 201)


@blueprint.delete("/attachments/<int:number>")
def take_back(number: int) -> tuple[str, int]:
    """Remove a file before it is sent."""
    desk().do(attachments.remove, parcels.scope(), number)
    return "", 204


@blueprint.get("/attachments/<int:number>/<name>")
def download(number: int, name: str) -> Response:
    """Give a file out to be saved: never shown, never run, whatever is in it."""
    here = face()
    scope = here.session.scope if here.session else ""
    file = desk().see(attachments.read_as_contact, here.contact, scope, number)
    return saved_only(file)
