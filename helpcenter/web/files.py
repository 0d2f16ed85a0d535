"""Files that leave the house: to be saved, never shown, never run, whatever is in them."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, send_file

from helpcenter.domain.attachments import Attachment
from helpcenter.services import attachments, letter_files
from helpcenter.web.faces import desk

SANDBOX = "sandbox; default-src 'none'"

blueprint = Blueprint("pages_files", __name__)


@blueprint.get("/files/<token>")
def linked(token: str) -> Response:
    """Give out a file that was too large for a letter, to whoever has the letter, until the link expires."""
    return saved_only(desk().see(letter_files.of_link, token))


def saved_only(file: Attachment) -> Response:
    """Answer with a file in such a way that browsers save it. Raises NotFound when its bytes are lost."""
    place = attachments.path(desk().settings, file)
    return given(place, file.media_type, file.name, file.sha256, shown=False, cache="private, no-store")


def given(place: Path, media_type: str, name: str, sha256: str, *, shown: bool, cache: str) -> Response:
    """Answer with the bytes at `place`, in which nothing may run; to be `shown` by the browser, or saved."""
    answer = send_file(place, mimetype=media_type, as_attachment=not shown, download_name=name, etag=sha256)
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["Cache-Control"] = cache
    return answer
