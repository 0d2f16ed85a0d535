"""What is read of another help centre's export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Shelf:
    """A category there; `parent` is the key of the one it stands in."""

    key: str
    title: str
    position: int = 0
    parent: str = ""


@dataclass(frozen=True)
class Foreign:
    """One translation of an article there. `key` is the same in all its languages, `paths` are its addresses there."""

    key: str
    locale: str
    title: str
    summary: str
    html: str
    published: bool
    shelf: str
    paths: tuple[str, ...]
    position: int = 0


@dataclass
class Records:
    """The records of an export by kind (`articles`, `sections` …), in the order of its files."""

    kinds: dict[str, list[Record]] = field(default_factory=dict)
    shelves: dict[str, Shelf] = field(default_factory=dict)
    """Filled by a reader."""

    def of(self, kind: str) -> list[Record]:
        """Return the records of a kind."""
        return self.kinds.get(kind, [])

    def add(self, document: Any, kind: str = "articles") -> None:
        """Take in a document: a list of records, or an object whose lists (or `items`, `data`) are named by kind.

        Raises ValueError for anything else.
        """
        if isinstance(document, list):
            self.kinds.setdefault(kind, []).extend(each for each in document if isinstance(each, dict))
            return
        if not isinstance(document, dict):
            raise ValueError("neither a list nor an object of records")
        found = False
        for name, value in document.items():
            within = value.get("items") if isinstance(value, dict) else value
            if isinstance(within, list):
                self.add(within, _kind(name, within))
                found = True
            elif isinstance(value, dict) and name in ("article", "collection", "category", "section"):
                self.add([value], _kind(f"{name}s", [value]))
                found = True
        if not found:
            raise ValueError("there is no list of records in it")


def text(record: Record, name: str) -> str:
    """Return a field as text, empty when it is not there."""
    value = record.get(name)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def number(record: Record, name: str) -> int:
    """Return a field as a number from 0 to a million, 0 when it is none."""
    value = record.get(name)
    return value if type(value) is int and 0 <= value <= 1_000_000 else 0


def paths(*addresses: str) -> tuple[str, ...]:
    """Return the paths of addresses, each once, without a slash at the end; what is no address is left out."""
    found = []
    for address in addresses:
        try:
            found.append(urlsplit(address).path.rstrip("/")[:400])
        except ValueError:
            continue
    return tuple(dict.fromkeys(path for path in found if path.startswith("/")))


def _kind(name: str, records: Iterable[Any]) -> str:
    """What a list holds: `data` says so in each record's `type` (Intercom)."""
    if name != "data":
        return name if name != "categorys" else "categories"
    first = next((each for each in records if isinstance(each, dict)), {})
    return f"{text(first, 'type') or 'article'}s"
