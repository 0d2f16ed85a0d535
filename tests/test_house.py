"""What stands where: the exact top level, no long files, nothing unfinished, no trace of the machine it was made on."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent
TOP = {
    *("app.py", "pyproject.toml", "README.md", "Makefile", "constraints.txt", "LICENSE"),
    *("helpcenter", "templates", "translations", "tui", "tests", "docs"),
    *(".ci", ".gitignore"),
}
LONGEST = 300
"""Lines of a Python file; in a longer one a noun is hiding."""

# Written in pieces, so that this file does not find itself.
UNFINISHED = re.compile(
    "TO" "DO|FIX" "ME|XX" r"X|raise NotImpl" r"emented|pragma: no " r"cover|pytest\.mark\.(skip|x" "fail)"
)
MACHINE = re.compile(rb"(?<![\w.])/" rb"(work|root|opt/(pypi|wheels))/")
REGISTRY = re.compile(rb"pypi\." rb"org|pythonhosted\." rb"org|registry\.npmjs|anaconda\." rb"org|crates\." rb"io")


@cache
def files() -> tuple[Path, ...]:
    """What is committed, or would be."""
    command = ("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")
    listed = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=True).stdout
    return tuple(path for name in listed.split("\0") if name and (path := HOUSE / name).is_file())


def named(path: Path) -> str:
    """A file's name inside the house."""
    return path.relative_to(HOUSE).as_posix()


def test_the_top_level_is_exact() -> None:
    assert {path.relative_to(HOUSE).parts[0] for path in files()} == TOP


def test_no_python_file_is_long() -> None:
    lengths = {named(path): len(path.read_bytes().splitlines()) for path in files() if path.suffix == ".py"}
    assert not {name: lines for name, lines in lengths.items() if lines > LONGEST}


def test_nothing_is_unfinished_or_switched_off() -> None:
    texts = {named(path): path.read_text(encoding="utf-8") for path in files() if path.suffix in (".py", ".html")}
    assert not {name: found[0] for name, text in texts.items() if (found := UNFINISHED.search(text))}


@pytest.mark.parametrize("pattern", [MACHINE, REGISTRY], ids=["machine", "registry"])
def test_no_file_names_where_it_was_made_or_fetched(pattern: re.Pattern[bytes]) -> None:
    assert not {named(path): found[0] for path in files() if (found := pattern.search(path.read_bytes()))}
