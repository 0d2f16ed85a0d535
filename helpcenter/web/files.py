"""Files that leave the house: to be saved, never shown, never run, whatever is in them."""

from __future__ import annotations

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
    answer = send_file(
        attachments.path(desk().settings, file),
        mimetype=file.media_type,
        as_attachment=True,
        download_name=file.name,
        etag=file.sha256,
    )
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
