"""Help Scout Docs: `articles`, `categories` and `collections` of its Docs API v1.

https://developer.helpscout.com/docs-api/objects/article/
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.domain.foreign_articles.values import Foreign, Records, Shelf, number, paths, text


def read(records: Records) -> Iterator[Foreign]:
    """Yield every article. Docs has one language a site, so none is named here."""
    for each in records.of("collections"):
        key = f"collection:{text(each, 'id')}"
        records.shelves[key] = Shelf(key, text(each, "name"), number(each, "order"))
    for each in records.of("categories"):
        key = f"category:{text(each, 'id')}"
        parent = f"collection:{text(each, 'collectionId')}"
        records.shelves[key] = Shelf(key, text(each, "name"), number(each, "order"), parent)
    for position, article in enumerate(records.of("articles"), 1):
        named = article.get("categories")
        first = str(named[0]) if isinstance(named, list) and named else ""
        key, mark = text(article, "id"), text(article, "number")
        yield Foreign(
            key,
            "",
            text(article, "name"),
            "",
            text(article, "text"),
            text(article, "status") == "published",
            f"category:{first}" if first else f"collection:{text(article, 'collectionId')}",
            paths(text(article, "publicUrl"), f"/article/{mark}-{text(article, 'slug')}" if mark else ""),
            min(position, 1_000_000),
        )
