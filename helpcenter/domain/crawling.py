"""What machines that read all pages are told: addresses in every language, and when they changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Place:
    """One page in all its languages: the path below the public address by locale, and when it last changed (UTC)."""

    paths: Mapping[str, str]
    changed: datetime | None = None


@dataclass(frozen=True)
class Part:
    """A sitemap of one kind: its number, and when something in it last changed (UTC)."""

    number: int
    changed: datetime | None = None


@dataclass(frozen=True)
class FeedEntry:
    """Something new or changed, as feed readers get it. `path` lies below the public address; times are UTC.

    `author` is a public name: None for the team's articles, empty for somebody who left.
    """

    path: str
    locale: str
    title: str
    summary: str
    html: str
    published: datetime
    changed: datetime
    author: str | None = None
