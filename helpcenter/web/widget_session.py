"""The widget's session: opened by the first action, gone on with after a reload, ended by signing out.

The one address that accepts the resume cookie, and accepts it only from the panel itself: every other address of the
widget knows bearer tokens and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, g, jsonify, make_response, request

from helpcenter.desk import Work
from helpcenter.domain.faults import NotFound
from helpcenter.domain.limits import Action
from helpcenter.domain.locales import resolve
from helpcenter.domain.people import Contact
from helpcenter.domain.sessions import WIDGET_LIFE, Session, resume_cookie
from helpcenter.domain.sites import Site, origin_of
from helpcenter.services import people, sessions
from helpcenter.web.faces import desk, face
from helpcenter.web.limits import pace

blueprint = Blueprint("widget_session", __name__)


@dataclass(frozen=True)
class Asked:
    """What the panel says: the host's signed `identity`, whom it is of (`who`), a token it kept, a language."""

    identity: str | None
    who: str
    kept: str
    locale: str | None


@dataclass(frozen=True)
class Opened:
    """The session that the panel goes on with."""

    token: str
    contact: Contact | None


@blueprint.url_value_preprocessor
def _take_key(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values:
        g.site_key = values.pop("key")


@blueprint.post("/w/<key>/session")
def session() -> Response:
    """Open a session, or go on with one. A bad identity is a 404.

    JSON `{identity?: jwt, who?: address in it, kept?: token, locale?: tag}` in, `{token, name, cookie}` out;
    `cookie` tells whether the browser kept our cookie, so that the panel needs to keep nothing.
    """
    site, asked, carried = face().site, _asked(), _carried()
    pace(Action.SESSIONS)
    opened = desk().do(_opened, site, asked, [token for token in (carried, asked.kept) if token])
    contact = opened.contact
    answer = jsonify(token=opened.token, name=contact.name if contact else None, cookie=carried == opened.token)
    answer.status_code = 201
    answer.headers["Cache-Control"] = "no-store"
    answer.set_cookie(
        resume_cookie(desk().settings.public_url),
        opened.token,
        max_age=WIDGET_LIFE,
        path=request.script_root + request.path,
        secure=True,
        httponly=True,
        samesite="None",
        partitioned=True,
    )
    return answer


@blueprint.delete("/w/<key>/session")
def end() -> Response:
    """Sign out: the token is worthless from now on."""
    found = face().session
    if found is None:
        abort(404)
    desk().do(sessions.end, found)
    answer = make_response("", 204)
    name, path = resume_cookie(desk().settings.public_url), request.script_root + request.path
    answer.delete_cookie(name, path=path, secure=True, httponly=True, samesite="None", partitioned=True)
    return answer


def _asked() -> Asked:
    body = request.get_json(silent=True)
    said = body if isinstance(body, dict) else {}
    texts = {name: said[name] for name in ("identity", "who", "kept", "locale") if isinstance(said.get(name), str)}
    if said.get("identity") is not None and "identity" not in texts:
        abort(404)
    return Asked(texts.get("identity"), texts.get("who", ""), texts.get("kept", ""), texts.get("locale"))


def _carried() -> str | None:
    """The token in the resume cookie, when it is our own panel that brings it (browsers add Origin to every POST)."""
    public_url = desk().settings.public_url
    if request.headers.get("Origin") != origin_of(public_url):
        return None
    return request.cookies.get(resume_cookie(public_url))


def _opened(work: Work, site: Site, asked: Asked, tokens: Sequence[str]) -> Opened:
    before = _before(work, site, tokens)
    if asked.identity is None:
        return _go_on(work, before, "") or _start(work, site, asked, None)
    try:
        who = people.identify(work, site, asked.identity)
    except NotFound:  # a page that was loaded again with the signature it was made with
        if asked.who and (same := _go_on(work, before, asked.who)):
            return same
        raise
    if same := _go_on(work, before, who.email):
        return same
    if before:
        sessions.merge(work, before[1], who)
    return _start(work, site, asked, who)


def _before(work: Work, site: Site, tokens: Sequence[str]) -> tuple[str, Session] | None:
    """The first of these tokens that opens a session of this site."""
    for token in tokens:
        try:
            return token, sessions.find(work, token, "widget", site_id=site.id)
        except NotFound:
            continue
    return None


def _go_on(work: Work, before: tuple[str, Session] | None, claimed: str) -> Opened | None:
    if before is None or not sessions.may_resume(work, before[1], claimed):
        return None
    return Opened(before[0], sessions.contact(work, before[1]))


def _start(work: Work, site: Site, asked: Asked, who: Contact | None) -> Opened:
    locale = resolve([asked.locale, who.locale if who else None], work.settings.locales, site.default_locale)
    token = sessions.start(work, "widget", site.id, contact=who, locale=locale, vouched=who is not None)
    return Opened(token, who)
