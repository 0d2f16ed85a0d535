"""The language and time zone of a request: from the address, then the person, then the browser."""

from __future__ import annotations

from functools import cache
from urllib.parse import unquote
from zoneinfo import available_timezones

from flask import Flask, g, request
from flask_babel import Babel, get_locale

from helpcenter.desk import Desk
from helpcenter.domain.locales import direction, resolve
from helpcenter.folders import folder
from helpcenter.web.faces import face

ZONE_HEADER = "HC-Time-Zone"
ZONE_COOKIE = "helpcenter-zone"
"""The browser's time zone, written by our script on pages; without it times are in the team's zone."""


def init_app(app: Flask, desk: Desk) -> None:
    """Let Babel ask us."""
    Babel(
        app,
        default_locale=desk.settings.default_locale,
        default_timezone=desk.settings.time_zone,
        default_translation_directories=str(folder("translations")),
        locale_selector=lambda: chosen(desk),
        timezone_selector=lambda: _zone(desk),
    )

    @app.context_processor
    def values() -> dict[str, object]:
        locale = str(get_locale())
        return {
            "locale": locale,
            "direction": direction(locale),
            "locales": desk.settings.locales,
            "default_locale": desk.settings.default_locale,
        }


def chosen(desk: Desk) -> str:
    """Return the locale of the running request."""
    if "locale" not in g:
        here = face()
        wanted = [
            (request.view_args or {}).get("locale"),
            request.args.get("lang"),
            here.session.locale if here.session else None,
            here.contact.locale if here.contact else None,
            *[tag for tag, _ in request.accept_languages],
        ]
        default = here.site.default_locale
        g.locale = resolve(wanted, desk.settings.locales, default)
    found: str = g.locale
    return found


def _zone(desk: Desk) -> str:
    named = request.headers.get(ZONE_HEADER) or unquote(request.cookies.get(ZONE_COOKIE, ""))
    return named if named and named in _zones() else desk.settings.time_zone


@cache
def _zones() -> frozenset[str]:
    """Every zone there is. Looked up once: it reads hundreds of files."""
    return frozenset(available_timezones())
