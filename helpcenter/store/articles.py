"""Rows of articles and their translations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.articles import Article, ArticleLine, ArticleSource, ArticleStatus, Category
from helpcenter.store.database import Base, BigId, Json, UtcTime
from helpcenter.store.upsert import insert_ignore
from helpcenter.store.work import Work


class ArticleRow(Base):
    """What all translations of an article share."""

    __tablename__ = "article"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    category: Mapped[str] = mapped_column(String(120))
    position: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class CategoryRow(Base):
    """A shelf of articles; titles by locale."""

    __tablename__ = "category"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    position: Mapped[int] = mapped_column(Integer)
    titles: Mapped[dict[str, str]] = mapped_column(Json)


class TranslationRow(Base):
    """One translation. `html` is rendered and made safe when it is saved."""

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

    __table_args__ = (UniqueConstraint("article_id", "locale"), Index(None, "locale", "status"))


def is_unchanged(work: Work, slug: str, locale: str, digest: str) -> bool:
    """Whether a translation is stored exactly as the digest says."""
    query = (
        select(TranslationRow.digest)
        .join(ArticleRow, ArticleRow.id == TranslationRow.article_id)
        .where(ArticleRow.slug == slug, TranslationRow.locale == locale)
    )
    return work.session.scalar(query) == digest


def put(work: Work, source: ArticleSource, html: str, digest: str) -> int:
    """Write a translation, and its article when it is the first. Returns the translation's id."""
    insert_ignore(
        work, ArticleRow, slug=source.slug, category=source.category, position=source.position, created_at=work.now
    )
    article = work.session.scalars(select(ArticleRow).where(ArticleRow.slug == source.slug)).one()
    article.category, article.position = source.category, source.position
    row = work.session.scalar(
        select(TranslationRow).where(TranslationRow.article_id == article.id, TranslationRow.locale == source.locale)
    )
    if row is None:
        row = TranslationRow(article_id=article.id, locale=source.locale)
        work.session.add(row)
    row.title, row.summary, row.body, row.html = source.title, source.summary, source.body, html
    row.status, row.suggested, row.asked_as = source.status.value, list(source.suggested), list(source.asked_as)
    row.digest, row.updated_at = digest, work.now
    work.session.flush()
    return row.id


def put_category(work: Work, slug: str, position: int, locale: str, title: str) -> None:
    """Write a category's place and one of its titles."""
    insert_ignore(work, CategoryRow, slug=slug, position=position, titles={})
    row = work.session.scalars(select(CategoryRow).where(CategoryRow.slug == slug)).one()
    row.position, row.titles = position, {**row.titles, locale: title}
    work.session.flush()


def categories(work: Work, locale: str, fallback: str) -> list[Category]:
    """Return all categories in order, with titles in `locale`, else `fallback`, else their slug."""
    rows = work.session.scalars(select(CategoryRow).order_by(CategoryRow.position, CategoryRow.slug))
    return [
        Category(row.slug, row.titles.get(locale) or row.titles.get(fallback) or row.slug, row.position) for row in rows
    ]


def titled_categories(work: Work, locale: str) -> list[Category]:
    """Return the categories that have a title in just this language, in order."""
    rows = work.session.scalars(select(CategoryRow).order_by(CategoryRow.position, CategoryRow.slug))
    return [Category(row.slug, row.titles[locale], row.position) for row in rows if row.titles.get(locale)]


def categories_without_title(work: Work) -> list[str]:
    """Return the categories that articles name but no row stands for."""
    known = select(CategoryRow.slug)
    return list(
        work.session.scalars(
            select(ArticleRow.category)
            .distinct()
            .where(ArticleRow.category.not_in(known))
            .order_by(ArticleRow.category)
        )
    )


