"""A folder of articles comes in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from helpcenter.article_folder.files import (
    CATEGORIES,
    MAX_MEDIA,
    SUGGESTIONS,
    article_files,
    bytes_of,
    media_files,
    media_path,
    named,
    text_of,
)
from helpcenter.desk import Desk
from helpcenter.domain.article_files import format_categories, format_source, parse_categories, parse_source
from helpcenter.domain.articles import ArticleSource
from helpcenter.domain.markdown import RENDERING
from helpcenter.domain.suggestions import format_lists, parse_lists
from helpcenter.services import article_files as kept_files
from helpcenter.services import articles, suggestions
from helpcenter.services.articles import Imported

BATCH = 20
"""Articles saved in one transaction: other writers wait for one batch at most, not for the whole folder."""


@dataclass(frozen=True)
class _Read:
    """A file that was read: its translation, its text as written, and the hash of its bytes."""

    source: ArticleSource
    text: str
    hash: str

    @property
    def key(self) -> tuple[str, str]:
        return self.source.slug, self.source.locale

    @property
    def path(self) -> str:
        return f"{self.source.locale}/{self.source.slug}.md"


def import_folder(desk: Desk, folder: Path, step: Callable[[int], None] = lambda _: None) -> Imported:
    """Take in a folder of articles. A file that cannot be taken is named in `faults`; the rest is taken.

    An unchanged file costs reading it; nothing is ever removed from the store. `step` is told how many files are done
    since its last call. Raises NotADirectoryError.
    """
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder}: there is no such folder")
    done = Imported()
    _import_categories(desk, folder, done)
    _import_suggestions(desk, folder, done)
    _import_media(desk, folder, done)
    known = desk.see(articles.file_hashes)
    files = article_files(folder, desk.settings.default_locale)  # a source comes before what is translated from it
    for start in range(0, len(files), BATCH):
        batch = files[start : start + BATCH]
        _take(desk, [found for file in batch if (found := _read(desk, folder, file, known, done))], done)
        step(len(batch))
    done.faults += [
        f"category {slug!r} has articles but stands in no {CATEGORIES}, so it is not shown"
        for slug in desk.see(articles.categories_without_title)
    ]
    return done


def _take(desk: Desk, found: list[_Read], done: Imported) -> None:
    """Save what differs from the store; of the rest, note that its file was seen."""
    if not found:
        return
    changed = desk.see(articles.changed, [each.source for each in found])
    hashes = {each.key: each.hash for each in found}
    pages = [articles.page(each, hashes[each.slug, each.locale]) for each in changed]
    odd = {each.path: each.text for each in found if each.text != format_source(each.source)}
    with desk.work() as work:
        articles.put_pages(work, pages)
        articles.note_files(work, {each.key: each.hash for each in found if each.source not in changed})
        kept_files.keep(work, odd, [each.path for each in found])
    done.changed += len(changed)
    done.unchanged += len(found) - len(changed)


def _read(desk: Desk, folder: Path, file: Path, known: dict[tuple[str, str], str], done: Imported) -> _Read | None:
    try:
        locale = _locale(desk, file)
        data = bytes_of(file)
        digest = hashlib.sha256(b"%d " % RENDERING + data).hexdigest()
        if known.get((file.stem, locale)) == digest:
            done.unchanged += 1
            return None
        text = text_of(data)
        return _Read(parse_source(text, file.stem, locale), text, digest)
    except (OSError, ValueError) as fault:
        done.faults.append(named(folder, file, fault))
        return None


def _import_categories(desk: Desk, folder: Path, done: Imported) -> None:
    for file, locale, text in _tables(desk, folder, CATEGORIES, done):
        try:
            found = parse_categories(text)
        except ValueError as fault:
            done.faults.append(named(folder, file, fault))
            continue
        if not set(found) <= set(desk.see(articles.titled_categories, locale)):
            done.faults += [
                f"{file.relative_to(folder)}: categories stand in each other: {' in '.join((*circle, circle[0]))}"
                for circle in desk.do(articles.put_categories, found, locale)
            ]
        _keep(desk, f"{locale}/{CATEGORIES}", text, format_categories(found))


def _import_suggestions(desk: Desk, folder: Path, done: Imported) -> None:
    for file, locale, text in _tables(desk, folder, SUGGESTIONS, done):
        try:
            found = parse_lists(text, locale)
        except ValueError as fault:
            done.faults.append(named(folder, file, fault))
            continue
        if found != desk.see(suggestions.lists, locale):
            desk.do(suggestions.put_lists, locale, found)
        _keep(desk, f"{locale}/{SUGGESTIONS}", text, format_lists(found))


def _import_media(desk: Desk, folder: Path, done: Imported) -> None:
    for file in media_files(folder):
        try:
            _offered(desk, file.relative_to(folder).parts[0])
            media = kept_files.store_media(desk.settings, media_path(folder, file), bytes_of(file, MAX_MEDIA))
            if not desk.see(kept_files.is_shown, media):
                desk.do(kept_files.put_media, media)
        except (OSError, ValueError) as fault:
            done.faults.append(named(folder, file, fault))


def _tables(desk: Desk, folder: Path, name: str, done: Imported) -> Iterator[tuple[Path, str, str]]:
    """Each language's file of this name with its text."""
    for file in sorted(folder.glob(f"*/{name}")):
        try:
            yield file, _locale(desk, file), text_of(bytes_of(file))
        except (OSError, ValueError) as fault:
            done.faults.append(named(folder, file, fault))


def _keep(desk: Desk, path: str, text: str, ours: str) -> None:
    """Keep a file as it was written where we would write it in another way."""
    if desk.see(kept_files.kept).get(path, ours) != text:
        desk.do(kept_files.keep, {path: text} if text != ours else {}, [path])


def _locale(desk: Desk, file: Path) -> str:
    return _offered(desk, file.parent.name)


def _offered(desk: Desk, locale: str) -> str:
    if locale not in desk.settings.locales:
        raise ValueError(f"{locale!r} is not a language offered here; those are {', '.join(desk.settings.locales)}")
    return locale
