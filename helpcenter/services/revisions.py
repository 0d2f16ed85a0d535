"""What an article's translation was before: its history, how two revisions differ, and going back to one."""

from __future__ import annotations

from helpcenter.domain.faults import NotFound
from helpcenter.domain.revisions import Revision, difference
from helpcenter.services import articles
from helpcenter.store import article_texts as texts
from helpcenter.store.work import Work


def history(work: Work, slug: str, locale: str) -> list[Revision]:
    """Return what a translation is and was, the present first. Raises NotFound."""
    found = texts.revisions(work, slug, locale)
    if not found:
        raise NotFound("article")
    return found


def diff(work: Work, slug: str, locale: str, before: int | None = None, after: int | None = None) -> list[str]:
    """Return the lines of a unified diff between two revisions, by default the last change. Raises NotFound."""
    found = history(work, slug, locale)
    newer = _numbered(found, after) if after is not None else found[0]
    older = _numbered(found, before if before is not None else max(1, newer.number - 1))
    return difference(older, newer)


def restore(work: Work, author: str, slug: str, locale: str, number: int) -> bool:
    """Make a revision the present text again; what is there now is kept. Returns whether that changed anything.

    The article's place and state stay. Raises NotFound.
    """
    revision = _numbered(history(work, slug, locale), number)
    stored = texts.stored(work, slug, locale)
    assert stored is not None
    return articles.put(work, revision.applied(stored.source), author=author)


def _numbered(found: list[Revision], number: int) -> Revision:
    for each in found:
        if each.number == number:
            return each
    raise NotFound("revision")
