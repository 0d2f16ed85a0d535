"""The demo host: the app of a company called Acme, with the widget in its top bar, and the mail that was "sent".

Acme is somebody else's app: it lives on another origin than the help centre, keeps a strict content security policy,
speaks English only, and knows of Helpcenter what any host knows, its site key and its signing secret.
"""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response, abort, current_app, make_response, render_template, request

from helpcenter.channels.folder import KeptMail, kept_mails
from helpcenter.demo.cast import CUSTOMERS, LABELS, SITE_KEY, Customer
from helpcenter.desk import Desk
from helpcenter.domain.sites import origin_of
from helpcenter.services import sites

SHOWN_MAILS = 100

blueprint = Blueprint(
    "demo", __name__, url_prefix="/demo", template_folder="templates", static_folder="static", static_url_path="/static"
)


@blueprint.get("")
def home() -> Response:
    """Show Acme's dashboard to the person that `as` names, with a fresh identity for the widget."""
    who = request.args.get("as", "visitor")
    if who not in LABELS:
        abort(404)
    customer = next((each for each in CUSTOMERS if each.key == who), None)
    settings = _desk().settings
    html = render_template(
        "demo/home.html",
        who=who,
        labels=LABELS,
        customer=customer,
        site=SITE_KEY,
        help_centre=settings.public_url,
        identity=_identity(customer),
    )
    return _guarded(html, f"script-src {_help_origin()}; frame-src {_help_origin()}")


@blueprint.get("/mail")
def mail() -> Response:
    """List the mails of the demo, newest first, and show the chosen one, else the newest."""
    mails = _mails()
    chosen = _chosen(mails, request.args["mail"]) if "mail" in request.args else next(iter(mails), None)
    return _guarded(render_template("demo/mail.html", mails=mails, chosen=chosen), "frame-src 'self'")


@blueprint.get("/mail/<name>/body")
def mail_body(name: str) -> Response:
    """Show the HTML of one mail as a mail program does: no scripts, links open a new window."""
    html = _chosen(_mails(), name).part("html")
    response = make_response(f'<base target="_blank">{html}')
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; "
        "sandbox allow-popups allow-popups-to-escape-sandbox"
    )
    return response


def _desk() -> Desk:
    found: Desk = current_app.extensions["helpcenter"]
    return found


def _help_origin() -> str:
    return origin_of(_desk().settings.public_url)


def _identity(customer: Customer | None) -> str | None:
    """What Acme's server signs of the person who looks; nothing for a visitor."""
    if customer is None:
        return None
    with _desk().work(writing=False) as work:
        secret = sites.secrets_of(work, sites.get(work, SITE_KEY))[0]
    return customer.token(SITE_KEY, secret, datetime.now(UTC))


def _mails() -> list[KeptMail]:
    return list(kept_mails(_desk().settings.data_dir / "mail"))[:SHOWN_MAILS]


def _chosen(mails: list[KeptMail], name: str) -> KeptMail:
    return next((each for each in mails if each.name == name), None) or abort(404)


def _guarded(html: str, more: str) -> Response:
    response = make_response(html)
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; {more}; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
    response.headers["Cache-Control"] = "no-store"
    return response
