"""Help-centre pages: home, category, article."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, request

from helpcenter.domain.markdown import headings
from helpcenter.services import articles, shelves, suggestions, votes
from helpcenter.web.asked import asker
from helpcenter.web.faces import desk, face
from helpcenter.web.locale import chosen
from helpcenter.web.moved import led_on
from helpcenter.web.page_cache import kept
from helpcenter.web.pages import page

CONTENTS_FROM = 3
"""Headings from which on an article gets a contents list."""

blueprint = Blueprint("pages", __name__)


def only_offered(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Refuse a language that we do not have: such an address is none of ours."""
    if values and "locale" in values and values["locale"] not in desk().settings.locales:
        abort(404)


blueprint.url_value_preprocessor(only_offered)


@blueprint.get("/")
@kept
def home() -> Response:
    """The home page in the reader's language."""
    return _home(chosen(desk()))


@blueprint.get("/<locale>/")
@kept
def home_in(locale: str) -> Response:
    """The home page in one language."""
    return _home(locale)


@blueprint.get("/<locale>/categories/<slug>")
@kept
def category(locale: str, slug: str) -> Response:
    """A category: what lies in it, some articles at a time."""
    shown = desk().see(shelves.page, slug, locale, request.args.get("after"))
    return page("articles/category.html", "category", shelf=shown)


@blueprint.get("/<locale>/articles/<slug>")
@led_on
@kept
def article(locale: str, slug: str) -> Response:
    """An article, in the nearest language that it has."""
    with desk().work(writing=False) as work:
        found = articles.read(work, slug, locale)
        way = shelves.way_to(work, found.category, locale)
        related = shelves.related(work, found, locale)
        vote = votes.own(work, found, asker()) if face().session else None
    marks = [mark for mark in headings(found.html) if mark[2] < 4]
    return page(
        "articles/article.html",
        "article",
        article=found,
        way=way,
        related=related,
        vote=vote,
        contents=marks if len(marks) >= CONTENTS_FROM else [],
    )


def _home(locale: str) -> Response:
    with desk().work(writing=False) as work:
        found = shelves.home(work, locale)
        suggested = suggestions.questions(work, locale)
    return page("articles/home.html", "home", shelves=found, suggested=suggested)
