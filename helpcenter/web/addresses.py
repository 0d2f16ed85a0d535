"""Addresses that templates need beside those of steps: below our root, and the same page in another language."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from flask import Flask, request, url_for

from helpcenter.web.faces import asked_language, desk

_CARRIED = {"pages_search.search": ("question",)}
"""What of its query a page takes along into another language, for pages whose address names their language."""


def at(path: str) -> str:
    """Return the address of a path below our public address, which may be below another server's root."""
    return request.script_root + path


def public(path: str) -> str:
    """Return the full address of a path, as other servers and search engines need it."""
    return desk().settings.public_url + quote(path, safe="/?&=#%~:@")


def in_language(locale: str) -> str:
    """Return the address of this page in another language; the home page's where this one cannot be fetched again."""
    if request.endpoint is None or request.method not in ("GET", "HEAD") or request.endpoint == "pages.home":
        return url_for("pages.home_in", locale=locale)
    if "locale" in (values := request.view_args or {}):
        kept = {name: request.args[name] for name in _CARRIED.get(request.endpoint, ()) if name in request.args}
        return url_for(request.endpoint, **{**values, **kept, "locale": locale})
    query = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return at(quote(request.path, errors="replace")) + "?" + urlencode([*query, ("lang", locale)])


def init_app(app: Flask) -> None:
    """Give templates these functions."""
    app.jinja_env.globals.update(at=at, public=public, in_language=in_language, asked_language=asked_language)
