"""Everything that is held, in open formats: a folder or a ZIP archive that other programs can read.

`<noun>.jsonl` one document a line, `schema.json` what its lines look like, `articles/` the Markdown folder,
`attachments/<sha256>/<name>` and `mails/<sha256>.eml` byte for byte. Secrets, passwords and sessions stay here.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from helpcenter.article_folder import export_folder
from helpcenter.desk import Desk, Work
from helpcenter.store import blobs, everything

FORMAT = 1
_UNSAFE = re.compile(r"[^\w. -]|^[. ]+|[. ]+$")
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")

Opener = Callable[[str], Any]


@dataclass
class Written:
    """How many documents of each noun were written, how many files, and which bytes are lost."""

    documents: dict[str, int] = field(default_factory=dict)
    attachments: int = 0
    mails: int = 0
    articles: int = 0
    lost: list[str] = field(default_factory=list)


def export(desk: Desk, target: Path, step: Callable[[str], None] = lambda _: None) -> Written:
    """Write everything into a new folder, or into a new archive where the name ends in .zip; `step` hears each part.

    Rows are those of one moment. Only the owner may read what is written; nothing stays after a fault.
    Raises FileExistsError when the target is there, OSError for a full disk.
    """
    if target.exists():
        raise FileExistsError(f"{target} exists already")
    target.parent.mkdir(parents=True, exist_ok=True)
    done = Written()
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".export-") as draft:
        inside = Path(draft) / "everything"
        with (_archive if target.suffix.lower() == ".zip" else _folder)(inside) as opened:
            with desk.work(writing=False) as work:
                everything.freeze(work)
                _write_rows(work, opened, done, step)
                _write_bytes(work, opened, done, step)
            step("articles")
            done.articles = _write_articles(desk, Path(draft) / "articles", opened)
            _write_json(opened, "schema.json", {noun: everything.schema(noun) for noun in everything.nouns()})
            told = {"format": FORMAT, "documents": done.documents, "lost": done.lost}
            _write_json(opened, "manifest.json", told | {"attachments": done.attachments, "mails": done.mails})
        inside.rename(target)
    return done


def safe_name(name: str) -> str:
    """Return a file's name that no system takes for a path, a device or a hidden file."""
    kept = _UNSAFE.sub("_", name)[-100:]
    return f"_{kept}" if not kept or _DEVICES.match(kept) else kept


def _write_rows(work: Work, opened: Opener, done: Written, step: Callable[[str], None]) -> None:
    for noun in everything.nouns():
        step(noun)
        done.documents[noun] = 0
        with opened(f"{noun}.jsonl") as out:
            for document in everything.rows(work, noun):
                out.write(json.dumps(document, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
                done.documents[noun] += 1


def _write_bytes(work: Work, opened: Opener, done: Written, step: Callable[[str], None]) -> None:
    """Write the bytes that rows name, each once; those that are gone are told."""
    step("attachments")
    seen: set[str] = set()
    for digest, name in everything.files(work):
        if digest not in seen:
            seen.add(digest)
            done.attachments += _copy(work, digest, f"attachments/{digest}/{safe_name(name)}", opened, done)
    step("mails")
    seen = set()
    for digest in everything.mails(work):
        if digest not in seen:
            seen.add(digest)
            done.mails += _copy(work, digest, f"mails/{digest}.eml", opened, done)


def _copy(work: Work, digest: str, name: str, opened: Opener, done: Written) -> bool:
    try:
        source = blobs.fetched(work.settings, digest).open("rb")
    except FileNotFoundError:
        done.lost.append(name)
        return False
    with source, opened(name) as out:
        shutil.copyfileobj(source, out)
    return True


def _write_articles(desk: Desk, draft: Path, opened: Opener) -> int:
    count = export_folder(desk, draft)
    for file in sorted(draft.rglob("*")):
        if file.is_file():
            with file.open("rb") as source, opened(f"articles/{file.relative_to(draft).as_posix()}") as out:
                shutil.copyfileobj(source, out)
    return count


def _write_json(opened: Opener, name: str, document: Any) -> None:
    with opened(name) as out:
        out.write(json.dumps(document, indent=2, ensure_ascii=False).encode())


@contextmanager
def _folder(top: Path) -> Iterator[Opener]:
    def opened(name: str) -> IO[bytes]:
        file = top / name
        file.parent.mkdir(parents=True, exist_ok=True)
        return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")

    top.mkdir(mode=0o700)
    yield opened


@contextmanager
def _archive(file: Path) -> Iterator[Opener]:
    with (
        os.fdopen(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as out,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        yield lambda name: archive.open(name, "w", force_zip64=True)