def get(work: Work, slug: str, locales: Sequence[str]) -> Article | None:
    """Return an article's published translation in the first of `locales` that it has."""
    rows = work.session.execute(
        select(TranslationRow, ArticleRow)
        .join(ArticleRow, ArticleRow.id == TranslationRow.article_id)
        .where(ArticleRow.slug == slug, TranslationRow.status == ArticleStatus.PUBLISHED.value)
    ).all()
    by_locale = {translation.locale: (translation, article) for translation, article in rows}
    found = next((by_locale[locale] for locale in locales if locale in by_locale), None)
    return _article(*found, tuple(sorted(by_locale))) if found else None


def by_translation(work: Work, translation_id: int) -> Article | None:
    """Return one translation, whatever its status."""
    row = work.session.get(TranslationRow, translation_id)
    if row is None:
        return None
    return _article(row, work.session.get_one(ArticleRow, row.article_id), (row.locale,))


def lines(work: Work, locale: str, fallback: str) -> list[ArticleLine]:
    """Return all published articles as lines, in `locale` or else in `fallback`, by category and position."""
    rows = work.session.execute(
        select(
            ArticleRow.slug, TranslationRow.locale, TranslationRow.title, TranslationRow.summary, ArticleRow.category
        )
        .join(ArticleRow, ArticleRow.id == TranslationRow.article_id)
        .where(TranslationRow.locale.in_([locale, fallback]), TranslationRow.status == ArticleStatus.PUBLISHED.value)
        .order_by(ArticleRow.category, ArticleRow.position, ArticleRow.slug)
    ).all()
    chosen: dict[str, ArticleLine] = {}
    for row in rows:
        if row.slug not in chosen or row.locale == locale:
            chosen[row.slug] = ArticleLine(*row)
    return list(chosen.values())


def suggested_questions(work: Work, locale: str, limit: int) -> list[str]:
    """Return questions that editors suggest in a language, the first one of each article first."""
    rows = work.session.scalars(
        select(TranslationRow.suggested)
        .join(ArticleRow, ArticleRow.id == TranslationRow.article_id)
        .where(TranslationRow.locale == locale, TranslationRow.status == ArticleStatus.PUBLISHED.value)
        .order_by(ArticleRow.position, ArticleRow.slug)
    ).all()
    rounds = range(max((len(row) for row in rows), default=0))
    return [row[turn] for turn in rounds for row in rows if len(row) > turn][:limit]


def questions_of(work: Work, slugs: Sequence[str], locales: Sequence[str]) -> dict[str, str]:
    """Return by slug each published article's first suggested question or title; later `locales` win."""
    if not slugs:
        return {}
    rows = work.session.execute(
        select(ArticleRow.slug, TranslationRow.locale, TranslationRow.suggested, TranslationRow.title)
        .join(ArticleRow, ArticleRow.id == TranslationRow.article_id)
        .where(ArticleRow.slug.in_(slugs), TranslationRow.status == ArticleStatus.PUBLISHED.value)
        .where(TranslationRow.locale.in_(locales))
    ).all()
    return {
        row.slug: next(iter(row.suggested), row.title) for row in sorted(rows, key=lambda r: locales.index(r.locale))
    }


def sources(work: Work) -> list[tuple[ArticleSource, datetime]]:
    """Return every translation as a source with its last change, for export."""
    rows = work.session.execute(
        select(TranslationRow, ArticleRow)
        .join(ArticleRow, ArticleRow.id == TranslationRow.article_id)
        .order_by(TranslationRow.locale, ArticleRow.slug)
    ).all()
    return [
        (
            ArticleSource(
                a.slug, t.locale, t.title, t.summary, t.body, a.category, a.position,
                ArticleStatus(t.status), tuple(t.suggested), tuple(t.asked_as),
            ),
            t.updated_at,
        )
        for t, a in rows
    ]  # fmt: skip


def count(work: Work) -> int:
    """Return how many articles there are."""
    return work.session.scalar(select(func.count()).select_from(ArticleRow)) or 0


def _article(row: TranslationRow, article: ArticleRow, locales: tuple[str, ...]) -> Article:
    return Article(
        article.id, row.id, article.slug, row.locale, row.title, row.summary, row.body, row.html,
        article.category, ArticleStatus(row.status), row.updated_at, locales,
    )  # fmt: skip
