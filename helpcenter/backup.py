"""Backups: the store, files and keys of a running Helpcenter in one tar archive, and back from it.

The store is copied first and the files after it: what a row names is on the disk before the row, so that a copy of the
store finds all of its files. Member names: `manifest.json`, `helpcenter.db` (SQLite), `attachments/…`, `secret_key`, …
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from helpcenter.config import Settings
from helpcenter.store.upgrade import LATEST, copy_sqlite

FORMAT = 1
STORE, MANIFEST = "helpcenter.db", "manifest.json"
KEY = "secret_key"
KEPT = ("attachments", "loaders", "oauth", KEY, "synonyms")
"""What of the data folder belongs to a backup beside the store."""


class BackupFault(Exception):  # noqa: N818 - a refusal that the operator reads
    """A backup that cannot be made or taken back; the message says why and what to do."""


def make(settings: Settings, target: Path, *, files_only: bool = False) -> dict[str, Any]:
    """Write a backup to `target`, readable for its owner only, while others work. Returns its manifest.

    Raises BackupFault on PostgreSQL unless `files_only`, and when `target` exists already; OSError for a full disk.
    """
    if settings.sqlite_path is None and not files_only:
        raise BackupFault(
            "the store is PostgreSQL: copy it by `pg_dump --format=custom --file=helpcenter.dump <database_url>`,"
            " then its files by `helpcenter backup --files-only`, in this order"
        )
    if target.exists():
        raise BackupFault(f"{target} exists already")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        draft, manifest = Path(folder) / "draft.tar", _manifest(settings, files_only)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            with tarfile.open(fileobj=out, mode="w") as archive:
                if not files_only:
                    copy = Path(folder) / STORE
                    copy_sqlite(settings, copy)
                    manifest["store_sha256"] = _sha256(copy)
                    archive.add(copy, STORE)
                manifest["files"] = sum(_add(archive, file, name) for file, name in _files(settings))
                _add_text(archive, MANIFEST, json.dumps(manifest, indent=2))
            out.flush()
            os.fsync(out.fileno())
        draft.rename(target)
    return manifest


def take_back(settings: Settings, source: Path) -> dict[str, Any]:
    """Unpack a backup into an empty data folder. Returns its manifest; the caller holds the outbox.

    Raises BackupFault when the archive is none of ours, damaged or from a newer version, and when there is data
    already: nothing is ever written over.
    """
    data = settings.data_dir
    try:
        with tempfile.TemporaryDirectory(dir=data, prefix=".restore-") as folder, tarfile.open(source) as archive:
            archive.extractall(folder, members=_ours(archive), filter="data")
            manifest = _checked(Path(folder))
            moves = [(part, _place(settings, part.name)) for part in sorted(Path(folder).iterdir())]
            moves = [(part, place) for part, place in moves if part.name != MANIFEST]
            places = [settings.sqlite_path or data / STORE, *(data / name for name in KEPT)]
            if taken := next((place for place in places if place.exists() and not _is_fresh(place)), None):
                raise BackupFault(f"{taken} exists already: restore into an empty data folder")
            for part, place in moves:
                if place.is_dir():
                    place.rmdir()
                shutil.move(part, place)
    except (tarfile.TarError, EOFError) as fault:
        raise BackupFault(f"{source} is no backup, or is damaged: {fault}") from fault
    return manifest


def _manifest(settings: Settings, files_only: bool) -> dict[str, Any]:
    store = "none" if files_only else "sqlite"
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    return {"format": FORMAT, "schema": LATEST, "store": store, "made_at": made_at, "public_url": settings.public_url}


def _files(settings: Settings) -> Iterator[tuple[Path, str]]:
    for name in KEPT:
        top = settings.data_dir / name
        for file in [top] if top.is_file() else sorted(top.rglob("*")):
            if file.is_file() and file.suffix != ".part":
                yield file, file.relative_to(settings.data_dir).as_posix()


def _add(archive: tarfile.TarFile, file: Path, name: str) -> int:
    """Add a file; one that was erased meanwhile is none any more. Returns how many were added."""
    with suppress(FileNotFoundError):
        archive.add(file, name, recursive=False)
        return 1
    return 0


def _add_text(archive: tarfile.TarFile, name: str, text: str) -> None:
    data = text.encode()
    member = tarfile.TarInfo(name)
    member.size, member.mode, member.mtime = len(data), 0o600, int(datetime.now(UTC).timestamp())
    archive.addfile(member, BytesIO(data))


def _ours(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    for member in archive:
        if member.name.partition("/")[0] not in (*KEPT, STORE, MANIFEST) or not (member.isfile() or member.isdir()):
            raise BackupFault(f"{member.name!r} does not belong into a backup")
        yield member


def _checked(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        known = manifest["format"] == FORMAT and str(manifest["schema"]) <= LATEST
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise BackupFault("there is no manifest in it: this is no backup, or only a part of one") from fault
    if not known:
        raise BackupFault(f"it was made by a newer Helpcenter (schema {manifest['schema']}): install that version")
    if manifest["store"] == "sqlite" and _sha256(folder / STORE) != manifest.get("store_sha256"):
        raise BackupFault("the store in it is damaged: its hash is another")
    return manifest


def _place(settings: Settings, name: str) -> Path:
    if name != STORE:
        return settings.data_dir / name
    if settings.sqlite_path is None:
        raise BackupFault("it holds a SQLite store, and database_url names PostgreSQL")
    return settings.sqlite_path


def _is_fresh(place: Path) -> bool:
    """Whether nothing is lost by taking a place: an empty folder, or the key that loading the settings just made."""
    return not any(place.iterdir()) if place.is_dir() else place.name == KEY


def _sha256(file: Path) -> str:
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
