"""For machines: robots.txt, sitemaps, Atom feeds. All addresses are full ones, below the public address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from flask import Blueprint, Response, render_template
from flask_babel import gettext as _

from helpcenter.domain.crawling import FeedEntry
from helpcenter.services import feeds, sitemap
from helpcenter.web.addresses import public
from helpcenter.web.faces import desk
from helpcenter.web.help_pages import only_offered
from helpcenter.web.page_cache import kept

blueprint = Blueprint("pages_crawling", __name__)
blueprint.url_value_preprocessor(only_offered)

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no XML document may hold, however they are written (XML 1.0, 2.2)."""

CLOSED = ("/ask", "/suggest", "/contact", "/inbox", "/tickets", "/account", "/sign-in", "/survey", "/m$", "/m/", "/w/")
"""Where nothing is to be found: personal pages, and answers that cost work and are nobody's page."""


@blueprint.get("/robots.txt")
def robots() -> Response:
    """What crawlers may read (RFC 9309). It counts only at the root of a host: below a sub-path, copy it there."""
    base = public("").removeprefix(_origin())
    lines = ["User-agent: *", *(f"Disallow: {base}{path}" for path in CLOSED)]
    lines += [f"Disallow: {base}/*/search", "", f"Sitemap: {public('/sitemap.xml')}", ""]
    return Response("\n".join(lines), mimetype="text/plain", headers={"Cache-Control": "public, max-age=3600"})


@blueprint.get("/sitemap.xml")
def index() -> Response:
    """The index of all sitemaps (sitemaps.org, protocol 0.9). Articles and threads change it, so it is made anew."""
    return _sitemap("crawling/index.xml", parts=desk().see(sitemap.parts))


@blueprint.get("/sitemap-<kind>-<int:number>.xml")
def part(kind: str, number: int) -> Response:
    """One sitemap: pages with all their languages."""
    return _sitemap("crawling/part.xml", places=desk().see(sitemap.places, kind, number))


@blueprint.get("/<locale>/feed.xml")
@kept
def feed(locale: str) -> Response:
    """What is new in a language, as Atom (RFC 4287)."""
    return atom(locale, _("Help centre"), f"/{locale}/", f"/{locale}/feed.xml", desk().see(feeds.newest, locale))


@blueprint.get("/<locale>/categories/<slug>/feed.xml")
@kept
def category_feed(locale: str, slug: str) -> Response:
    """What is new in a category."""
    category, entries = desk().see(feeds.newest_in, slug, locale)
    path = f"/{locale}/categories/{slug}"
    return atom(locale, category.title, path, f"{path}/feed.xml", entries)


def atom(locale: str, title: str, path: str, own_path: str, entries: Sequence[FeedEntry]) -> Response:
    """Return a feed of the page at `path`, itself at `own_path`, both below the public address."""
    changed = max((entry.changed for entry in entries), default=datetime(2000, 1, 1, tzinfo=UTC))
    return _xml(
        "crawling/feed.xml",
        "application/atom+xml",
        locale=locale,
        title=title,
        path=path,
        own_path=own_path,
        entries=entries,
        changed=changed,
    )


def _sitemap(template: str, **values: object) -> Response:
    answer = _xml(template, "application/xml", **values)
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


def _xml(template: str, media_type: str, **values: object) -> Response:
    return Response(_NO_XML.sub("", render_template(template, **values)), mimetype=media_type)


def _origin() -> str:
    scheme, _sep, rest = desk().settings.public_url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"
