"""The names under which requests are taken: a poisoned Host header gets no page, whatever might be built from it."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, abort, request

from helpcenter.config import Settings

OWN = frozenset({"localhost", "127.0.0.1", "::1"})
"""This machine itself: nobody else's name leads there (RFC 6761, 6.3)."""
UNKNOWN = frozenset({"0.0.0.0", "::"})  # noqa: S104 - a name nobody can open, not an address to listen on
"""A public address that nobody has set: then there is nothing to compare with."""
FOR_PROBES = frozenset({"/healthz", "/readyz"})


def init_app(app: Flask, settings: Settings) -> None:
    """Refuse requests under foreign names. Comes before everything that reads a request."""
    public = _name(urlsplit(settings.public_url).netloc)
    if public in UNKNOWN:
        return
    known = OWN | {public} | {_name(host) for host in settings.trusted_hosts}

    @app.before_request
    def known_host() -> None:
        if request.path not in FOR_PROBES and _name(request.environ.get("HTTP_HOST", "")) not in known:
            abort(400)


def _name(host: str) -> str:
    """The name without port, in lower case; empty where it makes no sense."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""
