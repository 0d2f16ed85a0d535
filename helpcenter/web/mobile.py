"""Where apps on phones enter (S18): Menu, Help, Submit request, full screen inside their web view.

The app says who its user is with the same signed token as a host page: behind the # of `/m`, or posted to `/m/session`.
Never in the query, which ends up in histories and logs. Without one the steps ask for a proven e-mail address.
"""

from __future__ import annotations

import jwt
from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response as Answer

from helpcenter.desk import Work
from helpcenter.domain.faults import NotFound
from helpcenter.domain.people import Contact
from helpcenter.domain.sites import origin_of
from helpcenter.services import people, sites
from helpcenter.web.faces import desk, face
from helpcenter.web.pages import page
from helpcenter.web.signed_in import enter, leave

LONGEST_TOKEN = 8_000

blueprint = Blueprint("mobile_menu", __name__)


@blueprint.get("/m")
def menu() -> Answer:
    """What there is: help, the inbox, the account."""
    return page("mobile/menu.html", "menu", unknown="unknown" in request.args)


@blueprint.post("/m/session")
def session() -> Answer:
    """Exchange an app's signed token for a session of pages, then show the menu; a bad one shows it with a word."""
    _from_the_app()
    try:
        who = desk().do(_identified, request.form.get("jwt", "")[:LONGEST_TOKEN])
    except NotFound:
        return page("mobile/menu.html", "menu", status=403, unknown=True)
    return enter(who, url_for("mobile_menu.menu"))


@blueprint.post("/m/sign-out")
def leave_app() -> Answer:
    """End the session and stay in the app's pages."""
    _from_the_app()
    if face().session and request.form.get("csrf") != face().csrf:
        abort(403)
    left = leave()
    left.headers["Location"] = url_for("mobile_menu.menu")
    return left


def _from_the_app() -> None:
    """Refuse other sites' forms: nobody shall be signed in as somebody else by a page they happen to visit.

    A web view that an app lets post by itself has the opaque origin `null`, and says that no site began it.
    """
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    opened = origin == "null" and site == "none"
    if (origin not in (None, origin_of(desk().settings.public_url)) and not opened) or site not in (
        None,
        "none",
        "same-origin",
    ):
        abort(403)


def _identified(work: Work, token: str) -> Contact:
    """The person a token stands for, at whichever site signed it. Raises NotFound, the same for every bad one."""
    try:
        audience = jwt.decode(token, options={"verify_signature": False}).get("aud")
    except (jwt.InvalidTokenError, ValueError) as fault:
        raise NotFound("token") from fault
    if not isinstance(audience, str) or not audience.isprintable():
        raise NotFound("token")
    return people.identify(work, sites.get(work, audience), token)
