"""Zendesk Guide: `articles`, `sections`, `categories` and `translations` of its Help Center API.

https://developer.zendesk.com/api-reference/help_center/help-center-api/articles
"""

from __future__ import annotations

from collections.abc import Iterator

from helpcenter.domain.foreign_articles.values import Foreign, Record, Records, Shelf, number, paths, text


def read(records: Records) -> Iterator[Foreign]:
    """Yield every translation of every article, the one first that it was written in."""
    for each in records.of("categories"):
        key = f"category:{text(each, 'id')}"
        records.shelves[key] = Shelf(key, text(each, "name"), number(each, "position"))
    for each in records.of("sections"):
        key, above = f"section:{text(each, 'id')}", text(each, "parent_section_id")
        parent = f"section:{above}" if above else f"category:{text(each, 'category_id')}"
        records.shelves[key] = Shelf(key, text(each, "name"), number(each, "position"), parent)
    apart: dict[str, list[Record]] = {}
    for each in records.of("translations"):
        if text(each, "source_type") in ("", "Article"):
            apart.setdefault(text(each, "source_id"), []).append(each)
    for article in records.of("articles"):
        own = article.get("translations")
        others: list[Record] = [each for each in own if isinstance(each, dict)] if isinstance(own, list) else []
        others += apart.get(text(article, "id"), [])
        source = text(article, "source_locale") or text(article, "locale")
        texts = {text(each, "locale"): each for each in (article, *others)}
        for locale in sorted(texts, key=lambda each: each != source):
            yield _one(article, texts[locale], locale)


def _one(article: Record, words: Record, locale: str) -> Foreign:
    key = text(article, "id")
    return Foreign(
        key,
        locale,
        text(words, "title") or text(article, "title"),
        "",
        text(words, "body"),
        words.get("draft") is not True,
        f"section:{text(article, 'section_id')}",
        paths(text(words, "html_url"), f"/hc/{locale.lower()}/articles/{key}"),
        number(article, "position"),
    )
