"""What an article's translation was before, and how two of its texts differ."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from difflib import unified_diff

from helpcenter.domain.articles import ArticleSource


@dataclass(frozen=True)
class Stored:
    """A translation as it stands in the store. `changed_at` (UTC) is when readers last got another text.

    `revision` counts what was written, `text_revision` is the last one that changed what readers see, and `follows` is
    the `text_revision` of the source text that this one was made from.
    """

    id: int
    source: ArticleSource
    revision: int
    text_revision: int
    follows: int
    author: str
    changed_at: datetime


@dataclass(frozen=True)
class Revision:
    """One text of a translation, with who wrote it and when (UTC)."""

    number: int
    title: str
    summary: str
    body: str
    suggested: tuple[str, ...]
    asked_as: tuple[str, ...]
    author: str
    saved_at: datetime

    @classmethod
    def of(cls, stored: Stored) -> Revision:
        """Return the present text as a revision."""
        own = stored.source
        return cls(
            stored.revision, own.title, own.summary, own.body, own.suggested, own.asked_as, stored.author,
            stored.changed_at,
        )  # fmt: skip

    def applied(self, source: ArticleSource) -> ArticleSource:
        """Return a translation with this revision's text; its place, state and old addresses stay."""
        return replace(
            source,
            title=self.title,
            summary=self.summary,
            body=self.body,
            suggested=self.suggested,
            asked_as=self.asked_as,
        )


def difference(before: Revision, after: Revision) -> list[str]:
    """Return the lines of a unified diff between two revisions; empty when they say the same."""
    return list(
        unified_diff(
            lines_of(before), lines_of(after), f"revision {before.number}", f"revision {after.number}", lineterm="", n=2
        )
    )


def lines_of(revision: Revision) -> list[str]:
    """Return all of a revision as lines, its fields first."""
    fields = [f"title: {revision.title}", f"summary: {revision.summary}"]
    fields += [f"suggested: {each}" for each in revision.suggested]
    fields += [f"asked_as: {each}" for each in revision.asked_as]
    return [*fields, "", *revision.body.split("\n")]
