"""Static files: read once, compressed once, addressed by content so that browsers may keep them for ever."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, request, url_for

from helpcenter.loader import without_remarks
from helpcenter.theme_file import LOGOS
from helpcenter.web.faces import desk

THEMED = "helpcenter.css"
STATIC = Path(__file__).parent / "static"
FOREVER = "public, max-age=31536000, immutable"
COMPRESSIBLE = ("text/", "application/javascript", "application/json", "image/svg+xml")

blueprint = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Asset:
    """A static file as it is served."""

    body: bytes
    packed: bytes | None
    media_type: str
    digest: str


_kept: dict[str, tuple[float, Asset]] = {}


def asset_of(name: str) -> Asset:
    """Return a static file by its name below `static/`. Raises FileNotFoundError."""
    path = (STATIC / name).resolve()
    if not path.is_relative_to(STATIC) or not path.is_file():
        raise FileNotFoundError(name)
    changed = path.stat().st_mtime
    if name not in _kept or _kept[name][0] != changed:
        media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        body = path.read_bytes()
        slim = media_type in ("text/css", "text/javascript") and not name.startswith("vendor/")
        _kept[name] = changed, made(without_remarks(body) if slim else body, media_type)
    return _kept[name][1]


@lru_cache(maxsize=64)
def made(body: bytes, media_type: str) -> Asset:
    """Return an asset with its digest and, where that helps, its compressed form."""
    packed = gzip.compress(body, 9, mtime=0) if media_type.startswith(COMPRESSIBLE) else None
    return Asset(body, packed, media_type, hashlib.sha256(body).hexdigest()[:12])


def dressed(name: str) -> Asset:
    """Return a static file as this server has it: the stylesheet ends with the team's own look."""
    found, css = asset_of(name), desk().settings.theme.css if name == THEMED else ""
    return _dressed(found, css) if css else found


@lru_cache(maxsize=8)
def _dressed(found: Asset, css: str) -> Asset:
    return made(found.body + b"\n" + css.encode(), found.media_type)


def asset(name: str) -> str:
    """Return the address of a static file, with its content's digest in it."""
    return url_for("assets.static_file", name=name, v=dressed(name).digest)


def answer(found: Asset, cache_control: str) -> Response:
    """Answer with an asset: compressed for who understands that, 304 for who has it."""
    zipped = found.packed is not None and "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(found.packed if zipped else found.body, content_type=_content_type(found.media_type))
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = cache_control
    response.vary.add("Accept-Encoding")
    response.set_etag(found.digest + ("-gz" if zipped else ""))
    response.make_conditional(request)
    return response


@blueprint.get("/static/<path:name>")
def static_file(name: str) -> Response:
    """A static file; with the right digest in its address it never changes."""
    try:
        found = dressed(name)
    except (FileNotFoundError, ValueError):
        abort(404)
    return answer(found, FOREVER if request.args.get("v") == found.digest else "no-cache")


@blueprint.get("/logo/<any(light, dark):shade>")
def logo(shade: str) -> Response:
    """The team's logo. Opened by itself, a drawing may run nothing and fetch nothing."""
    found = _logo(shade)
    if found is None:
        abort(404)
    response = answer(found, FOREVER if request.args.get("v") == found.digest else "no-cache")
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


def logo_address(shade: str) -> str:
    """Return where the logo for "light" or "dark" pages is, with its content's digest; empty where none is set."""
    found = _logo(shade)
    return url_for("assets.logo", shade=shade, v=found.digest) if found else ""


def _logo(shade: str) -> Asset | None:
    theme = desk().settings.theme
    path = Path((theme.logo_dark if shade == "dark" else theme.logo) or "none")
    return _read(path, path.stat().st_mtime) if path.is_file() else None


@lru_cache(maxsize=8)
def _read(path: Path, _changed: float) -> Asset:
    return made(path.read_bytes(), LOGOS[path.suffix.lower()])


def init_app(app: Flask) -> None:
    """Serve static files and give templates `asset()`."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals.update(asset=asset, logo=logo_address)


def _content_type(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith(("text/", "application/javascript")) else media_type
