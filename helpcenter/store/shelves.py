"""Articles as they stand in their categories: read in order and a few at a time, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select, union_all

from helpcenter.domain.articles import ArticleLine
from helpcenter.store.articles import ArticleRow, TranslationRow, readable
from helpcenter.store.work import Work

_MOST_AT_ONCE = 100
"""Categories that one statement reads; SQLite takes 500 parts at most."""


def first(work: Work, categories: Sequence[str], locales: tuple[str, str], limit: int) -> dict[str, list[ArticleLine]]:
    """Return the first published articles of each category, in the first of `locales` that each has."""
    found: dict[str, list[ArticleLine]] = {}
    for start in range(0, len(categories), _MOST_AT_ONCE):
        parts = [
            select(_lines(work, ArticleRow.category == slug, locales, limit).subquery())
            for slug in categories[start : start + _MOST_AT_ONCE]
        ]
        for line in _chosen(work.session.execute(union_all(*parts)), locales[0]):
            found.setdefault(line.category, []).append(line)
    return {slug: lines[:limit] for slug, lines in found.items()}


def after(
    work: Work, category: str, locales: tuple[str, str], limit: int, slug: str | None = None
) -> list[ArticleLine]:
    """Return the published articles of a category that come after the one with this slug, from the first for None."""
    where: ColumnElement[bool] = ArticleRow.category == category
    if slug is not None:
        place = work.session.execute(select(ArticleRow.position).where(ArticleRow.slug == slug)).first()
        if place is None:
            return []
        behind = and_(ArticleRow.position == place.position, ArticleRow.slug > slug)
        where = and_(where, or_(ArticleRow.position > place.position, behind), ArticleRow.position >= place.position)
    return _chosen(work.session.execute(_lines(work, where, locales, limit)), locales[0])[:limit]


def by_slug(work: Work, locales: tuple[str, str], limit: int, slug: str | None) -> list[ArticleLine]:
    """Return published articles of all categories by slug, behind one, in the first of `locales` that each has."""
    order = (ArticleRow.slug, TranslationRow.locale)
    lines = _lines(work, ArticleRow.slug > (slug or ""), locales, limit).order_by(None).order_by(*order)
    found = {line.slug: line for line in _chosen(work.session.execute(lines), locales[0])}
    return [found[key] for key in sorted(found)][:limit]


def categories_of(work: Work, slugs: Sequence[str]) -> dict[str, str]:
    """Return the category of each of these articles, by slug."""
    query = select(ArticleRow.slug, ArticleRow.category).where(ArticleRow.slug.in_(slugs))
    return {row.slug: row.category for row in work.session.execute(query)}


def _lines(
    work: Work, where: ColumnElement[bool], locales: tuple[str, str], limit: int
) -> Select[str, str, str, str, str, int]:
    """As many rows as surely hold `limit` articles: each has one row a language."""
    return (
        select(
            ArticleRow.slug, TranslationRow.locale, TranslationRow.title, TranslationRow.summary, ArticleRow.category,
            ArticleRow.position,
        )
        .join(TranslationRow, TranslationRow.article_id == ArticleRow.id)
        .where(where, TranslationRow.locale.in_(set(locales)), readable(work))
        .order_by(ArticleRow.position, ArticleRow.slug)
        .limit(limit * len(set(locales)))
    )  # fmt: skip


def _chosen(rows: Iterable[Row[str, str, str, str, str, int]], locale: str) -> list[ArticleLine]:
    chosen: dict[str, ArticleLine] = {}
    for row in sorted(rows, key=lambda row: (row.position, row.slug)):
        if row.slug not in chosen or row.locale == locale:
            chosen[row.slug] = ArticleLine(row.slug, row.locale, row.title, row.summary, row.category)
    return list(chosen.values())
