"""Articles: read by everybody, brought in from a folder of Markdown files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from helpcenter.domain.articles import Article, ArticleLine, ArticleSource, ArticleStatus, Category
from helpcenter.domain.faults import NotFound
from helpcenter.domain.markdown import RENDERING, to_html
from helpcenter.services import answers
from helpcenter.store import answers as index
from helpcenter.store import articles, journal
from helpcenter.store.work import Work


@dataclass(frozen=True)
class Shelf:
    """A category with its articles, titles in the reader's language where there are any."""

    category: Category
    articles: tuple[ArticleLine, ...]


@dataclass
class Imported:
    """What an import did; `faults` name file and reason, the rest was taken in."""

    changed: int = 0
    unchanged: int = 0
    faults: list[str] = field(default_factory=list)


def read(work: Work, slug: str, locale: str) -> Article:
    """Return an article in `locale`, else in the default language, else in any. Raises NotFound."""
    wanted = (locale, work.settings.default_locale, *work.settings.locales)
    found = articles.get(work, slug, wanted)
    if found is None:
        raise NotFound("article")
    return found


def shelves(work: Work, locale: str) -> tuple[Shelf, ...]:
    """Return all published articles by category, in `locale` or else in the default language."""
    fallback = work.settings.default_locale
    lines = articles.lines(work, locale, fallback)
    found = []
    for category in articles.categories(work, locale, fallback):
        own = tuple(line for line in lines if line.category == category.slug)
        if own:
            found.append(Shelf(category, own))
    return tuple(found)


def category_title(work: Work, slug: str, locale: str) -> str:
    """Return a category's title in `locale` or the default language, else its slug."""
    titles = {c.slug: c.title for c in articles.categories(work, locale, work.settings.default_locale)}
    return titles.get(slug, slug)


def questions_of(work: Work, slugs: Sequence[str], locale: str) -> list[str]:
    """Return what to ask to be told what these articles say, in their order; unknown and unpublished ones are left out.

    Each gives its first suggested question, else its title, in `locale` or else in the default language.
    """
    found = articles.questions_of(work, slugs, (work.settings.default_locale, locale))
    return [found[slug] for slug in slugs if slug in found]


def edition(work: Work) -> int:
    """Return a number that rises whenever articles or categories change, with the change itself and never before."""
    return index.edition(work)


def put(work: Work, source: ArticleSource) -> bool:
    """Save a translation with its HTML and its place in the answer index. Returns whether anything changed."""
    digest = _digest(source)
    if articles.is_unchanged(work, source.slug, source.locale, digest):
        return False
    index.raise_edition(work)
    translation_id = articles.put(work, source, to_html(source.body), digest)
    if source.status is ArticleStatus.PUBLISHED:
        answers.index_article(work, translation_id)
    else:
        answers.forget_article(work, translation_id)
    journal.append(work, "article.saved", slug=source.slug, locale=source.locale)
    return True


def put_all(work: Work, sources: Sequence[ArticleSource]) -> int:
    """Save translations in one transaction. Returns how many were changed."""
    return sum(put(work, source) for source in sources)


def changed(work: Work, sources: Sequence[ArticleSource]) -> list[ArticleSource]:
    """Return those translations that are not stored exactly so, without writing anything."""
    return [each for each in sources if not articles.is_unchanged(work, each.slug, each.locale, _digest(each))]


def sources(work: Work) -> list[ArticleSource]:
    """Return every translation as its file has it, by language and slug."""
    return [source for source, _ in articles.sources(work)]


def put_categories(work: Work, categories: Sequence[Category], locale: str) -> None:
    """Save the places of categories and their titles in one language."""
    index.raise_edition(work)
    for category in categories:
        articles.put_category(work, category.slug, category.position, locale, category.title)


def titled_categories(work: Work, locale: str) -> list[Category]:
    """Return the categories that have a title in just this language, in order."""
    return articles.titled_categories(work, locale)


def categories_without_title(work: Work) -> list[str]:
    """Return the categories that articles name but nobody gave a title, so that no page shows them."""
    return articles.categories_without_title(work)


def _digest(source: ArticleSource) -> str:
    return hashlib.sha256(json.dumps([RENDERING, asdict(source)], sort_keys=True).encode()).hexdigest()
