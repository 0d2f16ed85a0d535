"""Finding links of articles that lead nowhere."""

from __future__ import annotations

from dataclasses import dataclass

from helpcenter.domain.article_links import Page, broken, outside, places
from helpcenter.domain.articles import ArticleStatus
from helpcenter.domain.markdown import to_html
from helpcenter.store import article_files, redirects
from helpcenter.store import article_texts as texts
from helpcenter.store.work import Work


@dataclass(frozen=True)
class BrokenLink:
    """A link that leads nowhere; `line` is that of the article's text below its front matter."""

    slug: str
    locale: str
    line: int
    target: str
    why: str


@dataclass(frozen=True)
class LinkReport:
    """What was found; `outside` are addresses on other hosts with the articles (locale/slug) that link them."""

    articles: int
    broken: tuple[BrokenLink, ...]
    outside: dict[str, tuple[str, ...]]


def check(work: Work) -> LinkReport:
    """Look at the links of every article that is not archived."""
    found = [each.source for each in texts.every(work) if each.source.status is not ArticleStatus.ARCHIVED]
    pages = [
        Page(each.slug, each.locale, each.body, to_html(each.body), each.status is not ArticleStatus.DRAFT)
        for each in found
    ]
    media = frozenset(each.path for each in article_files.every_media(work))
    there = places(pages, redirects.every(work), media, work.settings.default_locale)
    faults = [
        BrokenLink(page.slug, page.locale, link.line, link.target, why)
        for page in pages
        for link, why in broken(page, there)
    ]
    away: dict[str, list[str]] = {}
    for page in pages:
        for address in outside(page.body):
            away.setdefault(address, []).append(f"{page.locale}/{page.slug}")
    return LinkReport(len(pages), tuple(faults), {address: tuple(names) for address, names in away.items()})
