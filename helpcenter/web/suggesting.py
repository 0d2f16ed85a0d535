"""The questions that are offered before somebody types: those that the app names, then those that editors chose."""

from __future__ import annotations

from flask import request

from helpcenter.services import articles, suggestions
from helpcenter.web.asked import host_page
from helpcenter.web.faces import desk, face
from helpcenter.web.locale import chosen

MOST_NAMED = 10
LONGEST_NAME = 200


def suggested() -> list[str]:
    """Return the questions for the running request: `suggest` holds slugs that the app named, with commas between."""
    locale, who = chosen(desk()), face().contact
    with desk().work(writing=False) as work:
        named = articles.questions_of(work, _named(), locale)
        chosen_by_editors = suggestions.questions(work, locale, host_page(), who)
    return list(dict.fromkeys([*named, *chosen_by_editors]))[: max(len(named), len(chosen_by_editors))]


def _named() -> tuple[str, ...]:
    slugs = request.values.get("suggest", "").replace("\x00", "").split(",")
    return tuple(slug.strip()[:LONGEST_NAME] for slug in slugs if slug.strip())[:MOST_NAMED]
