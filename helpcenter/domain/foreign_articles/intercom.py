"""Intercom: `articles` and `collections` of its REST API, translations in `translated_content`.

https://developers.intercom.com/docs/references/rest-api/api.intercom.io/articles
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.domain.foreign_articles.values import Foreign, Record, Records, Shelf, number, paths, text


def read(records: Records) -> Iterator[Foreign]:
    """Yield every translation of every article, the default one first."""
    for each in (*records.of("collections"), *records.of("sections")):
        key, above = f"shelf:{text(each, 'id')}", text(each, "parent_id")
        records.shelves[key] = Shelf(key, text(each, "name"), number(each, "order"), f"shelf:{above}" if above else "")
    for position, article in enumerate(records.of("articles"), 1):
        default = text(article, "default_locale")
        yield _one(article, article, default, position)
        translated = article.get("translated_content")
        for locale, words in (translated or {}).items() if isinstance(translated, dict) else ():
            if isinstance(words, dict) and locale != default and text(words, "body"):
                yield _one(article, words, locale, position)


def _one(article: Record, words: Record, locale: str, position: int) -> Foreign:
    above = text(article, "parent_id")
    return Foreign(
        text(article, "id"),
        locale,
        text(words, "title"),
        text(words, "description"),
        text(words, "body"),
        text(words, "state") == "published",
        f"shelf:{above}" if above else "",
        paths(text(words, "url")),
        min(position, 1_000_000),
    )
