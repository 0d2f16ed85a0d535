"""The engines of this process: one a store and locale, brought up to date from the store before each question."""

from __future__ import annotations

from collections.abc import Iterator
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

_WRITTEN = "answers written in this transaction"


@dataclass
class Room:
    """One locale's engine, the lines it may suggest by document, and the generation it stands at."""

    engine: Engine
    index: MemoryIndex
    lines: dict[str, list[Line]] = field(default_factory=dict)
    generation: int = 0
    lock: RLock = field(default_factory=RLock)


_rooms: WeakKeyDictionary[object, dict[str, Room]] = WeakKeyDictionary()
_building = RLock()


def mark_written(work: Work) -> None:
    """Remember that this transaction wrote documents: what it sees may yet be undone, so nobody else may keep it."""
    work.session.info[_WRITTEN] = True


@contextmanager
def opened(work: Work, locale: str) -> Iterator[Room]:
    """The engine of a locale, as new as the store, for one thread at a time."""
    if work.session.info.get(_WRITTEN):
        room = _room(work, locale)
        _catch_up(work, room, locale)
        yield room
        return
    with _building:
        rooms = _rooms.setdefault(work.session.get_bind(), {})
        room = rooms.get(locale) or rooms.setdefault(locale, _room(work, locale))
    with room.lock:
        _catch_up(work, room, locale)
        yield room


def fillers(locales: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """The small words of each locale that has any, for guessing a language."""
    return {locale: few for locale in locales if (few := shipped_lexicon(locale).fillers)}


@cache
def shipped_lexicon(locale: str, own: Path | None = None) -> Lexicon:
    """What ships for a locale or its base language; `own` is an operator's further file of synonyms."""
    shipped = folder("translations")
    homes = [shipped / name for name in (locale, locale.partition("-")[0])]
    home = next((home for home in homes if home.is_dir()), homes[0])
    return lexicon(locale, _text(home / "fillers.txt"), [_text(home / "synonyms.txt"), _text(own) if own else ""])


def _room(work: Work, locale: str) -> Room:
    index = MemoryIndex()
    own = work.settings.data_dir / "synonyms" / f"{locale}.txt"
    return Room(Engine(index, shipped_lexicon(locale, own)), index)


def _catch_up(work: Work, room: Room, locale: str) -> None:
    if store.generation(work, locale) == room.generation:
        return
    for generation, change in store.changes(work, locale, room.generation):
        _take(room, change)
        room.generation = generation


def _take(room: Room, change: store.Change) -> None:
    entry = change.entry
    if entry is None:
        room.index.remove(change.key)
        room.lines.pop(change.key, None)
        return
    room.index.add(document(entry))
    asked = [line(entry.key, question, True) for question in entry.asked]
    room.lines[entry.key] = [line(entry.key, entry.title, False), *asked]


def document(entry: store.Entry) -> Document:
    """A stored text, analysed."""
    titles = tuple(tuple(forms(text)) for text in (entry.title, *entry.asked))
    return Document(entry.key, entry.kind, titles, tuple(forms(body(entry.blocks))))


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
