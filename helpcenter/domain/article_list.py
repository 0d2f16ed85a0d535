"""The list of articles as those see it who write them: every translation with its state, and a filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from helpcenter.domain.articles import ArticleStatus


@dataclass(frozen=True)
class Translation:
    """How one translation stands. `outdated` says that its source changed since; times are UTC."""

    locale: str
    title: str
    status: ArticleStatus
    outdated: bool
    changed_at: datetime
    publish_at: datetime | None


@dataclass(frozen=True)
class Listed:
    """An article with its translations, the one first that the others are translated from."""

    slug: str
    category: str
    translations: tuple[Translation, ...]

    @property
    def source(self) -> Translation:
        """The translation that the others are made from."""
        return self.translations[0]

    def of(self, locale: str) -> Translation | None:
        """Return the translation in a language."""
        return next((each for each in self.translations if each.locale == locale), None)

    def lacks(self, locale: str) -> bool:
        """Whether there is no translation in a language."""
        return self.of(locale) is None


def fits(article: Listed, wanted: str, locales: Sequence[str]) -> bool:
    """Whether an article fits a filter: words of title, name and category, and any of these marks.

    `status:draft` (scheduled, published, archived) asks for a translation in that state; `missing:fr` and
    `outdated:fr` for a language, without one for any; `lang:fr` for a translation in it.
    """
    return all(_fits(article, word, locales) for word in wanted.casefold().split())


def _fits(article: Listed, word: str, locales: Sequence[str]) -> bool:
    name, _, value = word.partition(":")
    if name == "status":
        return any(each.status.value.startswith(value) for each in article.translations)
    if name == "missing":
        return any(article.lacks(locale) for locale in locales if value in ("", locale))
    if name == "outdated":
        return any(each.outdated for each in article.translations if value in ("", each.locale))
    if name == "lang":
        return not article.lacks(value)
    texts = (article.slug, article.category, *(each.title for each in article.translations))
    return any(word in text.casefold() for text in texts)
