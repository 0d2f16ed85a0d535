"""Freshdesk: solution articles of its API v2, each with the `hierarchy` of category and folders it lies in.

https://developers.freshdesk.com/api/#solutions
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.domain.foreign_articles.values import Foreign, Record, Records, Shelf, number, paths, text

PUBLISHED = 2


def read(records: Records) -> Iterator[Foreign]:
    """Yield every article; one with `language` says so itself, one without is in its folder's language."""
    for kind in ("categories", "folders"):
        for each in records.of(kind):
            _shelve(records, each, kind, f"category:{text(each, 'category_id')}" if kind == "folders" else "")
    for article in records.of("articles"):
        shelf, locale = _hierarchy(records, article)
        key = text(article, "id")
        seo = article.get("seo_data")
        yield Foreign(
            key,
            text(article, "language") or text(article, "language_code") or locale,
            text(article, "title"),
            text(seo, "meta_description") if isinstance(seo, dict) else "",
            text(article, "description"),
            article.get("status") == PUBLISHED,
            shelf or f"folder:{text(article, 'folder_id')}",
            paths(f"/support/solutions/articles/{key}"),
            number(article, "position"),
        )


def _hierarchy(records: Records, article: Record) -> tuple[str, str]:
    """The innermost folder of an article, and the language of its names."""
    key = locale = ""
    levels = article.get("hierarchy")
    for level in levels if isinstance(levels, list) else ():
        if isinstance(level, dict) and isinstance(data := level.get("data"), dict):
            kind = "categories" if level.get("type") == "category" else "folders"
            key, locale = _shelve(records, data, kind, key), text(data, "language") or locale
    return key, locale


def _shelve(records: Records, record: Record, kind: str, parent: str) -> str:
    key = f"{'category' if kind == 'categories' else 'folder'}:{text(record, 'id')}"
    records.shelves.setdefault(key, Shelf(key, text(record, "name"), number(record, "position"), parent))
    return key
