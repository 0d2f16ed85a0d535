"""The widget: the loader that hosts embed, and the panel in the iframe."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, g, render_template, request, url_for

from helpcenter import loader as loaders
from helpcenter.config import Settings
from helpcenter.domain.faults import NotFound
from helpcenter.web import assets
from helpcenter.web.faces import desk, face
from helpcenter.web.suggesting import suggested

SHORT_WHILE = "public, max-age=300, stale-while-revalidate=86400"
STALE = "HC-Session"

blueprint = Blueprint("panel", __name__)


@blueprint.url_value_preprocessor
def _take_key(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Faces take the key away for steps; these views stand beside the steps."""
    if values and "key" in values:
        g.site_key = values.pop("key")


@blueprint.get("/widget.js")
def loader() -> Response:
    """The script that hosts embed, as this version has it."""
    return _loaded(_loader(desk().settings), SHORT_WHILE)


@blueprint.get("/widget-<digest>.js")
def pinned_loader(digest: str) -> Response:
    """The very script that a host pinned by its hash, also when it is not the current one any more."""
    settings = desk().settings
    body = _loader(settings)
    if loaders.digest_of(body) == digest:
        loaders.keep(settings.data_dir, body)
    else:
        body = loaders.kept(settings.data_dir, digest) or abort(404)
    return _loaded(body, assets.FOREVER)


@blueprint.get("/w/<key>")
def panel() -> str:
    """The document of the iframe; only this site's own pages may frame it. Sets no cookie."""
    site = face().site
    g.frame_ancestors = " ".join(site.origins) or "'none'"
    return render_template(
        "widget/panel.html",
        site=site,
        base=url_for("panel.panel", key=site.key),
        suggested=suggested(),
        question="",
        fault=None,
    )


@blueprint.before_app_request
def _live() -> None:
    """Refuse a stale token before anything is done: what it asked for is asked again in a new session's name."""
    if request.blueprint == "widget" and "Authorization" in request.headers and face().session is None:
        g.stale_session = True
        raise NotFound("session")


@blueprint.after_app_request
def _told(response: Response) -> Response:
    if g.get("stale_session"):
        response.headers[STALE] = "stale"
    return response


def _loader(settings: Settings) -> bytes:
    return loaders.loader(settings.locales, settings.theme.accent)


def _loaded(body: bytes, cache_control: str) -> Response:
    """Answer with a loader; any site may load it, also one that isolates itself (COEP) or checks its hash (CORS)."""
    response = assets.answer(assets.made(body, "text/javascript"), cache_control)
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
