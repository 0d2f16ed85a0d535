"""Addresses that led to an article once: slugs that changed, and paths of a help centre that was left."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from flask import Flask, redirect, request
from werkzeug.exceptions import NotFound as NoSuchPage
from werkzeug.wrappers import Response

from helpcenter.desk import Desk
from helpcenter.domain.faults import NotFound
from helpcenter.services import redirects
from helpcenter.web.addresses import at
from helpcenter.web.faces import desk


def init_app(app: Flask, desk: Desk) -> None:
    """Lead on who follows an address of another help centre; all that is answered otherwise costs nothing."""

    @app.before_request
    def led_on() -> Response | None:
        if request.method in ("GET", "HEAD") and isinstance(request.routing_exception, NoSuchPage):
            path = desk.see(redirects.target_of_path, request.path)
            return _to(path) if path else None
        return None


def led_on(view: Callable[[str, str], Response]) -> Callable[[str, str], Response]:
    """Lead on who asks a view of (locale, slug) for an article by a slug that it had before."""

    @wraps(view)
    def found(locale: str, slug: str) -> Response:
        try:
            return view(locale, slug)
        except NotFound:
            path = desk().see(redirects.target, slug, locale)
            if path is None:
                raise
            return _to(path)

    return found


def _to(path: str) -> Response:
    answer = redirect(at(path), 301)
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer
