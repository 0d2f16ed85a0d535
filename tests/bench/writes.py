"""Acknowledged tickets a second, beside bare commits of one row on the same store."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.tickets import Submission
from helpcenter.services import tickets
from helpcenter.services.idempotency import Once
from helpcenter.store.backends import sqlite
from tests.bench.figures import Figure, rate, side_by_side
from tests.bench.ground import customer, seeded, stores

TICKETS = 100
WRITERS = 4


def figures() -> Iterator[Figure]:
    """Tickets with message, journal, letter and idempotency key, each committed before it counts."""
    with stores() as kinds:
        for kind, settings in kinds.items():
            with seeded(settings) as desk:
                submit = submitter(desk)
                ours, bare = side_by_side(submit, bare_commit(settings), TICKETS, rounds=3)
                yield Figure(f"acknowledged tickets, {kind}", f"{ours:.0f}/s, {ours / bare:.2f} x bare commits")
                many = rate(submit, TICKETS * 3, WRITERS)
                yield Figure(f"acknowledged tickets, {kind}, {WRITERS} at once", f"{many:.0f}/s")


def submitter(desk: Desk) -> Callable[[], object]:
    """A call that submits one more ticket."""
    who, keys = customer(desk), itertools.count()
    ticket = Submission(who.site_id, "email", who.email, "The list is empty", "Since this morning.\n" * 10, "en")
    return lambda: desk.do(tickets.submit, who, ticket, Once("bench", str(next(keys))))


def bare_commit(settings: Settings) -> Callable[[], object]:
    """A call that commits one row and nothing else, as durably as we do."""
    if settings.sqlite_path is None:
        there = psycopg.connect(settings.database_url.replace("+psycopg", ""), autocommit=True)
        there.execute("CREATE TABLE bare (body text)")
        return lambda: there.execute("INSERT INTO bare VALUES (%s)", ["x" * 200])
    here = sqlite.driver.connect(str(Path(settings.data_dir, "bare.db")), isolation_level=None, check_same_thread=False)
    here.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE bare (body text)")
    return lambda: here.execute("INSERT INTO bare VALUES (?)", ["x" * 200])
