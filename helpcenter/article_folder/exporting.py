"""A folder of articles goes out: byte for byte as it came in, where it has not been changed here since."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from helpcenter.article_folder.files import CATEGORIES, SUGGESTIONS
from helpcenter.desk import Desk
from helpcenter.domain.article_files import format_categories, format_source, parse_categories, parse_source
from helpcenter.domain.suggestions import format_lists, parse_lists
from helpcenter.services import article_files as kept_files
from helpcenter.services import articles, suggestions

T = TypeVar("T")


def export_folder(desk: Desk, folder: Path) -> int:
    """Write every translation, category, list of suggested questions and picture into a folder, over what is named so.

    Returns how many articles.
    """
    kept = desk.see(kept_files.kept)
    sources = desk.see(articles.sources)
    for source in sources:
        path, slug, locale = f"{source.locale}/{source.slug}.md", source.slug, source.locale
        text = _as_kept(kept.get(path), source, lambda own, slug=slug, locale=locale: parse_source(own, slug, locale))  # type: ignore[misc]
        _write(folder / path, text or format_source(source))
    for locale in desk.settings.locales:
        if titled := desk.see(articles.titled_categories, locale):
            path = f"{locale}/{CATEGORIES}"
            text = _as_kept(kept.get(path), set(titled), lambda own: set(parse_categories(own)))
            _write(folder / path, text or format_categories(titled))
        if lists := desk.see(suggestions.lists, locale):
            path = f"{locale}/{SUGGESTIONS}"
            text = _as_kept(kept.get(path), lists, lambda own, locale=locale: parse_lists(own, locale))  # type: ignore[misc]
            _write(folder / path, text or format_lists(lists))
    for media in desk.see(kept_files.every_media):
        (folder / media.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / media.path).write_bytes(kept_files.read(desk.settings, media))
    return len(sources)


def _as_kept(kept: str | None, value: T, parse: Callable[[str], T]) -> str | None:
    """The file as it was written, if it still says what is so."""
    try:
        return kept if kept is not None and parse(kept) == value else None
    except ValueError:
        return None


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="")
