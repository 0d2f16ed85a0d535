"""Who may read an article: draft, scheduled, published, archived. What is scheduled goes live by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from helpcenter.domain.articles import ArticleStatus
from helpcenter.domain.faults import Fault, Forbidden, Invalid, NotFound
from helpcenter.domain.people import Specialist
from helpcenter.domain.revisions import Stored
from helpcenter.domain.rights import Right, may
from helpcenter.services import answers, articles
from helpcenter.store import answers as index
from helpcenter.store import article_texts as texts
from helpcenter.store import journal
from helpcenter.store.work import Work

AT_ONCE = 20
"""Articles that one turn of the courier publishes."""


def may_publish(work: Work, who: Specialist) -> bool:
    """Whether somebody may let readers see a text: with the setting `article_review` only leads and admins."""
    return not work.settings.article_review or may(who.role, Right.PUBLISH)


def publish(work: Work, who: Specialist, slug: str, locale: str) -> Stored:
    """Let everybody read a translation from now on. Raises NotFound, Forbidden."""
    return _turn(work, who, slug, locale, ArticleStatus.PUBLISHED)


def schedule(work: Work, who: Specialist, slug: str, locale: str, at: datetime) -> Stored:
    """Let everybody read a translation from a moment on. Raises NotFound, Forbidden, Invalid when that is past."""
    if at <= work.now:
        raise Invalid({"publish_at": Fault.EXPIRED})
    return _turn(work, who, slug, locale, ArticleStatus.SCHEDULED, at.astimezone(UTC))


def archive(work: Work, who: Specialist, slug: str, locale: str) -> Stored:
    """Put a translation away: nobody reads it, it is kept. Raises NotFound, Forbidden."""
    return _turn(work, who, slug, locale, ArticleStatus.ARCHIVED)


def withdraw(work: Work, who: Specialist, slug: str, locale: str) -> Stored:
    """Make a translation a draft again. Raises NotFound, Forbidden."""
    return _turn(work, who, slug, locale, ArticleStatus.DRAFT)


def publish_due(work: Work) -> int:
    """Publish what was scheduled for a moment that has come, a bounded number. Returns how many.

    Readers who ask for it see it from that moment on in any case; this brings it into lists, answers and feeds.
    """
    due = texts.due(work, AT_ONCE)
    for slug, locale in due:
        _set(work, slug, locale, ArticleStatus.PUBLISHED, None)
    return len(due)


def _turn(
    work: Work, who: Specialist, slug: str, locale: str, status: ArticleStatus, at: datetime | None = None
) -> Stored:
    if not may_publish(work, who):
        raise Forbidden("publish")
    return _set(work, slug, locale, status, at)


def _set(work: Work, slug: str, locale: str, status: ArticleStatus, at: datetime | None) -> Stored:
    index.raise_edition(work)
    found = texts.stored(work, slug, locale)
    if found is None:
        raise NotFound("article")
    source = replace(found.source, status=status, publish_at=at)
    if source != found.source:
        texts.set_status(work, found.id, status, at, articles.digest_of(source))
        answers.index_articles(work, [found.id])
        journal.append(work, f"article.{status.value}", slug=slug, locale=locale)
        articles.tell_published(work, [source])
    return replace(found, source=source)
