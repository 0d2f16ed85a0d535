"""Articles: knowledge-base pages in one or more translations, and the categories they live in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import unquote


class ArticleStatus(StrEnum):
    """Who may read it: everybody once published."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    ARCHIVED = "archived"


@dataclass(frozen=True)
class Category:
    """A shelf of articles, with its title in the reader's language. `parent` is a slug, empty at the top."""

    slug: str
    title: str
    position: int
    parent: str = ""


@dataclass(frozen=True)
class ArticleSource:
    """An article's translation as it stands in a Markdown file. `slug` is the same in all languages.

    `publish_at` (UTC) goes with the status scheduled; `formerly` are slugs and paths that lead here now.
    """

    slug: str
    locale: str
    title: str
    summary: str
    body: str
    category: str
    position: int = 0
    status: ArticleStatus = ArticleStatus.PUBLISHED
    suggested: tuple[str, ...] = ()
    asked_as: tuple[str, ...] = ()
    publish_at: datetime | None = None
    formerly: tuple[str, ...] = ()

    @property
    def text(self) -> tuple[str, str, str]:
        """What readers see of it: another one makes its translations outdated."""
        return self.title, self.summary, self.body


@dataclass(frozen=True)
class Article:
    """One translation of an article, fit to show. `html` is safe HTML; times are UTC.

    `outdated` says that the text it was translated from has changed since.
    """

    id: int
    translation_id: int
    slug: str
    locale: str
    title: str
    summary: str
    body: str
    html: str
    category: str
    status: ArticleStatus
    updated_at: datetime
    locales: tuple[str, ...]
    outdated: bool = False

    @property
    def path(self) -> str:
        """The address below the public address."""
        return article_path(self.slug, self.locale)


@dataclass(frozen=True)
class ArticleLine:
    """An article as a line in a list."""

    slug: str
    locale: str
    title: str
    summary: str
    category: str

    @property
    def path(self) -> str:
        """The address below the public address."""
        return article_path(self.slug, self.locale)


def article_path(slug: str, locale: str) -> str:
    """Return the address of a translation below the public address."""
    return f"/{locale}/articles/{slug}"


def source_locale(locales: Iterable[str], default: str) -> str:
    """Return which of an article's languages the others are translated from: the default one, else the first."""
    there = list(locales)
    return default if default in there else there[0]


def article_links(text: str, public_url: str) -> list[tuple[str, str]]:
    """Return (slug, locale) of every article of ours that a text links by its public address, each once."""
    found = re.findall(re.escape(public_url) + r"/([A-Za-z-]{2,20})/articles/([\w%-]{1,400})", text)
    return list(dict.fromkeys((unquote(slug), locale) for locale, slug in found))


def slugify(text: str) -> str:
    """Return `text` as a slug: ASCII where it can be folded, other letters kept, hyphens between words."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return "-".join(re.findall(r"[^\W_]+", folded))[:120].strip("-")
