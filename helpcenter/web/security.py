"""What every answer says to the browser about trust, and what every unsafe request must prove."""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, request

from helpcenter.desk import Desk
from helpcenter.domain.sites import origin_of
from helpcenter.web.faces import face

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
WITHOUT_COOKIE = frozenset({"widget", "widget_session", "api", "mobile_menu", "pages_mail_choice", "community_mail"})
"""Rooms where no cookie is the right to do something: a bearer token or a link's seal is, or they ask by themselves."""
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: https:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def init_app(app: Flask, desk: Desk) -> None:
    """Guard unsafe requests and dress all answers."""
    own = origin_of(desk.settings.public_url)

    @app.before_request
    def guard() -> None:
        if request.method in SAFE or request.blueprint is None or request.blueprint in WITHOUT_COOKIE:
            return
        # A form of ours says where it comes from; browsers add Origin to every POST (Fetch standard, 3.2).
        origin = request.headers.get("Origin")
        if origin is not None and origin != own:
            abort(403)
        if origin is None and request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            abort(403)
        here = face()
        given = request.form.get("csrf", "") or request.headers.get("HC-CSRF", "")
        if here.session and not hmac.compare_digest(given.encode(), here.csrf.encode()):
            abort(403)

    @app.after_request
    def dressed(response: Response) -> Response:
        headers = response.headers
        policy = POLICY | ({"frame-ancestors": g.frame_ancestors} if "frame_ancestors" in g else {})
        headers.setdefault("Content-Security-Policy", "; ".join(f"{name} {value}" for name, value in policy.items()))
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
        if urlsplit(own).scheme == "https":
            headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if "Cache-Control" not in headers:
            headers["Cache-Control"] = "no-store" if g.get("face") and g.face.session else "no-cache"
        return response
