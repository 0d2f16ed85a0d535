"""Published articles as crawlers and feed readers get them: by ranges of ids, or the newest."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select

from helpcenter.domain.articles import article_path
from helpcenter.domain.community import State
from helpcenter.domain.crawling import FeedEntry, Part, Place
from helpcenter.store.articles import ArticleRow, TranslationRow, readable
from helpcenter.store.community.rows import ThreadRow
from helpcenter.store.work import Work


def article_parts(work: Work, size: int) -> list[Part]:
    """Return the parts that hold published articles; part n holds the ids from n × `size` on."""
    return _parts(work, TranslationRow.article_id // size, TranslationRow.updated_at, readable(work))


def thread_parts(work: Work, size: int) -> list[Part]:
    """Return the parts that hold threads which everybody may read, by their ids in the same way."""
    return _parts(work, ThreadRow.id // size, ThreadRow.active_at, ThreadRow.state == State.SHOWN.value)


def article_places(work: Work, number: int, size: int) -> list[Place]:
    """Return the published articles of a part with all their languages, by id."""
    query = (
        select(ArticleRow.id, ArticleRow.slug, TranslationRow.locale, TranslationRow.updated_at)
        .join(TranslationRow, TranslationRow.article_id == ArticleRow.id)
        .where(readable(work), ArticleRow.id >= number * size, ArticleRow.id < (number + 1) * size)
        .order_by(ArticleRow.id, TranslationRow.locale)
    )
    paths: dict[int, dict[str, str]] = {}
    changed: dict[int, datetime] = {}
    for row in work.session.execute(query):
        paths.setdefault(row.id, {})[row.locale] = article_path(row.slug, row.locale)
        changed[row.id] = max(row.updated_at, changed.get(row.id, row.updated_at))
    return [Place(own, changed[id_]) for id_, own in paths.items()]


def newest(work: Work, locale: str, category: str | None, limit: int) -> list[FeedEntry]:
    """Return the articles of a language that changed last, of one category or of all."""
    query = (
        select(TranslationRow, ArticleRow)
        .join(ArticleRow, ArticleRow.id == TranslationRow.article_id)
        .where(TranslationRow.locale == locale, readable(work))
        .order_by(TranslationRow.updated_at.desc(), TranslationRow.id.desc())
        .limit(limit)
    )
    if category is not None:
        query = query.where(ArticleRow.category == category)
    return [
        FeedEntry(
            article_path(own.slug, row.locale), row.locale, row.title, row.summary, row.html,
            own.created_at, row.updated_at,
        )
        for row, own in work.session.execute(query)
    ]  # fmt: skip


def _parts(work: Work, number: ColumnElement[int], changed: Any, shown: ColumnElement[bool]) -> list[Part]:
    query = select(number, func.max(changed)).where(shown).group_by(number).order_by(number)
    return [Part(int(part), last) for part, last in work.session.execute(query)]
