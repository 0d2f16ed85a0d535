"""The engines of this process: one a store and locale, brought up to date from the store before each question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import RLock
from weakref import WeakKeyDictionary

from helpcenter.domain.answers.analysis import forms
from helpcenter.domain.answers.blocks import body
from helpcenter.domain.answers.engine import Engine
from helpcenter.domain.answers.index import Document
from helpcenter.domain.answers.lexicon import Lexicon, lexicon
from helpcenter.domain.answers.memory import MemoryIndex
from helpcenter.domain.answers.suggesting import Line, line
from helpcenter.folders import folder
from helpcenter.store import answers as store
from helpcenter.store.work import Work

_Stamps = tuple[tuple[int, int] | None, ...]

_WRITTEN = "answers written in this transaction"


@dataclass
class Room:
    """One locale's index with an engine for each site that has words of its own, and the lines it may suggest.

    `generation` is where it stands; `engine` is the one it was opened with.
    """

    index: MemoryIndex
    engine: Engine
    engines: dict[str, tuple[_Stamps, Engine]] = field(default_factory=dict)
    lines: dict[str, list[Line]] = field(default_factory=dict)
    generation: int = 0
    lock: RLock = field(default_factory=RLock)


_rooms: WeakKeyDictionary[object, dict[str, Room]] = WeakKeyDictionary()
_building = RLock()


def mark_written(work: Work) -> None:
    """Remember that this transaction wrote documents: what it sees may yet be undone, so nobody else may keep it."""
    work.session.info[_WRITTEN] = True


@contextmanager
def opened(work: Work, locale: str, site_key: str = "") -> Iterator[Room]:
    """The room of a locale, as new as the store, with a site's own synonyms; for one thread at a time."""
    if work.session.info.get(_WRITTEN):
        room = _room(locale)
        _catch_up(work, room, locale)
        _equip(work, room, locale, site_key)
        yield room
        return
    with _building:
        rooms = _rooms.setdefault(work.session.get_bind(), {})
        room = rooms.get(locale) or rooms.setdefault(locale, _room(locale))
    with room.lock:
        _catch_up(work, room, locale)
        _equip(work, room, locale, site_key)
        yield room


def fillers(locales: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """The small words of each locale that has any, for guessing a language."""
    return {locale: few for locale in locales if (few := shipped_lexicon(locale).fillers)}


@cache
def shipped_lexicon(locale: str) -> Lexicon:
    """What ships for a locale or its base language."""
    return _lexicon(locale, ())


def own_synonyms(work: Work, locale: str, site_key: str) -> tuple[Path, ...]:
    """The files in which an operator may keep synonyms of a language: for all sites, and for one."""
    home, name = work.settings.data_dir / "synonyms", f"{locale}.txt"
    return (home / name, home / site_key / name) if re.fullmatch(r"[\w-]+", site_key) else (home / name,)


def _lexicon(locale: str, own: Sequence[Path]) -> Lexicon:
    shipped = folder("translations")
    homes = [shipped / name for name in (locale, locale.partition("-")[0])]
    home = next((home for home in homes if home.is_dir()), homes[0])
    synonyms = [_text(file) for file in (home / "synonyms.txt", *own)]
    return lexicon(locale, _text(home / "fillers.txt"), synonyms, _text(home / "asking.txt"))


def _room(locale: str) -> Room:
    index = MemoryIndex()
    return Room(index, Engine(index, shipped_lexicon(locale)))


def _equip(work: Work, room: Room, locale: str, site_key: str) -> None:
    """Let the room's engine be the site's; a file of synonyms that changed is read again."""
    files = own_synonyms(work, locale, site_key)
    stamps = tuple(map(_stamp, files))
    name = site_key if len(stamps) > 1 and stamps[1] else ""  # without words of their own, sites share an engine
    known = room.engines.get(name)
    if known is None or known[0][: 1 + bool(name)] != stamps[: 1 + bool(name)]:
        words = _lexicon(locale, files) if any(stamps) else shipped_lexicon(locale)
        known = room.engines[name] = stamps, Engine(room.index, words)
    room.engine = known[1]


def _stamp(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _catch_up(work: Work, room: Room, locale: str) -> None:
    if store.generation(work, locale) == room.generation:
        return
    seen = room.generation
    for generation, change in store.changes(work, locale, room.generation):
        _take(room, change)
        seen = generation
    room.generation = seen  # not before: documents that were written together share one


def _take(room: Room, change: store.Change) -> None:
    entry = change.entry
    if entry is None:
        room.index.remove(change.key)
        room.lines.pop(change.key, None)
        return
    if entry.kind != "suggestion":  # it has no answer of its own, so it never ranks as one
        room.index.add(document(entry))
    asked = [line(entry.key, question, True) for question in entry.asked]
    room.lines[entry.key] = [line(entry.key, entry.title, entry.kind == "suggestion"), *asked]


def document(entry: store.Entry) -> Document:
    """A stored text, analysed."""
    titles = tuple(tuple(forms(text)) for text in (entry.title, *entry.asked))
    return Document(entry.key, entry.kind, titles, tuple(forms(body(entry.blocks))))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
