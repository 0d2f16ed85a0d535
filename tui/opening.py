"""Programs of this machine that take a file: the system's opener, and the specialist's own editor."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

OPENERS = ("open",) if sys.platform == "darwin" else ("xdg-open", "wslview")
EDITORS = ("VISUAL", "EDITOR")
"""Variables that name the editor, the first that is set counts (POSIX; `crontab -e` and others read them so)."""


def opener() -> str | None:
    """Return the program that opens a file as a click on it would; None where there is none, as over SSH."""
    return next((found for name in OPENERS if (found := shutil.which(name))), None)


def opened(program: str, file: Path) -> None:
    """Let the system open a file, and do not wait. Raises OSError."""
    process = subprocess.Popen(  # noqa: S603 - the program is the system's, the file is ours and begins with a slash
        [program, str(file.resolve())],
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
