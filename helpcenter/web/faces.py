"""The faces of one set of steps: pages at `/…` and, for apps on phones, at `/m/…` (cookie), and the widget at
`/w/<site key>/…` (bearer token)."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, replace
from typing import Any, Literal

from flask import Flask, abort, current_app, g, request, url_for

from helpcenter.desk import Desk, Work
from helpcenter.domain.faults import NotFound, Refusal
from helpcenter.domain.people import Contact
from helpcenter.domain.sessions import Session, page_cookie
from helpcenter.domain.sites import Site
from helpcenter.domain.text import storable
from helpcenter.services import sessions, sites
from helpcenter.services.idempotency import Once

Kind = Literal["page", "mobile", "widget"]


@dataclass(frozen=True)
class Face:
    """Where a request came in, and who stands there. `session` and `contact` are None for a visitor."""

    kind: Kind
    site: Site
    session: Session | None
    contact: Contact | None
    token: str | None

    def url(self, endpoint: str, **values: Any) -> str:
        """Return the address of a step on this face."""
        if self.kind == "widget":
            values["key"] = self.site.key
        if lang := asked_language():
            values.setdefault("lang", lang)
        return url_for(f"{self.kind}.{endpoint}", **values)

    def once(self) -> Once | None:
        """Return the idempotency key of the form that was posted, unique in this session."""
        key = storable(request.form.get("key", ""))
        return Once(self.session.scope if self.session else f"site:{self.site.id}", key) if key else None

    @property
    def csrf(self) -> str:
        """What forms of this session must carry: bound to the cookie, unreadable to other origins."""
        if self.kind == "widget" or self.token is None:
            return ""
        secret = desk().settings.secret_key.encode()
        return hmac.new(secret, b"csrf:" + self.token.encode(), hashlib.sha256).hexdigest()[:32]


NOWHERE = Site(0, "", "", (), "")
"""Stands for the site where none can be found: the address is wrong, or the store cannot be reached."""


def desk() -> Desk:
    """Return the desk of the running app."""
    found: Desk = current_app.extensions["helpcenter"]
    return found


def face() -> Face:
    """Return the face of the running request, found on first use."""
    if "face" not in g:
        g.face = desk().see(_found, g.get("site_key"), _presented())
    found: Face = g.face
    return found


def any_face() -> Face:
    """Return the face of the running request, or one on which a refusal can be shown when none can be found."""
    try:
        return face()
    except Refusal:
        g.face = Face("page", replace(NOWHERE, default_locale=desk().settings.default_locale), None, None, None)
        return face()


def asked_language() -> str | None:
    """Return the language that the address asks for; links carry it on."""
    asked = (request.view_args or {}).get("locale") or request.args.get("lang")
    return asked if asked in desk().settings.locales else None


def forget_face() -> None:
    """Find the face anew on next use: the session changed."""
    g.pop("face", None)


def init_app(app: Flask) -> None:
    """Take the site key out of the address before views see it."""

    @app.url_value_preprocessor
    def take_key(endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and any(_names_nothing(value) for value in values.values()):
            abort(404)
        if values and endpoint and endpoint.startswith("widget."):
            g.site_key = values.pop("key", None)


def _names_nothing(value: object) -> bool:
    """Whether a part of an address is what no store takes, not even to look for it: U+0000, or more than 64 bits."""
    return "\x00" in value if isinstance(value, str) else isinstance(value, int) and value >= 2**63


def _presented() -> str | None:
    if g.get("site_key") is not None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        return token if scheme.lower() == "bearer" and token else None
    return request.cookies.get(page_cookie(desk().settings.public_url))


def _found(work: Work, key: str | None, token: str | None) -> Face:
    kind: Kind = "widget" if key is not None else "mobile" if _in_an_app() else "page"
    site = sites.get(work, key) if key is not None else sites.first(work)
    session = None
    if token is not None:
        try:
            session = sessions.find(
                work, token, "widget" if kind == "widget" else "page", site_id=site.id if key is not None else None
            )
        except NotFound:
            token = None
    return Face(kind, site, session, sessions.contact(work, session), token)


def _in_an_app() -> bool:
    return request.path == "/m" or request.path.startswith("/m/")


def demand_contact() -> Contact:
    """Return who is signed in on this face; 404 for a visitor, as for anything that is not theirs."""
    found = face().contact
    if found is None:
        abort(404)
    return found
