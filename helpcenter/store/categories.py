"""Rows of the shelves that articles stand on."""

from __future__ import annotations

from sqlalchemy import Integer, String, select
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.articles import Category
from helpcenter.store.articles import ArticleRow
from helpcenter.store.database import Base, BigId, Json
from helpcenter.store.upsert import insert_ignore
from helpcenter.store.work import Work


class CategoryRow(Base):
    """A shelf of articles; titles by locale. `parent` is the slug of the one it stands in, empty at the top."""

    __tablename__ = "category"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    position: Mapped[int] = mapped_column(Integer)
    titles: Mapped[dict[str, str]] = mapped_column(Json)
    parent: Mapped[str] = mapped_column(String(120), server_default="")


def put(work: Work, category: Category, locale: str) -> None:
    """Write a category's place and one of its titles."""
    insert_ignore(work, CategoryRow, slug=category.slug, position=category.position, titles={})
    row = work.session.scalars(select(CategoryRow).where(CategoryRow.slug == category.slug)).one()
    row.position, row.parent = category.position, category.parent
    row.titles = {**row.titles, locale: category.title}
    work.session.flush()


def every(work: Work, locale: str, fallback: str) -> list[Category]:
    """Return all categories in order, with titles in `locale`, else `fallback`, else their slug."""
    return [
        Category(row.slug, row.titles.get(locale) or row.titles.get(fallback) or row.slug, row.position, row.parent)
        for row in _rows(work)
    ]


def titled(work: Work, locale: str) -> list[Category]:
    """Return the categories that have a title in just this language, in order."""
    return [
        Category(row.slug, row.titles[locale], row.position, row.parent)
        for row in _rows(work)
        if row.titles.get(locale)
    ]


def parents(work: Work) -> dict[str, str]:
    """Return by slug the category that each stands in; empty for those at the top."""
    return {row.slug: row.parent for row in work.session.execute(select(CategoryRow.slug, CategoryRow.parent))}


def without_title(work: Work) -> list[str]:
    """Return the categories that articles name but no row stands for."""
    named = select(ArticleRow.category).distinct().where(ArticleRow.category.not_in(select(CategoryRow.slug)))
    return list(work.session.scalars(named.order_by(ArticleRow.category)))


def _rows(work: Work) -> list[CategoryRow]:
    return list(work.session.scalars(select(CategoryRow).order_by(CategoryRow.position, CategoryRow.slug)))
