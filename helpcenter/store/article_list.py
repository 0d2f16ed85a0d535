"""Reading the list of articles for those who write them: states only, no texts."""

from __future__ import annotations

from itertools import groupby

from sqlalchemy import select

from helpcenter.domain.article_list import Listed, Translation
from helpcenter.domain.articles import ArticleStatus, source_locale
from helpcenter.store.articles import ArticleRow, TranslationRow
from helpcenter.store.work import Work


def every(work: Work) -> list[Listed]:
    """Return every article by category and place."""
    query = (
        select(
            ArticleRow.slug, ArticleRow.category, TranslationRow.locale, TranslationRow.title, TranslationRow.status,
            TranslationRow.text_revision, TranslationRow.follows, TranslationRow.updated_at, TranslationRow.publish_at,
        )
        .join(ArticleRow, ArticleRow.id == TranslationRow.article_id)
        .order_by(ArticleRow.category, ArticleRow.position, ArticleRow.slug, TranslationRow.id)
    )  # fmt: skip
    rows = work.session.execute(query).all()
    found = []
    for (slug, category), group in groupby(rows, key=lambda row: (row.slug, row.category)):
        own = list(group)
        first = source_locale([row.locale for row in own], work.settings.default_locale)
        text = next(row.text_revision for row in own if row.locale == first)
        own.sort(key=lambda row: (row.locale != first, row.locale))
        found.append(
            Listed(
                slug,
                category,
                tuple(
                    Translation(
                        row.locale, row.title, ArticleStatus(row.status), row.follows < text, row.updated_at,
                        row.publish_at,
                    )
                    for row in own
                ),
            )
        )  # fmt: skip
    return found
