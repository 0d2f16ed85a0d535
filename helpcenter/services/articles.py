"""Articles: read by everybody, brought in from a folder of Markdown files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from helpcenter.domain import category_tree
from helpcenter.domain.articles import Article, ArticleSource, ArticleStatus, Category
from helpcenter.domain.documents import article_document
from helpcenter.domain.faults import NotFound
from helpcenter.domain.markdown import RENDERING, to_html
from helpcenter.domain.webhooks import Event
from helpcenter.services import answers, webhooks
from helpcenter.store import answers as index
from helpcenter.store import article_texts as texts
from helpcenter.store import articles, categories, journal, redirects
from helpcenter.store.article_texts import Page
from helpcenter.store.work import Work


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


def questions_of(work: Work, slugs: Sequence[str], locale: str) -> list[str]:
    """Return what to ask to be told what these articles say, in their order; unknown and unpublished ones are left out.

    Each gives its first suggested question, else its title, in `locale` or else in the default language.
    """
    found = articles.questions_of(work, slugs, (work.settings.default_locale, locale))
    return [found[slug] for slug in slugs if slug in found]


def edition(work: Work) -> int:
    """Return a number that rises whenever articles or categories change, with the change itself and never before."""
    return index.edition(work)


def raise_edition(work: Work) -> None:
    """Say that pages change."""
    index.raise_edition(work)


def put(work: Work, source: ArticleSource, *, author: str = "") -> bool:
    """Save a translation with its HTML and its place in the answer index. Returns whether anything changed.

    What it was before is kept as a revision, and what it was called before leads to it. `author` is a specialist's
    name.
    """
    return bool(put_all(work, [source], author=author))


def put_all(work: Work, sources: Sequence[ArticleSource], *, author: str = "") -> int:
    """Save translations in one transaction. Returns how many changed."""
    wanted = changed(work, sources)
    put_pages(work, [page(source) for source in wanted], author=author)
    return len(wanted)


def page(source: ArticleSource, file_hash: str = "") -> Page:
    """Return a translation ready to be saved. Takes time and no store: belongs before a transaction of many."""
    return Page(source, to_html(source.body), digest_of(source), file_hash)


def put_pages(work: Work, pages: Sequence[Page], *, author: str = "") -> None:
    """Save translations, some hundred at most, in one transaction."""
    if not pages:
        return
    index.raise_edition(work)
    for each in pages:
        redirects.take_over(work, each.source.slug, each.source.formerly)
    written = texts.put(work, pages, author)
    for each in pages:
        redirects.put(work, each.source.slug, each.source.formerly)
    answers.index_articles(work, [each.id for each in written])
    saved = [{"slug": each.source.slug, "locale": each.source.locale} for each in written]
    journal.append_each(work, "article.saved", saved)
    tell_published(work, [each.source for each in written if each.source.status is not each.before])


def tell_published(work: Work, sources: Sequence[ArticleSource]) -> None:
    """Tell webhooks of translations that everybody reads from now on; of those in another state nothing."""
    published = [each for each in sources if each.status is ArticleStatus.PUBLISHED]
    if published and webhooks.is_awaited(work, Event.ARTICLE_PUBLISHED):
        for source in published:
            document = article_document(source, work.settings.public_url)
            webhooks.tell(work, Event.ARTICLE_PUBLISHED, article=document)


def changed(work: Work, sources: Sequence[ArticleSource]) -> list[ArticleSource]:
    """Return those translations that are not stored exactly so, without writing anything."""
    known = texts.digests(work, [(each.slug, each.locale) for each in sources])
    return [each for each in sources if known.get((each.slug, each.locale)) != digest_of(each)]


def file_hashes(work: Work) -> dict[tuple[str, str], str]:
    """Return by (slug, locale) the hash of the file that each translation was imported from last, if from any."""
    return texts.file_hashes(work)


def note_files(work: Work, hashes: Mapping[tuple[str, str], str]) -> None:
    """Remember by (slug, locale) the hashes of files that say what is stored already."""
    texts.note_files(work, [(slug, locale, found) for (slug, locale), found in hashes.items()])


def sources(work: Work) -> list[ArticleSource]:
    """Return every translation as its file has it, by language and slug."""
    return [each.source for each in texts.every(work)]


def put_categories(work: Work, wanted: Sequence[Category], locale: str) -> list[tuple[str, ...]]:
    """Save the places of categories and their titles in one language.

    Returns the circles that they would have made, each as the slugs on the way round; what is on one stays, or goes,
    to the top.
    """
    index.raise_edition(work)
    parents = categories.parents(work) | {each.slug: each.parent for each in wanted}
    circles = category_tree.circles(parents)
    turning = {slug for circle in circles for slug in circle}
    for category in wanted:
        categories.put(work, replace(category, parent="") if category.slug in turning else category, locale)
    return circles


def titled_categories(work: Work, locale: str) -> list[Category]:
    """Return the categories that have a title in just this language, in order."""
    return categories.titled(work, locale)


def categories_without_title(work: Work) -> list[str]:
    """Return the categories that articles name but nobody gave a title, so that no page shows them."""
    return categories.without_title(work)


def digest_of(source: ArticleSource) -> str:
    """Return what tells a translation, and how it is rendered, from any other."""
    values = json.dumps([RENDERING, vars(source)], sort_keys=True, default=str)
    return hashlib.sha256(values.encode()).hexdigest()
