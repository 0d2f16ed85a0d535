"""Rows of articles and their translations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    and_,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.articles import Article, ArticleStatus, source_locale
from helpcenter.store.database import Base, BigId, Json, UtcTime
from helpcenter.store.work import Work

_LOOKED_THROUGH = 100
"""Articles whose suggested questions are read, from the first: more than anybody offers, however many there are."""


class ArticleRow(Base):
    """What all translations of an article share."""

    __tablename__ = "article"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    category: Mapped[str] = mapped_column(String(120))
    position: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(UtcTime)

    __table_args__ = (Index(None, "category", "position", "slug"), Index(None, "position", "slug"))


class TranslationRow(Base):
    """One translation. `html` is rendered and made safe when it is saved.

    `revision` counts what was written, `text_revision` is the last one that changed what readers see, and `follows` is
    the `text_revision` of the article's source that this translation was made from. `file_hash` is that of the file
    that was imported last.
    """

    __tablename__ = "translation"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    locale: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20))
    suggested: Mapped[list[str]] = mapped_column(Json)
    asked_as: Mapped[list[str]] = mapped_column(Json)
    digest: Mapped[str] = mapped_column(String(64))
    updated_at: Mapped[datetime] = mapped_column(UtcTime)
    revision: Mapped[int] = mapped_column(Integer, server_default="1")
    text_revision: Mapped[int] = mapped_column(Integer, server_default="1")
    follows: Mapped[int] = mapped_column(Integer, server_default="1")
    publish_at: Mapped[datetime | None] = mapped_column(UtcTime)
    author: Mapped[str] = mapped_column(String(200), server_default="")
    file_hash: Mapped[str] = mapped_column(String(64), server_default="")
    formerly: Mapped[list[str]] = mapped_column(Json, server_default="[]")

    __table_args__ = (
        UniqueConstraint("article_id", "locale"),
        Index(None, "locale", "status"),
        Index("ix_translation_publish_at", "publish_at"),
    )


def readable(work: Work) -> ColumnElement[bool]:
    """Return the condition under which everybody may read a translation now: published, or its time has come."""
    due = and_(TranslationRow.status == ArticleStatus.SCHEDULED.value, TranslationRow.publish_at <= work.now)
    return or_(TranslationRow.status == ArticleStatus.PUBLISHED.value, due)


def get(work: Work, slug: str, locales: Sequence[str]) -> Article | None:
    """Return an article's published translation in the first of `locales` that it has."""
    rows = work.session.execute(
        select(TranslationRow, ArticleRow)
        .join(ArticleRow, ArticleRow.id == TranslationRow.article_id)
        .where(ArticleRow.slug == slug, readable(work))
    ).all()
    by_locale = {translation.locale: (translation, article) for translation, article in rows}
    found = next((by_locale[locale] for locale in locales if locale in by_locale), None)
    if found is None:
        return None
    origin = by_locale[source_locale(by_locale, work.settings.default_locale)][0]
    return _article(*found, tuple(sorted(by_locale)), outdated=found[0].follows < origin.text_revision)


def by_translation(work: Work, translations: Sequence[int]) -> dict[int, Article]:
    """Return by their ids translations of whatever status."""
    rows = work.session.execute(
        select(TranslationRow, ArticleRow)
        .join(ArticleRow, ArticleRow.id == TranslationRow.article_id)
        .where(TranslationRow.id.in_(translations))
    )
    return {row.id: _article(row, article, (row.locale,)) for row, article in rows}


def suggested_questions(work: Work, locale: str, limit: int) -> list[str]:
    """Return questions that editors suggest in a language, the first one of each article first."""
    first = select(ArticleRow.id).order_by(ArticleRow.position, ArticleRow.slug).limit(_LOOKED_THROUGH)
    ids = list(work.session.scalars(first))
    found = select(TranslationRow.article_id, TranslationRow.suggested).where(
        TranslationRow.article_id.in_(ids), TranslationRow.locale == locale, readable(work)
    )
    suggested = {row.article_id: row.suggested for row in work.session.execute(found)}
    rows = [suggested[each] for each in ids if each in suggested]
    rounds = range(max((len(row) for row in rows), default=0))
    return [row[turn] for turn in rounds for row in rows if len(row) > turn][:limit]


def questions_of(work: Work, slugs: Sequence[str], locales: Sequence[str]) -> dict[str, str]:
    """Return by slug each published article's first suggested question or title; later `locales` win."""
    if not slugs:
        return {}
    rows = work.session.execute(
        select(ArticleRow.slug, TranslationRow.locale, TranslationRow.suggested, TranslationRow.title)
        .join(ArticleRow, ArticleRow.id == TranslationRow.article_id)
        .where(ArticleRow.slug.in_(slugs), readable(work))
        .where(TranslationRow.locale.in_(locales))
    ).all()
    return {
        row.slug: next(iter(row.suggested), row.title) for row in sorted(rows, key=lambda r: locales.index(r.locale))
    }


def count(work: Work) -> int:
    """Return how many articles there are."""
    return work.session.scalar(select(func.count()).select_from(ArticleRow)) or 0


def _article(row: TranslationRow, article: ArticleRow, locales: tuple[str, ...], outdated: bool = False) -> Article:
    return Article(
        article.id, row.id, article.slug, row.locale, row.title, row.summary, row.body, row.html,
        article.category, ArticleStatus(row.status), row.updated_at, locales, outdated,
    )  # fmt: skip
