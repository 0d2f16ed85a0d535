"""How much a request may bring: little, except where files come with it."""

from __future__ import annotations

from typing import IO, Any

from flask import Flask, abort, request
from htmx_flask.requests import HtmxAwareRequest

from helpcenter.domain.attachments import MAX_FORM_FILE_BYTES
from helpcenter.wsgi_environ import TOO_LARGE

MAX_FORM_BYTES = 1_000_000
WITH_FILES = frozenset({"submit", "answer", "upload", "start_chat", "say"})
"""Steps whose form may hold files."""


class FormRequest(HtmxAwareRequest):  # type: ignore[misc]
    """A request that closes what was opened for its files, also when its form breaks off in the middle."""

    def _get_file_stream(self, *args: Any, **values: Any) -> IO[bytes]:
        stream: IO[bytes] = super()._get_file_stream(*args, **values)
        self.__dict__.setdefault("opened", []).append(stream)
        return stream

    def close(self) -> None:
        """Close the form and all files of it."""
        super().close()
        for stream in self.__dict__.get("opened", ()):
            stream.close()


def init_app(app: Flask) -> None:
    """Set the limits. Comes before anything that reads a form."""
    app.request_class = FormRequest
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = MAX_FORM_BYTES

    @app.before_request
    def refuse_what_did_not_come_whole() -> None:
        if request.environ.get(TOO_LARGE):
            abort(413)

    @app.before_request
    def room_for_files() -> None:
        step = (request.endpoint or "").rpartition(".")[2]
        # Only here: the limit for text in memory does not hold for a form that is not in parts.
        if step in WITH_FILES and request.mimetype == "multipart/form-data":
            request.max_content_length = MAX_FORM_FILE_BYTES + MAX_FORM_BYTES
