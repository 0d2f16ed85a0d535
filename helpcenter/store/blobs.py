"""Bytes of attachments: files in a folder, each under its own SHA-256. Written before the row that names it."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from helpcenter.config import Settings


def put(settings: Settings, data: bytes) -> str:
    """Keep these bytes and return their SHA-256 as hex. When this returns, they are on the disk.

    What is there is never written again, only marked as wanted now, so that no clean-up takes it away meanwhile.
    Raises OSError when the disk is full or gone; nothing half-written is left under the hash then.
    """
    digest = hashlib.sha256(data).hexdigest()
    target = path(settings, digest)
    if not _wanted_again(target, len(data)):
        target.parent.mkdir(parents=True, exist_ok=True)
        _write_through(target, data)
    return digest


def path(settings: Settings, sha256: str) -> Path:
    """Return where the bytes of a hash lie, or would."""
    return _folder(settings) / sha256[:2] / sha256


def old(settings: Settings, before: datetime) -> Iterator[tuple[str, Path]]:
    """Give the hash and file of everything that nobody has wanted since a moment; leftovers of broken writes too."""
    for file in _folder(settings).glob("??/*"):
        with suppress(FileNotFoundError):
            if file.stat().st_mtime < before.timestamp():
                yield file.name, file


def remove(file: Path, before: datetime) -> bool:
    """Remove a file unless somebody has wanted it since `before`. Returns whether it is gone."""
    try:
        if file.stat().st_mtime >= before.timestamp():
            return False
        file.unlink()
    except FileNotFoundError:
        return False
    return True


def _folder(settings: Settings) -> Path:
    return settings.data_dir / "attachments"


def _wanted_again(file: Path, size: int) -> bool:
    """Mark a file as wanted now. Returns whether it is there in its full size."""
    try:
        os.utime(file)
        return file.stat().st_size == size
    except FileNotFoundError:
        return False


def _write_through(target: Path, data: bytes) -> None:
    """Write beside the target, see it on the disk, then give it its name: a crash leaves all of it or nothing."""
    draft = target.with_name(f"{secrets.token_hex(8)}.part")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(target)
        _sync_folder(target.parent)
        _sync_folder(target.parent.parent)
    finally:
        draft.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder survive a crash, where the system lets folders be synced."""
    with suppress(PermissionError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
