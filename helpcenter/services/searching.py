"""Searching the help centre: what an answer finds, many of it, narrowed to a category, a kind or a language."""

from __future__ import annotations

from dataclasses import dataclass, replace

from helpcenter.domain.answers import Answer, Hit
from helpcenter.domain.articles import Category
from helpcenter.services import answers, shelves
from helpcenter.store import shelves as store
from helpcenter.store.work import Work

MOST = answers.MOST_HITS
KINDS = ("article", "thread")


@dataclass(frozen=True)
class Search:
    """What somebody looks for; empty filters let everything through. `kind` is one of `KINDS`."""

    text: str
    category: str = ""
    kind: str = ""
    language: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether something is left out."""
        return bool(self.category or self.kind or self.language)


def search(work: Work, wanted: Search, locale: str, site_key: str = "") -> Answer:
    """Return the best hits for a text on a page in `locale`, those left out that the filters do not want.

    A category holds what lies in the categories below it. Never raises for odd text.
    """
    found = answers.ask(work, wanted.text, wanted.language or locale, site_key=site_key, limit=MOST)
    hits = [hit for hit in found.hits if wanted.kind in ("", hit.kind) and wanted.language in ("", hit.locale)]
    if wanted.category:
        hits = _of_category(work, hits, wanted.category, locale)
    return replace(found, hits=tuple(hits))


def categories(work: Work, locale: str) -> tuple[Category, ...]:
    """Return the categories at the top, to choose from."""
    return tuple(shelf.category for shelf in shelves.home(work, locale))


def _of_category(work: Work, hits: list[Hit], category: str, locale: str) -> list[Hit]:
    lies_in = store.categories_of(work, [hit.id for hit in hits if hit.kind == "article"])
    ways = {slug: {each.slug for each in shelves.way_to(work, slug, locale)} for slug in set(lies_in.values())}
    return [hit for hit in hits if hit.kind == "article" and category in ways.get(lies_in.get(hit.id, ""), ())]
