"""File names as customers gave them, made safe to show, to send in a header and to save, and still readable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

MAX_NAME = 150
MAX_NAME_BYTES = 240
"""Bytes in UTF-8 that every file system in use takes."""

_JOINERS = "\u200c\u200d"
_NOT_IN_NAMES = re.compile(r'[<>:"|?*]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,8}$")


def safe_name(name: str, extensions: Sequence[str]) -> str:
    """Return a file name without path, control, bidi and invisible characters that ends in one of `extensions`.

    At most 150 characters and 240 bytes. A name with another ending gets the first of `extensions` behind it: the
    content says what a file is, and nobody shall be led to open it as something else. Idempotent.
    """
    clean = _NOT_IN_NAMES.sub("_", last_part(name)).strip(". ")
    if clean.lower() in (each[1:] for each in extensions):
        clean = ""
    found = _EXTENSION.search(clean)
    if found and found.group().lower() in extensions:
        stem, ending = clean[: found.start()].rstrip(". "), found.group()
    else:
        stem, ending = clean, extensions[0]
    if _DEVICES.match(stem + ending):
        stem = f"_{stem}"
    return _shortened(stem or "file", ending) + ending


def shown_name(name: str) -> str:
    """Return the name of a refused file as it may be repeated in a sentence: one clean line, 80 characters at most."""
    clean = last_part(name)
    return clean if len(clean) <= 80 else clean[:79] + "…"


def last_part(name: str) -> str:
    """Return what follows the last slash, on one line, without control, bidi and invisible characters; maybe ""."""
    last = re.split(r"[/\\]", name)[-1]
    return unicodedata.normalize("NFC", " ".join("".join(_kept(ch) for ch in last).split()))


def _kept(ch: str) -> str:
    category = unicodedata.category(ch)
    if category in ("Zs", "Zl", "Zp") or ch in "\t\n\r":
        return " "
    return ch if category not in ("Cc", "Cf", "Cs", "Cn", "Co") or ch in _JOINERS else ""


def _shortened(stem: str, ending: str) -> str:
    stem = stem[: MAX_NAME - len(ending)]
    room = MAX_NAME_BYTES - len(ending)
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip(". ") or "file"
