"""Bringing in the articles of another help centre: its categories, texts as Markdown, and its addresses, which lead on.

Coming again with the same export writes what changed there and doubles nothing: an article is known by its address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from helpcenter.domain.article_files import MAX_FILE
from helpcenter.domain.articles import ArticleSource, ArticleStatus, Category, slugify
from helpcenter.domain.foreign_articles.values import Foreign, Shelf
from helpcenter.domain.html_markdown import to_markdown
from helpcenter.domain.locales import resolve
from helpcenter.domain.text import is_blank, one_line, storable
from helpcenter.services import articles
from helpcenter.services.redirects import plain_path
from helpcenter.store import article_list, redirects
from helpcenter.store.work import Work

OTHER = Shelf("", "Other articles")


@dataclass
class Plan:
    """What would be brought in; `faults` name what would not fit, with why."""

    sources: list[ArticleSource] = field(default_factory=list)
    categories: dict[str, list[Category]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def planned(work: Work, found: Sequence[Foreign], shelves: Mapping[str, Shelf]) -> Plan:
    """Return what these articles become here, without writing anything."""
    plan = Plan()
    slugs = _slugs(work, found)
    named = {each.key: each for each in (*shelves.values(), OTHER)}
    titles: dict[str, str] = {}
    for key, one in named.items():
        titles[key] = _free(slugify(one.title)[:100] or "category", set(titles.values()))
    leads = {path: slugs[each.key] for each in found for path in each.paths}
    seen: set[tuple[str, str]] = set()
    used: dict[str, set[str]] = {}
    for each in found:
        locale = resolve([each.locale], work.settings.locales, "") if each.locale else work.settings.default_locale
        shelf = each.shelf if each.shelf in named else OTHER.key
        fault = _fault(each, locale, (each.key, locale) in seen)
        if fault:
            plan.faults.append(f"article {each.key} ({each.locale or locale}) “{one_line(each.title)[:80]}”: {fault}")
            continue
        seen.add((each.key, locale))
        used.setdefault(locale, set()).update(_with_parents(shelf, named))
        plan.sources.append(_source(each, locale, slugs[each.key], titles[shelf], _leading(leads)))
    for locale, keys in used.items():
        plan.categories[locale] = [
            Category(titles[key], one_line(shelf.title)[:200] or titles[key], shelf.position, _above(shelf, titles))
            for key, shelf in named.items()
            if key in keys
        ]
    return plan


def bring(work: Work, sources: Sequence[ArticleSource]) -> int:
    """Save some of a plan's articles. Returns how many are new or other than before."""
    return articles.put_all(work, sources)


def _fault(each: Foreign, locale: str, twice: bool) -> str:
    if not locale:
        return f"{each.locale!r} is not a language offered here"
    if is_blank(each.title):
        return "it has no title"
    if len(each.html) > 4 * MAX_FILE:
        return "it is too long"
    if is_blank(to_markdown(each.html)):
        return "it has no text"
    return f"it comes twice in {locale}" if twice else ""


def _source(each: Foreign, locale: str, slug: str, category: str, link: Callable[[str], str]) -> ArticleSource:
    body = storable(to_markdown(each.html, link))
    title = one_line(each.title)[:200]
    summary = (one_line(each.summary) or _first_words(body) or title)[:500]
    return ArticleSource(
        slug, locale, title, summary, body, category, each.position,
        ArticleStatus.PUBLISHED if each.published else ArticleStatus.DRAFT,
        formerly=tuple(dict.fromkeys(plain_path(path) for path in each.paths)),
    )  # fmt: skip


def _slugs(work: Work, found: Sequence[Foreign]) -> dict[str, str]:
    """By an article's key there its slug here: the one it got when it came before, else one of its title."""
    known = redirects.every(work)
    taken = {each.slug for each in article_list.every(work)}
    slugs: dict[str, str] = {}
    for each in found:
        if each.key in slugs:
            continue
        before = next((known[path] for path in map(plain_path, each.paths) if path in known), None)
        slug = before or _free(slugify(each.title)[:100] or "article", taken)
        slugs[each.key] = slug
        taken.add(slug)
    return slugs


def _free(slug: str, taken: set[str]) -> str:
    number, tried = 1, slug
    while tried in taken:
        number += 1
        tried = f"{slug}-{number}"
    return tried


def _leading(leads: Mapping[str, str]) -> Callable[[str], str]:
    """What lets links between the articles lead to what these are called here."""
    by_plain = {plain_path(path): slug for path, slug in leads.items()}

    def lead(address: str) -> str:
        path, mark, anchor = re.sub(r"^https?://[^/]+", "", address).partition("#")
        slug = by_plain.get(plain_path(path)) if path.startswith("/") else None
        return f"{slug}{mark}{anchor}" if slug else address

    return lead


def _above(shelf: Shelf, titles: Mapping[str, str]) -> str:
    return titles.get(shelf.parent, "") if shelf.parent else ""


def _with_parents(key: str, named: Mapping[str, Shelf]) -> set[str]:
    found: set[str] = set()
    while key in named and key not in found:
        found.add(key)
        key = named[key].parent or "-"
    return found


def _first_words(body: str) -> str:
    """The first paragraph of prose, without marks."""
    for part in body.split("\n\n"):
        if not part.startswith(("#", "|", "!", "-", ">", "`")):
            return one_line(re.sub(r"[*`\\]|\[([^\]]*)\]\([^)]*\)", r"\1", part))[:200]
    return ""
