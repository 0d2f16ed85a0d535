"""Rows of what articles were called before: slugs of ours, and paths of a help centre that was left."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.store import upsert
from helpcenter.store.articles import ArticleRow
from helpcenter.store.database import Base, BigId
from helpcenter.store.work import Work


class RedirectRow(Base):
    """One former name of an article: a slug, or a path that begins with a slash."""

    __tablename__ = "article_redirect"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    path: Mapped[str] = mapped_column(String(400), unique=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), index=True)


def put(work: Work, slug: str, paths: Iterable[str]) -> None:
    """Let these lead to an article; the one that said so last has them."""
    wanted = [path for path in paths if path != slug]
    if not wanted:
        return
    article_id = work.session.scalars(select(ArticleRow.id).where(ArticleRow.slug == slug)).one()
    for path in wanted:
        upsert.put(work, RedirectRow, {"path": path}, article_id=article_id)


def target(work: Work, path: str) -> str | None:
    """Return the slug of the article that was once called so."""
    query = select(ArticleRow.slug).join(RedirectRow, RedirectRow.article_id == ArticleRow.id)
    return work.session.scalar(query.where(RedirectRow.path == path))


def every(work: Work) -> dict[str, str]:
    """Return by former name the slug of each article that had one."""
    query = select(RedirectRow.path, ArticleRow.slug).join(ArticleRow, ArticleRow.id == RedirectRow.article_id)
    return {row.path: row.slug for row in work.session.execute(query)}


def take_over(work: Work, slug: str, formerly: Iterable[str]) -> bool:
    """Give an article its new slug where only one of its former names is there yet. Returns whether it was so."""
    names = [name for name in formerly if not name.startswith("/")]
    if not names or work.session.scalar(select(ArticleRow.id).where(ArticleRow.slug == slug)):
        return False
    row = work.session.scalars(select(ArticleRow).where(ArticleRow.slug.in_(names)).order_by(ArticleRow.id)).first()
    if row is None:
        return False
    row.slug = slug
    work.session.flush()
    return True
