"""Feeds: what is new in the knowledge base, in one language, and in the community."""

from __future__ import annotations

from collections.abc import Sequence

from helpcenter.domain.articles import Category
from helpcenter.domain.community import Order, Post, Space, ThreadLine
from helpcenter.domain.crawling import FeedEntry
from helpcenter.domain.faults import NotFound
from helpcenter.services import shelves
from helpcenter.services.community import listing
from helpcenter.store import crawling
from helpcenter.store.community import posts
from helpcenter.store.work import Work

ENTRIES = 30


def newest(work: Work, locale: str) -> Sequence[FeedEntry]:
    """Return the articles of a language that changed last."""
    return crawling.newest(work, locale, None, ENTRIES)


def newest_in(work: Work, slug: str, locale: str) -> tuple[Category, Sequence[FeedEntry]]:
    """Return a category with its articles of a language that changed last. Raises NotFound."""
    category = shelves.find(work, slug, locale)
    if category is None:
        raise NotFound("category")
    return category, crawling.newest(work, locale, slug, ENTRIES)


def newest_questions(work: Work, space: Space, locale: str, tag: str | None = None) -> Sequence[FeedEntry]:
    """Return the questions asked last in a space, in all languages, as they stand on pages in `locale`."""
    lines = listing(work, space, Order.NEWEST, tag=tag).threads
    asked = posts.questions(work, [line.id for line in lines])
    return [_entry(line, asked[line.id], line.title, locale) for line in lines if line.id in asked]


def newest_answers(work: Work, line: ThreadLine, locale: str) -> Sequence[FeedEntry]:
    """Return a thread's question and its answers that everybody may read, the newest first."""
    return [_entry(line, post, line.title, locale) for post in posts.newest(work, line.id, ENTRIES)]


def _entry(line: ThreadLine, post: Post, title: str, locale: str) -> FeedEntry:
    path = line.path_in(locale) + ("" if post.is_question else f"#post-{post.id}")
    changed = post.edited_at or post.created_at
    return FeedEntry(path, line.locale, title, "", post.html, post.created_at, changed, post.by.name)
