"""Where an article is that was called otherwise before, here or in a help centre that was left."""

from __future__ import annotations

import re

from helpcenter.domain.articles import article_path
from helpcenter.domain.locales import resolve
from helpcenter.store import redirects
from helpcenter.store.work import Work

_NUMBERED = re.compile(r"(/.*?/(?:\d{3,}|[0-9a-f]{24}))-[^/]*/?")
"""Other help centres tell articles by a number in the path; the words behind it are for readers."""


def target(work: Work, slug: str, locale: str) -> str | None:
    """Return the path of the article that had this slug before, in `locale`."""
    found = redirects.target(work, slug)
    return article_path(found, locale) if found else None


def target_of_path(work: Work, path: str) -> str | None:
    """Return the path of the article that had this path in another help centre, in the language that it names."""
    plain = path[:400].rstrip("/")
    for each in dict.fromkeys((plain, plain_path(plain))):
        if found := redirects.target(work, each):
            named = [part for part in plain.split("/") if re.fullmatch(r"[a-z]{2}(-[A-Za-z]{2,4})?", part)]
            locale = resolve(named, work.settings.locales, work.settings.default_locale)
            return article_path(found, locale)
    return None


def plain_path(path: str) -> str:
    """Return a path without the words behind an article's number, which other help centres pass over, too."""
    numbered = _NUMBERED.fullmatch(path.rstrip("/"))
    return numbered[1] if numbered else path.rstrip("/")
