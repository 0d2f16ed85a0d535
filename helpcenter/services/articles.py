"""Articles: read by everybody, brought in from a folder of Markdown files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

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


def put_all(
    work: Work,
    sources: Sequence[ArticleSource],
    hashes: Mapping[tuple[str, str], str] | None = None,
    *,
    author: str = "",
) -> int:
    """Save translations in one transaction, with their files' hashes by (slug, locale). Returns how many changed."""
    wanted = changed(work, sources)
    if wanted:
        index.raise_edition(work)
    for source in wanted:
        _put(work, source, author, (hashes or {}).get((source.slug, source.locale), ""))
    return len(wanted)


def _put(work: Work, source: ArticleSource, author: str, file_hash: str) -> None:
    redirects.take_over(work, source.slug, source.formerly)
    before = texts.stored(work, source.slug, source.locale)
    translation_id = texts.put(work, source, to_html(source.body), digest_of(source), author, file_hash)
    redirects.put(work, source.slug, source.formerly)
    index_again(work, translation_id, source)
    journal.append(work, "article.saved", slug=source.slug, locale=source.locale)
    if before is None or before.source.status is not source.status:
        tell_published(work, source)


def tell_published(work: Work, source: ArticleSource) -> None:
    """Tell webhooks of a translation that everybody reads from now on; of one in another state nothing."""
    if source.status is ArticleStatus.PUBLISHED:
        webhooks.tell(work, Event.ARTICLE_PUBLISHED, article=article_document(source, work.settings.public_url))


def index_again(work: Work, translation_id: int, source: ArticleSource) -> None:
    """Let a translation answer questions if it is published, else not."""
    if source.status is ArticleStatus.PUBLISHED:
        answers.index_article(work, translation_id)
    else:
        answers.forget_article(work, translation_id)


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
    values = json.dumps([RENDERING, asdict(source)], sort_keys=True, default=str)
    return hashlib.sha256(values.encode()).hexdigest()
