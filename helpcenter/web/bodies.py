"""How much a request may bring: little, except where files come with it."""

from __future__ import annotations

from flask import Flask, request

from helpcenter.domain.attachments import MAX_FORM_FILE_BYTES

MAX_FORM_BYTES = 1_000_000
WITH_FILES = frozenset({"submit", "answer", "upload"})
"""Steps whose form may hold files."""


def init_app(app: Flask) -> None:
    """Set the limits. Comes before anything that reads a form."""
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = MAX_FORM_BYTES

    @app.before_request
    def room_for_files() -> None:
        step = (request.endpoint or "").rpartition(".")[2]
        # Only here: the limit for text in memory does not hold for a form that is not in parts.
        if step in WITH_FILES and request.mimetype == "multipart/form-data":
            request.max_content_length = MAX_FORM_FILE_BYTES + MAX_FORM_BYTES
