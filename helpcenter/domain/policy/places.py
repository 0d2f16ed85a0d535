"""Where in a TOML text a key stands, for errors that name the line. The standard reader does not tell."""

import re
from collections.abc import Iterator

from .tables import Path

_KEY = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_PATH = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEADER = re.compile(rf"\s*\[\[?\s*({_PATH})\s*\]\]?\s*(?:#.*)?$")
_ENTRY = re.compile(rf"\s*({_PATH})\s*=")
_QUOTES = ('"""', "'''")


def line_of(text: str, path: Path) -> int | None:
    """The line (from 1) of the key `path`, else of the nearest table around it that is written out; None for none."""
    lines: dict[Path, int] = {}
    for number, written in _keys(text):
        lines.setdefault(written, number)
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return None


def _keys(text: str) -> Iterator[tuple[int, Path]]:
    """Every header and key with its line; what stands inside a text of several lines is passed over."""
    table: Path = ()
    inside = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not inside:
            if header := _HEADER.match(line):
                table = _parts(header[1])
                yield number, table
            elif entry := _ENTRY.match(line):
                yield number, (*table, *_parts(entry[1]))
        inside = _text_left_open(line, inside)


def _parts(dotted: str) -> Path:
    return tuple(part.strip("\"'") for part in re.findall(_KEY, dotted))


def _text_left_open(line: str, inside: str) -> str:
    """The quotes of the text of several lines that is still open after `line`; empty when none is."""
    for found in re.findall("|".join(_QUOTES), line):
        if not inside:
            inside = found
        elif found == inside:
            inside = ""
    return inside
