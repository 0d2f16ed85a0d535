"""Bytes of attachments, each under its own SHA-256: files in a folder. Written before the row that names them.

With `attachments_url` they are kept in a bucket, and the folder holds copies of what was wanted lately.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from helpcenter.config import Settings
from helpcenter.store.bucket import bucket


def put(settings: Settings, data: bytes) -> str:
    """Keep these bytes and return their SHA-256 as hex. When this returns, they are on the disk, or in the bucket.

    What is there is never written again, only marked as wanted now, so that no clean-up takes it away meanwhile.
    Raises OSError when disk or bucket is full or gone; nothing half-written is left under the hash then.
    """
    digest = hashlib.sha256(data).hexdigest()
    if settings.attachments_url:
        bucket(settings.attachments_url).put(key(digest), data)
    _put_here(path(settings, digest), data)
    return digest


def key(sha256: str) -> str:
    """Return the name of a hash's bytes below folder or bucket."""
    return f"{sha256[:2]}/{sha256}"


def path(settings: Settings, sha256: str) -> Path:
    """Return where the bytes of a hash lie on this machine, or would."""
    return _folder(settings) / key(sha256)


def fetched(settings: Settings, sha256: str) -> Path:
    """Return where the bytes of a hash lie on this machine, brought from the bucket where they are not.

    Raises FileNotFoundError when they are lost, and OSError when disk or bucket cannot be read.
    """
    here = path(settings, sha256)
    if settings.attachments_url and not here.is_file():
        _put_here(here, bucket(settings.attachments_url).get(key(sha256)))
    if not here.is_file():
        raise FileNotFoundError(sha256)
    return here


def look_into(settings: Settings) -> None:
    """Look whether the bucket is there. Raises OSError."""
    bucket(settings.attachments_url).look()


def old(settings: Settings, before: datetime) -> Iterator[str]:
    """Give the keys of all that nobody has wanted since a moment, and of what broken writes left."""
    if settings.attachments_url:
        yield from bucket(settings.attachments_url).old(before)
    else:
        yield from (str(file.relative_to(_folder(settings))) for file in _old_here(settings, before))


def remove(settings: Settings, key: str, before: datetime) -> bool:
    """Remove what is under a key unless somebody has wanted it since `before`. Returns whether it is gone."""
    if settings.attachments_url and not bucket(settings.attachments_url).remove(key, before):
        return False
    gone_here = _remove_here(_folder(settings) / key, before)
    return gone_here or bool(settings.attachments_url)


def forget_copies(settings: Settings, before: datetime) -> None:
    """Remove the copies of what lies in a bucket that nobody has wanted here since a moment."""
    if settings.attachments_url:
        for file in list(_old_here(settings, before)):
            _remove_here(file, before)


def _old_here(settings: Settings, before: datetime) -> Iterator[Path]:
    for file in _folder(settings).glob("??/*"):
        with suppress(FileNotFoundError):
            if file.stat().st_mtime < before.timestamp():
                yield file


def _remove_here(file: Path, before: datetime) -> bool:
    try:
        if file.stat().st_mtime >= before.timestamp():
            return False
        file.unlink()
    except FileNotFoundError:
        return False
    return True


def _folder(settings: Settings) -> Path:
    return settings.data_dir / "attachments"


def _put_here(target: Path, data: bytes) -> None:
    if not _wanted_again(target, len(data)):
        target.parent.mkdir(parents=True, exist_ok=True)
        _write_through(target, data)


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
