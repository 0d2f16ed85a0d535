"""The sitemap: every public page in every language it has, in parts that stay small however many there are.

Each kind of page brings a `Source`; a new kind is one more line in `SOURCES`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from helpcenter.domain.community import Space
from helpcenter.domain.crawling import Part, Place
from helpcenter.domain.faults import NotFound
from helpcenter.services import shelves
from helpcenter.store import crawling
from helpcenter.store.community import threads
from helpcenter.store.work import Work

A_PART = 1_000
"""Articles of one part: with ten languages each some 10,000 addresses and 10 MB, far below what is allowed."""


MOST_PARTS = 50_000
"""Parts that an index may name (sitemaps.org, protocol 0.9)."""


@dataclass(frozen=True)
class Source:
    """Where the pages of one kind come from: its parts, and the pages of one of them by its number."""

    parts: Callable[[Work], Sequence[Part]]
    places: Callable[[Work, int], Sequence[Place]]


def parts(work: Work) -> list[tuple[str, Part]]:
    """Return (kind, part) of all parts, each of which holds something."""
    return [(kind, part) for kind, source in SOURCES.items() for part in source.parts(work)]


def places(work: Work, kind: str, number: int) -> Sequence[Place]:
    """Return the pages of a part. Raises NotFound when there are none."""
    source = SOURCES.get(kind)
    found = source.places(work, number) if source and number < MOST_PARTS else ()
    if not found:
        raise NotFound("sitemap")
    return found


def _home_and_categories(work: Work, number: int) -> list[Place]:
    if number:
        return []
    locales = work.settings.locales
    slugs = [each.slug for each in shelves.filled(work)]
    paths = ["/", *(f"/{space}" for space in Space), *(f"/categories/{slug}" for slug in slugs)]
    return [Place({locale: f"/{locale}{path}" for locale in locales}) for path in paths]


def _threads(work: Work, number: int) -> list[Place]:
    """A thread is written in one language; that is its page for search engines."""
    first = number * A_PART
    found = threads.shown_after(work, first - 1, A_PART)
    return [Place({line.locale: line.path}, line.active_at) for line in found if line.id < first + A_PART]


SOURCES: dict[str, Source] = {
    "pages": Source(lambda _work: [Part(0)], _home_and_categories),
    "articles": Source(
        lambda work: crawling.article_parts(work, A_PART),
        lambda work, number: crawling.article_places(work, number, A_PART),
    ),
    "threads": Source(lambda work: crawling.thread_parts(work, A_PART), _threads),
}
