"""The files that an export of tickets ships: looked for beside it, checked like a customer's. None is ever fetched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from helpcenter.config import Settings
from helpcenter.domain.attachments import MAX_FILE_BYTES, FileFault, FilesRefused
from helpcenter.domain.evidence.files import accept
from helpcenter.domain.foreign_tickets.values import File, ForeignTicket
from helpcenter.services import attachments
from helpcenter.services.attachments import Stored

Shelf = dict[File, Stored | str]
"""What came of files that the export ships: the file as it is kept, or why it is not taken in."""


def shelved(settings: Settings, folders: Sequence[Path], found: Iterable[ForeignTicket], *, dry_run: bool) -> Shelf:
    """Return what came of the files of tickets that lie in one of these folders; with `dry_run` nothing is kept.

    Belongs before the transaction. Raises Unavailable when the disk does not take them.
    """
    named = {file for each in found for entry in each.entries for file in entry.files}
    paths = {file: path for file in named if (path := _path(folders, file))}
    return {file: _kept(settings, file, path, dry_run=dry_run) for file, path in paths.items()}


def _kept(settings: Settings, file: File, path: Path, *, dry_run: bool) -> Stored | str:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            return FileFault.TOO_LARGE.value
        data = path.read_bytes()
        if not dry_run:
            return attachments.store(settings, file.name or path.name, data)
        taken = accept(file.name or path.name, data)
        return Stored(taken.name, taken.kind.media_type, "", len(taken.data), 0, False)
    except FilesRefused as refusal:
        return refusal.files[0].fault.value
    except OSError as fault:
        return f"it cannot be read ({fault.strerror})"


def _path(folders: Sequence[Path], file: File) -> Path | None:
    """The file in its folder of the export, whose names are the export's: nothing outside of it is looked at."""
    if not file.place or "\x00" in file.place:
        return None
    for folder in folders:
        top = folder.resolve()
        place = (top / file.place).resolve()
        if place != top and place.is_relative_to(top) and place.is_dir():
            inside = sorted(each for each in place.iterdir() if each.is_file() and not each.is_symlink())
            if inside:
                return inside[0]
    return None
