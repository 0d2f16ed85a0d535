"""Pictures and files that articles show; articles name them beside themselves: `images/menu.png`."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from helpcenter.services import article_files
from helpcenter.web.faces import desk
from helpcenter.web.files import given

blueprint = Blueprint("article_media", __name__)


@blueprint.get("/<locale>/articles/<path:path>")
def media(locale: str, path: str) -> Response:
    """A picture or film, to be shown; any other file, to be saved. One segment alone is an article's address."""
    if locale not in desk().settings.locales:
        abort(404)
    found = desk().see(article_files.find, locale, path)
    place, name = article_files.place(desk().settings, found), found.path.rpartition("/")[2]
    shown = found.media_type.startswith(("image/", "video/"))
    return given(place, found.media_type, name, found.sha256, shown=shown, cache="public, max-age=300")
