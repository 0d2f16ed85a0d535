"""The questions that are offered before somebody types: those that the app names, then those that editors chose."""

from __future__ import annotations

from flask import request

from helpcenter.services import articles
from helpcenter.web.faces import desk
from helpcenter.web.locale import chosen

MOST_NAMED = 10
LONGEST_NAME = 200


def suggested() -> list[str]:
    """Return the questions for the running request: `suggest` holds slugs that the app named, with commas between."""
    locale = chosen(desk())
    with desk().work(writing=False) as work:
        named = articles.questions_of(work, _named(), locale)
        chosen_by_editors = articles.suggested_questions(work, locale)
    return list(dict.fromkeys([*named, *chosen_by_editors]))[: max(len(named), len(chosen_by_editors))]


def _named() -> tuple[str, ...]:
    slugs = request.values.get("suggest", "").replace("\x00", "").split(",")
    return tuple(slug.strip()[:LONGEST_NAME] for slug in slugs if slug.strip())[:MOST_NAMED]
