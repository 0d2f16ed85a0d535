"""Compressing pages that everybody gets alike. Pages with a session stay as they are: compressing secrets beside
what somebody else chose tells them apart (BREACH, 2013)."""

from __future__ import annotations

import gzip

from flask import Flask, Response, g, request

SMALLEST = 800


def init_app(app: Flask) -> None:
    """Compress what may be compressed."""

    @app.after_request
    def packed(response: Response) -> Response:
        if not _may_pack(response):
            return response
        response.vary.add("Accept-Encoding")
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            response.set_data(gzip.compress(response.get_data(), 6, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
        return response


def _may_pack(response: Response) -> bool:
    return (
        request.method == "GET"
        and response.status_code == 200
        and response.mimetype in ("text/html", "application/xml", "application/atom+xml")
        and not response.direct_passthrough
        and "Content-Encoding" not in response.headers
        and "Set-Cookie" not in response.headers
        and (g.get("face") is None or g.face.session is None)
        and (response.content_length or 0) >= SMALLEST
    )
