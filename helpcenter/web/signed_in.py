"""Carrying a customer's session on pages: the cookie, and the paths that one may be sent on to."""

from __future__ import annotations

from flask import g, redirect
from werkzeug.wrappers import Response as Answer

from helpcenter.desk import Work
from helpcenter.domain.people import Contact
from helpcenter.domain.sessions import PAGE_LIFE, Session, page_cookie
from helpcenter.services import sessions
from helpcenter.web.addresses import at
from helpcenter.web.faces import desk, face, forget_face


def enter(contact: Contact, path: str) -> Answer:
    """Open a page session of somebody whose address was just proven, and send the browser on to `path` of ours.

    The token is always a fresh one: who knew an earlier one must not be signed in by somebody else's proof.
    """
    token = desk().do(_changed, face().session, contact)
    answer = redirect(own_path(path), 303)
    settings = desk().settings
    answer.set_cookie(
        page_cookie(settings.public_url),
        token,
        max_age=PAGE_LIFE,
        path="/",
        secure=settings.public_url.startswith("https://"),
        httponly=True,
        samesite="Lax",
    )
    _now_other()
    return answer


def leave() -> Answer:
    """End the page session at once and forget its cookie."""
    if session := face().session:
        desk().do(sessions.end, session)
    answer = redirect(at("/"), 303)
    public_url = desk().settings.public_url
    answer.delete_cookie(page_cookie(public_url), path="/", secure=public_url.startswith("https://"), httponly=True)
    _now_other()
    return answer


def own_path(path: str, otherwise: str | None = None) -> str:
    """Return `path` when it stays with us, else `otherwise` (the inbox)."""
    return path if sessions.is_own_path(path) else otherwise or at("/inbox")


def _changed(work: Work, before: Session | None, contact: Contact) -> str:
    token = sessions.start(work, "page", contact.site_id, contact=contact)
    if before:
        sessions.merge(work, before, contact, sessions.find(work, token, "page"))
        sessions.end(work, before)
    return token


def _now_other() -> None:
    forget_face()
    g.pop("locale", None)
