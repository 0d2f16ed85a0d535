"""The page of search results, with filters that are part of its address."""

from __future__ import annotations

from flask import Blueprint, Response, request

from helpcenter.domain.limits import Action
from helpcenter.domain.text import is_blank
from helpcenter.services import searching
from helpcenter.services.searching import KINDS, Search
from helpcenter.web import asked
from helpcenter.web.faces import desk, face
from helpcenter.web.help_pages import only_offered
from helpcenter.web.limits import pace
from helpcenter.web.pages import page
from helpcenter.web.steps.ask import MAX_QUESTION

blueprint = Blueprint("pages_search", __name__)
blueprint.url_value_preprocessor(only_offered)


@blueprint.get("/<locale>/search")
def search(locale: str) -> Response:
    """Articles and community threads for `question`, narrowed by `category`, `kind` and `in` (a language)."""
    wanted = _wanted()
    if is_blank(wanted.text):
        answer, reference = None, ""
    else:
        pace(Action.QUESTIONS)
        answer = desk().see(searching.search, wanted, locale, face().site.key)
        reference = "" if wanted.is_narrowed else asked.kept(answer)
    return page(
        "articles/search.html",
        "search",
        wanted=wanted,
        answer=answer,
        asked=reference,
        question=wanted.text,
        fault=None,
        categories=desk().see(searching.categories, locale),
    )


def _wanted() -> Search:
    """What the address asks for; filters that we do not have are none."""
    kind, language = request.args.get("kind", ""), request.args.get("in", "")
    return Search(
        request.args.get("question", "")[:MAX_QUESTION],
        request.args.get("category", "")[:120],
        kind if kind in KINDS else "",
        language if language in desk().settings.locales else "",
    )
