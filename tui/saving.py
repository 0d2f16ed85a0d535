"""Files of customers on the specialist's own disk."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

from tui.text import safe_line

CHUNK = 1024 * 1024


def downloads() -> Path:
    """Return where this user keeps what was downloaded: `XDG_DOWNLOAD_DIR`, `~/Downloads`, else the home folder."""
    named = os.environ.get("XDG_DOWNLOAD_DIR")
    usual = Path.home() / "Downloads"
    return Path(named) if named else usual if usual.is_dir() else Path.home()


def saved(source: Path, name: str, folder: Path, step: Callable[[int, int], object] = lambda _done, _all: None) -> Path:
    """Copy a file into `folder` under its name, or with a number where that is taken. Returns where.

    `step` hears (bytes done, bytes in all) as it goes on. Nothing is ever overwritten, no name leads out of the
    folder, and none is hidden. Raises OSError.
    """
    return written(partial(_copied, source, step), name, folder)


def written(write: Callable[[Path], None], name: str, folder: Path) -> Path:
    """Let `write` make a file in `folder` under a name, or with a number where that is taken. Returns where.

    `write` raises FileExistsError where there is one already. No name leads out of the folder, and none is hidden.
    Raises OSError.
    """
    plain = safe_line(name).replace("/", "_").replace("\\", "_").lstrip(".")[:120] or "file"
    stem, dot, suffix = plain.rpartition(".")
    folder.mkdir(parents=True, exist_ok=True)
    for number in count(1):
        said = plain if number == 1 else f"{stem} ({number}).{suffix}" if dot and stem else f"{plain} ({number})"
        try:
            write(folder / said)
            return folder / said
        except FileExistsError:
            continue
    raise AssertionError("numbers do not end")


def _copied(source: Path, step: Callable[[int, int], object], file: Path) -> None:
    with file.open("xb") as out, source.open("rb") as data:
        size = os.fstat(data.fileno()).st_size
        while part := data.read(CHUNK):
            out.write(part)
            step(out.tell(), size)
