"""Shelves: the knowledge base as readers walk through it, by categories and their articles."""

from __future__ import annotations

from dataclasses import dataclass

from helpcenter.domain.articles import Article, ArticleLine, Category
from helpcenter.domain.category_tree import way_up
from helpcenter.domain.faults import NotFound
from helpcenter.store import categories
from helpcenter.store import shelves as store
from helpcenter.store.work import Work

FIRST = 5
"""Articles of a category that are shown where many categories are."""
A_PAGE = 50
RELATED = 4


@dataclass(frozen=True)
class Shelf:
    """A category with its first articles, titles in the reader's language where there are any."""

    category: Category
    articles: tuple[ArticleLine, ...]
    has_more: bool
    below: tuple[Category, ...] = ()


@dataclass(frozen=True)
class ShelfPage:
    """One page of a category: where it lies (from the top), what lies in it, where the next page begins."""

    category: Category
    above: tuple[Category, ...]
    below: tuple[Shelf, ...]
    articles: tuple[ArticleLine, ...]
    after: str | None


def home(work: Work, locale: str) -> tuple[Shelf, ...]:
    """Return the categories at the top that hold anything, each with its first articles, in `locale` or the default."""
    return _shelves(work, _categories(work, locale), "", locale)


def page(work: Work, slug: str, locale: str, after: str | None = None) -> ShelfPage:
    """Return a page of a category, from the article behind `after` on. Raises NotFound, also for an empty category."""
    known = _categories(work, locale)
    if slug not in known:
        raise NotFound("category")
    found = store.after(work, slug, _locales(work, locale), A_PAGE + 1, after)
    below = _shelves(work, known, slug, locale)
    if not found and not below:
        raise NotFound("category")
    rest = found[A_PAGE - 1].slug if len(found) > A_PAGE else None
    return ShelfPage(known[slug], _above(known, slug), below, tuple(found[:A_PAGE]), rest)


def filled(work: Work) -> tuple[Category, ...]:
    """Return the categories that readers can open, titles in the default language."""
    locale = work.settings.default_locale
    known = _categories(work, locale)
    holding = _filled(known, set(store.first(work, list(known), (locale, locale), 1)))
    return tuple(each for slug, each in known.items() if slug in holding)


def find(work: Work, slug: str, locale: str) -> Category | None:
    """Return a category, its title in `locale` or else in the default language."""
    return _categories(work, locale).get(slug)


def way_to(work: Work, slug: str, locale: str) -> tuple[Category, ...]:
    """Return the categories from the top down to this one; one that nobody gave a title is called by its slug."""
    known = _categories(work, locale)
    return (*_above(known, slug), known.get(slug, Category(slug, slug, 0)))


def related(work: Work, article: Article, locale: str) -> tuple[ArticleLine, ...]:
    """Return the articles that stand next in an article's category, from its beginning again at the end."""
    locales = _locales(work, locale)
    found = store.after(work, article.category, locales, RELATED, article.slug)
    if len(found) < RELATED:
        known = {line.slug for line in found} | {article.slug}
        first = store.after(work, article.category, locales, RELATED + 1)
        found += [line for line in first if line.slug not in known]
    return tuple(found[:RELATED])


def _shelves(work: Work, known: dict[str, Category], parent: str, locale: str) -> tuple[Shelf, ...]:
    """The shelves directly below one; those with nothing on them and below them are left out."""
    here = [each for each in known.values() if _parent(known, each) == parent]
    lines = store.first(work, list(known), _locales(work, locale), FIRST + 1)
    filled = _filled(known, set(lines))
    found = []
    for each in (each for each in here if each.slug in filled):
        own = lines.get(each.slug, [])
        below = tuple(c for c in known.values() if c.slug in filled and _parent(known, c) == each.slug)
        found.append(Shelf(each, tuple(own[:FIRST]), len(own) > FIRST, below))
    return tuple(found)


def _filled(known: dict[str, Category], holding: set[str]) -> set[str]:
    """The categories that hold an article or have one below them that does."""
    return {up.slug for slug in holding for up in (*_above(known, slug), known[slug])}


def _above(known: dict[str, Category], slug: str) -> tuple[Category, ...]:
    """The categories above one, from the top."""
    return tuple(known[each] for each in way_up(slug, {own: _parent(known, each) for own, each in known.items()}))


def _parent(known: dict[str, Category], category: Category) -> str:
    """The parent's slug; a parent that is not there is none."""
    return category.parent if category.parent in known and category.parent != category.slug else ""


def _categories(work: Work, locale: str) -> dict[str, Category]:
    return {each.slug: each for each in categories.every(work, locale, work.settings.default_locale)}


def _locales(work: Work, locale: str) -> tuple[str, str]:
    return locale, work.settings.default_locale
