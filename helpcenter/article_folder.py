"""Articles on disk, in and out: `<folder>/<locale>/<slug>.md`, beside them `categories.toml` and `suggestions.toml`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from helpcenter.desk import Desk
from helpcenter.domain.article_files import (
    MAX_FILE,
    format_categories,
    format_source,
    parse_categories,
    parse_source,
)
from helpcenter.domain.articles import ArticleSource
from helpcenter.domain.suggestions import format_lists, parse_lists
from helpcenter.services import articles, suggestions
from helpcenter.services.articles import Imported

BATCH = 20
"""Articles saved in one transaction: other writers wait for one batch at most, not for the whole folder."""

CATEGORIES = "categories.toml"
SUGGESTIONS = "suggestions.toml"


def article_files(folder: Path) -> list[Path]:
    """Return the Markdown files of all languages in a folder, in order."""
    return sorted(folder.glob("*/*.md"))


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
    files = article_files(folder)
    for start in range(0, len(files), BATCH):
        batch = files[start : start + BATCH]
        sources = [source for file in batch if (source := _read(desk, folder, file, done))]
        changed = desk.see(articles.changed, sources)
        if changed:
            desk.do(articles.put_all, changed)
        done.changed += len(changed)
        done.unchanged += len(sources) - len(changed)
        step(len(batch))
    done.faults += [
        f"category {slug!r} has articles but stands in no {CATEGORIES}, so it is not shown"
        for slug in desk.see(articles.categories_without_title)
    ]
    return done


def export_folder(desk: Desk, folder: Path) -> int:
    """Write every translation, category and list of suggested questions into a folder, over what is named so.

    Returns how many articles.
    """
    sources = desk.see(articles.sources)
    for source in sources:
        _write(folder / source.locale / f"{source.slug}.md", format_source(source))
    for locale in desk.settings.locales:
        titled = desk.see(articles.titled_categories, locale)
        if titled:
            _write(folder / locale / CATEGORIES, format_categories(titled))
        if lists := desk.see(suggestions.lists, locale):
            _write(folder / locale / SUGGESTIONS, format_lists(lists))
    return len(sources)


def _import_categories(desk: Desk, folder: Path, done: Imported) -> None:
    for file in sorted(folder.glob(f"*/{CATEGORIES}")):
        try:
            locale = _locale(desk, file)
            found = parse_categories(_text(file))
        except (OSError, ValueError) as fault:
            done.faults.append(_named(folder, file, fault))
            continue
        if not set(found) <= set(desk.see(articles.titled_categories, locale)):
            desk.do(articles.put_categories, found, locale)


def _import_suggestions(desk: Desk, folder: Path, done: Imported) -> None:
    for file in sorted(folder.glob(f"*/{SUGGESTIONS}")):
        try:
            locale = _locale(desk, file)
            desk.do(suggestions.put_lists, locale, parse_lists(_text(file), locale))
        except (OSError, ValueError) as fault:
            done.faults.append(_named(folder, file, fault))


def _read(desk: Desk, folder: Path, file: Path, done: Imported) -> ArticleSource | None:
    try:
        return parse_source(_text(file), file.stem, _locale(desk, file))
    except (OSError, ValueError) as fault:
        done.faults.append(_named(folder, file, fault))
        return None


def _locale(desk: Desk, file: Path) -> str:
    locale = file.parent.name
    if locale not in desk.settings.locales:
        raise ValueError(f"{locale!r} is not a language offered here; those are {', '.join(desk.settings.locales)}")
    return locale


def _text(file: Path) -> str:
    if file.stat().st_size > 4 * MAX_FILE:
        raise ValueError(f"longer than {MAX_FILE} characters")
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as fault:
        line = fault.object.count(b"\n", 0, fault.start) + 1
        raise ValueError(f"line {line}: not UTF-8") from fault


def _named(folder: Path, file: Path, fault: Exception) -> str:
    reason = fault.strerror if isinstance(fault, OSError) else str(fault)
    return f"{file.relative_to(folder)}: {reason}"


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
