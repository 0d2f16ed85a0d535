"""Programs of this machine that take a file: the system's opener, and the specialist's own editor."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

OPENERS = ("open",) if sys.platform == "darwin" else ("xdg-open", "wslview")
WATCH_SECONDS = 0.5
"""Between looks at a file that an editor has open."""
EDITORS = ("VISUAL", "EDITOR")
"""Variables that name the editor, the first that is set counts (POSIX; `crontab -e` and others read them so)."""


def opener() -> str | None:
    """Return the program that opens a file as a click on it would; None where there is none, as over SSH."""
    return next((found for name in OPENERS if (found := shutil.which(name))), None)


def opened(program: str, file: Path) -> None:
    """Let the system open a file, and do not wait. Raises OSError."""
    _launch(program, str(file.resolve()))


def browsed(program: str, address: str) -> None:
    """Let the system open an address of ours in the browser, and do not wait. Raises OSError."""
    _launch(program, address)


def _launch(program: str, what: str) -> None:
    process = subprocess.Popen(  # noqa: S603 - the program is the system's; a path of ours begins with a slash
        [program, what],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    threading.Thread(target=process.wait, name="opener", daemon=True).start()


def editor() -> list[str] | None:
    """Return the command of the specialist's editor, as the shell would split it; None when none is named."""
    named = next((value for name in EDITORS if (value := os.environ.get(name, "").strip())), "")
    try:
        return shlex.split(named) or None
    except ValueError:
        return [named]


def followed(command: list[str], file: Path, saved: Callable[[str], object]) -> str:
    """Let the editor change a file and return its text; `saved` gets each text that the editor writes meanwhile.

    The calls of `saved` come from another thread. The file stays, whatever becomes of this program. Raises OSError and
    subprocess.CalledProcessError as `edited` does.
    """
    over = threading.Event()

    def watch() -> None:
        known = _written(file)
        while not over.wait(WATCH_SECONDS):
            if (found := _written(file)) != known:
                known = found
                saved(file.read_text(encoding="utf-8", errors="replace"))

    watcher = threading.Thread(target=watch, name="editor", daemon=True)
    watcher.start()
    try:
        subprocess.run([*command, str(file)], check=True)  # noqa: S603 - the specialist's own editor
    finally:
        over.set()
        watcher.join()
    return file.read_text(encoding="utf-8", errors="replace")


def _written(file: Path) -> tuple[int, int]:
    """When a file was written and how long it is; zeros while an editor puts a new one in its place."""
    try:
        found = file.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def edited(command: list[str], text: str, suffix: str = ".md") -> str:
    """Let the editor change a text and return it. The terminal has to be the editor's meanwhile.

    The text lies in a folder that only its owner may enter, and goes with it. Raises OSError when the editor cannot
    be started, subprocess.CalledProcessError when it ends with a fault: the text is then as it was.
    """
    with TemporaryDirectory(prefix="helpcenter-") as folder:
        file = Path(folder, f"text{suffix}")
        file.write_text(text, encoding="utf-8")
        subprocess.run([*command, str(file)], check=True)  # noqa: S603 - the specialist's own editor
        return file.read_text(encoding="utf-8", errors="replace")
