"""Help-centre pages: home, category, article."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as Answer

from helpcenter.domain.markdown import headings
from helpcenter.services import articles
from helpcenter.web.faces import desk
from helpcenter.web.locale import chosen
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
def home() -> Answer:
    """The home page in the reader's language."""
    return _home(chosen(desk()))


@blueprint.get("/<locale>/")
def home_in(locale: str) -> Answer:
    """The home page in one language."""
    return _home(locale)


@blueprint.get("/<locale>/categories/<slug>")
def category(locale: str, slug: str) -> Answer:
    """One shelf of articles."""
    shelves = desk().see(articles.shelves, locale)
    shelf = next((each for each in shelves if each.category.slug == slug), None)
    if shelf is None:
        abort(404)
    return _conditional(page("articles/category.html", "category", shelf=shelf))


@blueprint.get("/<locale>/articles/<slug>")
def article(locale: str, slug: str) -> Answer:
    """An article, in the nearest language that it has."""
    with desk().work(writing=False) as work:
        found = articles.read(work, slug, locale)
        shelf = articles.category_title(work, found.category, locale)
    marks = headings(found.html)
    return _conditional(
        page(
            "articles/article.html",
            "article",
            article=found,
            category=shelf,
            contents=marks if len(marks) >= CONTENTS_FROM else [],
        )
    )


def _home(locale: str) -> Answer:
    with desk().work(writing=False) as work:
        shelves = articles.shelves(work, locale)
        suggested = articles.suggested_questions(work, locale)
    response = page("articles/home.html", "home", shelves=shelves, suggested=suggested)
    response.vary.add("Accept-Language")
    return _conditional(response)


def _conditional(response: Response) -> Answer:
    """Spare readers what they have already. The mark is weak: compression comes later."""
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:24], weak=True)
    response.vary.update(("Cookie", "Accept-Language"))
    return response.make_conditional(request)
