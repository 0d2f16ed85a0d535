"""Feeds: what is new in the knowledge base, in one language."""

from __future__ import annotations

from collections.abc import Sequence

from helpcenter.domain.articles import Category
from helpcenter.domain.crawling import FeedEntry
from helpcenter.domain.faults import NotFound
from helpcenter.services import shelves
from helpcenter.store import crawling
from helpcenter.store.work import Work

ENTRIES = 30


def newest(work: Work, locale: str) -> Sequence[FeedEntry]:
    """Return the articles of a language that changed last."""
    return crawling.newest(work, locale, None, ENTRIES)


def newest_in(work: Work, slug: str, locale: str) -> tuple[Category, Sequence[FeedEntry]]:
    """Return a category with its articles of a language that changed last. Raises NotFound."""
    category = shelves.find(work, slug, locale)
    if category is None:
        raise NotFound("category")
    return category, crawling.newest(work, locale, slug, ENTRIES)
