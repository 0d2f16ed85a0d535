"""The list of articles for those who write them, and their names."""

from __future__ import annotations

from dataclasses import replace

from helpcenter.domain.article_list import Listed
from helpcenter.domain.articles import slugify
from helpcenter.domain.faults import Conflict, Fault, Invalid, NotFound
from helpcenter.services import articles
from helpcenter.store import article_list as store
from helpcenter.store import article_texts as texts
from helpcenter.store import journal
from helpcenter.store.work import Work


def every(work: Work) -> list[Listed]:
    """Return every article with the state of its translations, by category and place."""
    return store.every(work)


def rename(work: Work, slug: str, new: str) -> None:
    """Give an article another slug; the old one leads to it from now on. Raises NotFound, Invalid, Conflict."""
    if not new or new != slugify(new):
        raise Invalid({"slug": Fault.WRONG})
    found = texts.of_article(work, slug)
    if not found:
        raise NotFound("article")
    if texts.of_article(work, new):
        raise Conflict("slug")
    for each in found:
        names = tuple(dict.fromkeys((*(name for name in each.source.formerly if name != new), slug)))
        articles.put(work, replace(each.source, slug=new, formerly=names), author=each.author)


def confirm(work: Work, slug: str, locale: str) -> None:
    """Say that a translation is right as it is, though its source changed. Raises NotFound."""
    found = texts.stored(work, slug, locale)
    if found is None:
        raise NotFound("article")
    texts.confirm(work, found.id)
    articles.raise_edition(work)
    journal.append(work, "article.confirmed", slug=slug, locale=locale)
