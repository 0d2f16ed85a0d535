"""For who watches over the server: does the process live, and can it serve? Under any name of the host."""

from __future__ import annotations

from flask import Blueprint, Response

from helpcenter.domain.faults import Unavailable
from helpcenter.services import sites
from helpcenter.web.faces import desk

blueprint = Blueprint("probes", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    """Say that the process answers; the store is not asked, so that its fault restarts nobody."""
    return _said("ok", 200)


@blueprint.get("/readyz")
def ready() -> Response:
    """Say whether requests can be served now: 503 while the store is locked or gone."""
    try:
        desk().see(sites.every)
    except Unavailable:
        return _said("the store cannot be reached", 503)
    return _said("ok", 200)


def _said(text: str, status: int) -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(f"{text}\n", status, headers, mimetype="text/plain")
