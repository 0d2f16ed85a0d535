"""Help-centre pages: home, category, article."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort

from helpcenter.domain.markdown import headings
from helpcenter.services import articles, suggestions
from helpcenter.web.faces import desk
from helpcenter.web.locale import chosen
from helpcenter.web.moved import led_on
from helpcenter.web.page_cache import kept
from helpcenter.web.pages import page

CONTENTS_FROM = 3
"""Headings from which on an article gets a contents list."""

blueprint = Blueprint("pages", __name__)


@blueprint.url_value_preprocessor
def _only_offered(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """An address in a language that we do not have is no address of ours."""
    if values and "locale" in values and values["locale"] not in desk().settings.locales:
        abort(404)


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
    """One shelf of articles."""
    shelves = desk().see(articles.shelves, locale)
    shelf = next((each for each in shelves if each.category.slug == slug), None)
    if shelf is None:
        abort(404)
    return page("articles/category.html", "category", shelf=shelf)


@blueprint.get("/<locale>/articles/<slug>")
@led_on
@kept
def article(locale: str, slug: str) -> Response:
    """An article, in the nearest language that it has."""
    with desk().work(writing=False) as work:
        found = articles.read(work, slug, locale)
        shelf = articles.category_title(work, found.category, locale)
    marks = headings(found.html)
    return page(
        "articles/article.html",
        "article",
        article=found,
        category=shelf,
        contents=marks if len(marks) >= CONTENTS_FROM else [],
    )


def _home(locale: str) -> Response:
    with desk().work(writing=False) as work:
        shelves = articles.shelves(work, locale)
        suggested = suggestions.questions(work, locale)
    return page("articles/home.html", "home", shelves=shelves, suggested=suggested)
