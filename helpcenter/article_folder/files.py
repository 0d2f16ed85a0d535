"""The files of a folder of articles: what they are called, and reading them so that faults name file and line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from helpcenter.domain.article_files import MAX_FILE
from helpcenter.domain.media import checked_path

CATEGORIES = "categories.toml"
SUGGESTIONS = "suggestions.toml"
TABLES = (CATEGORIES, SUGGESTIONS)
MAX_MEDIA = 25_000_000


def article_files(folder: Path, first: str = "") -> list[Path]:
    """Return the Markdown files of all languages in a folder, in order, those of the language `first` before others."""
    return sorted(_within(folder, "*/*.md"), key=lambda file: (file.parent.name != first, file))


def media_files(folder: Path) -> list[Path]:
    """Return the files beside the articles, such as pictures; hidden ones are passed over."""
    beside = (file for file in _within(folder, "*/**/*") if file.is_file() and file.name not in TABLES)
    own = (file.relative_to(folder) for file in beside)
    return [
        folder / path
        for path in sorted(own)
        if not any(part.startswith(".") for part in path.parts) and (path.suffix != ".md" or len(path.parts) > 2)
    ]


def _within(folder: Path, pattern: str) -> Iterator[Path]:
    """What fits a pattern, but for links that lead out of the folder: what lies elsewhere is nobody's to publish."""
    top = folder.resolve()
    return (file for file in folder.glob(pattern) if file.resolve().is_relative_to(top))


def media_path(folder: Path, file: Path) -> str:
    """Return a file's path in the folder, as articles name it. Raises ValueError."""
    return checked_path(file.relative_to(folder).as_posix())


def bytes_of(file: Path, most: int = 4 * MAX_FILE) -> bytes:
    """Return what a file holds. Raises OSError and ValueError."""
    size = file.stat().st_size
    if size > most:
        raise ValueError(
            f"longer than {MAX_FILE} characters" if most == 4 * MAX_FILE else f"larger than {most} bytes: {size}"
        )
    return file.read_bytes()


def text_of(data: bytes) -> str:
    """Return the text that a file's bytes are, its line ends as they are. Raises ValueError."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise ValueError(f"line {data.count(bytes([10]), 0, fault.start) + 1}: not UTF-8") from fault


def named(folder: Path, file: Path, fault: Exception) -> str:
    """Return a fault with the file that it is in."""
    reason = fault.strerror if isinstance(fault, OSError) else str(fault)
    return f"{file.relative_to(folder)}: {reason}"
