"""The store: its build, its file, its schema, its lock, and room on the disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

from helpcenter.config import Settings
from helpcenter.doctor.finding import Finding, fault, fine, warning
from helpcenter.store.inspection import StoreFacts, UnusableStoreError, inspect
from helpcenter.store.lock import holder
from helpcenter.store.upgrade import LATEST

AREA = "store"
ROOM = 500 * 1024 * 1024
"""Bytes that should be free on the disk."""


def look(settings: Settings) -> Iterator[Finding]:
    """Look at the store without changing it."""
    name = "SQLite" if settings.is_sqlite else "PostgreSQL"
    try:
        facts = inspect(settings)
    except UnusableStoreError as wrong:
        mend = "restore a backup" if settings.is_sqlite else "start it, or mend database_url (host, name, password)"
        yield fault(AREA, f"{name} cannot be opened: {wrong}", mend)
        return
    yield from _build(name, facts)
    yield from _schema(facts)
    if settings.is_sqlite:
        yield from _file(settings, facts)


def _build(name: str, facts: StoreFacts) -> Iterator[Finding]:
    if facts.fixed:
        yield fine(AREA, f"{name} {facts.version}")
    else:
        mend = "pip install pysqlite3 (it carries a fixed build)"
        yield warning(AREA, f"SQLite {facts.version} can lose pages when several processes checkpoint at once", mend)


def _schema(facts: StoreFacts) -> Iterator[Finding]:
    if facts.too_new:
        yield fault(AREA, f"schema {facts.schema} is newer than ours, {LATEST}", "install the newer Helpcenter")
    elif facts.schema is None:
        yield fine(AREA, "no data yet: the first start makes them")
    elif facts.current:
        yield fine(AREA, f"schema {facts.schema} is the newest")
    else:
        yield warning(AREA, f"schema {facts.schema} is older than ours, {LATEST}", "the next start upgrades it")


def _file(settings: Settings, facts: StoreFacts) -> Iterator[Finding]:
    file = settings.sqlite_path
    assert file is not None
    if facts.damage:
        yield fault(AREA, f"{file} is damaged: {facts.damage}", "stop the server and restore the newest backup")
    place = file if facts.exists else file.parent
    if not os.access(place, os.W_OK):
        yield fault(AREA, f"{place} cannot be written", "give it to the user who runs Helpcenter")
    if place.exists() and (free := shutil.disk_usage(place).free) < ROOM:
        yield fault(AREA, f"{free // 1024 // 1024} MB are free on the disk of {place}", "make room before it is full")
    process = holder(settings)
    yield fine(AREA, f"process {process} serves it" if process else "no server is running on it")
