"""The queue at a million tickets: opened, moved about in, filtered, and what it holds; beside the same at a hundred."""

from __future__ import annotations

import os
import pty
import select
import sqlite3
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, thread_time

from helpcenter.config import Settings, load
from helpcenter.demo.seed import seed
from helpcenter.domain.filters import parse
from helpcenter.domain.ticket_search import keys_of
from helpcenter.domain.views import BUILT_IN, filtered
from helpcenter.factory import create_desk
from helpcenter.services import people, views
from tests.bench.figures import Figure
from tests.bench.ground import HOUSE, environment
from tests.bench.terminal import SEES, painted

FEW, MANY = 100, 1_000_000
STARTS = 7
KEYS = 200
QUIET = 0.03
"""Seconds without a byte after which the terminal has drawn."""
PAGE = 200
WORDS = [f"{first}{second}" for first in ("route", "label", "depot", "driver", "parcel") for second in range(200)]
FILTERS = (
    "status:open", "status:open,new lang:fr", "assignee:me", "-assignee:none priority:urgent", "tag:t7 status:closed",
    "tag:t499", "channel:callback lang:ja", "created>2026-11-01", "created>2026-11-01 lang:pl,de", "sla<1h",
    "is:unassigned status:waiting", "status:solved updated<30d", "plan:enterprise", "route17", "driver3 label9",
    "depot5 lang:fr status:closed", "parcel199",
)  # fmt: skip


def figures() -> Iterator[Figure]:
    """On SQLite; the tickets are written straight into the file."""
    with TemporaryDirectory() as name:
        few, many = filled(Path(name, "few"), FEW), filled(Path(name, "many"), MANY)
        yield from opening(few, many)
        yield from moving(many)
        yield from filtering(many)


def opening(few: Settings, many: Settings) -> Iterator[Figure]:
    """From the command to the queue, by turns, so that a busy machine slows both alike."""
    pairs = [(painted(few.data_dir)[1], painted(many.data_dir)[1]) for _ in range(STARTS)]
    ratio = statistics.median(b / a for a, b in pairs)
    first, second = (statistics.median(column) for column in zip(*pairs, strict=True))
    yield Figure(
        "helpdesk to the queue, a million to a hundred", f"{second:.2f} s / {first:.2f} s = {ratio:.2f}", "≤ 1.3"
    )


def moving(many: Settings) -> Iterator[Figure]:
    """Keys on a real pseudo-terminal: from the press to the first bytes, and what the process computes for one."""
    with terminal(many.data_dir) as desk:
        desk.press(b"4")
        waits, costs = zip(*[desk.press((b"j", b"j", b"k", b"\x1b[6~")[at % 4]) for at in range(KEYS)], strict=True)
        yield Figure(
            "key to repaint at a million", f"p50 {part(waits, 50):.0f} ms, p95 {part(waits, 95):.0f} ms", "≤ 50 ms"
        )
        yield Figure("processor time of a key", f"{statistics.mean(costs) * 1000:.0f} ms")
        yield Figure("memory at a million", f"{desk.resident():.0f} MB", "≤ 200 MB")


def filtering(many: Settings) -> Iterator[Figure]:
    """First pages of filters, the slowest named; and the counts of the built-in views."""
    desk = create_desk(many)
    try:
        me = desk.see(people.specialist, SEES).id
        taken = []
        for text in FILTERS:
            view = filtered(parse(text))
            for _ in range(3):
                start, computed = perf_counter(), thread_time()
                desk.see(views.page, view, me, limit=PAGE)
                taken.append((perf_counter() - start, thread_time() - computed, text))
        times, costs = [each[0] for each in taken], [each[1] for each in taken]
        slowest = max(taken)[2]
        yield Figure("filter over a million", f"p50 {part(times, 50):.0f} ms, p95 {part(times, 95):.0f} ms", "≤ 300 ms")
        yield Figure("processor time of a filter", f"p95 {part(costs, 95):.0f} ms; slowest: {slowest}")
        start = perf_counter()
        desk.see(views.counts, BUILT_IN, me)
        yield Figure("counts of the built-in views", f"{(perf_counter() - start) * 1000:.0f} ms")
    finally:
        desk.close()


def part(times: Sequence[float], percent: int) -> float:
    """A percentile of times in seconds, in milliseconds."""
    return sorted(times)[min(len(times) - 1, len(times) * percent // 100)] * 1000


@dataclass(frozen=True)
class Terminal:
    """A running terminal: its side of the wire and its process."""

    wire: int
    pid: int

    def press(self, keys: bytes) -> tuple[float, float]:
        """Press keys once nothing is drawn any more. Returns seconds until the first bytes, and of computing."""
        self.drain()
        computed, start = self.computed(), perf_counter()
        os.write(self.wire, keys)
        select.select([self.wire], [], [], 10)
        waited = perf_counter() - start
        self.drain()
        return waited, self.computed() - computed

    def drain(self) -> None:
        """Read until the terminal is quiet."""
        while select.select([self.wire], [], [], QUIET)[0]:
            os.read(self.wire, 65536)

    def computed(self) -> float:
        """Seconds of processor time so far (proc(5))."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def resident(self) -> float:
        """Resident memory in MB, shared libraries included."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024


@contextmanager
def terminal(folder: Path) -> Iterator[Terminal]:
    """Run `helpdesk` on a pseudo-terminal of 50 lines until its queue stands."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from tui import main; main()", "--as", SEES, "--lang", "en"]
    env = environment(folder) | {"TERM": "xterm-256color", "COLUMNS": "160", "LINES": "50"}
    with subprocess.Popen(command, cwd=HOUSE, env=env, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        written = b""
        while b"Unassigned" not in written:
            written += os.read(ours, 65536)
        try:
            yield Terminal(ours, process.pid)
        finally:
            process.kill()
    os.close(ours)
    os.close(theirs)


def filled(folder: Path, count: int) -> Settings:
    """A store with the demo's people and so many tickets, written without the house: bulk, indexes last."""
    settings = load(environ={}, data_dir=folder, mail_from="support@help.example")
    desk = create_desk(settings)
    seed(desk)
    desk.close()
    assert settings.sqlite_path
    store = sqlite3.connect(settings.sqlite_path, isolation_level=None)
    store.execute("PRAGMA synchronous=OFF")
    indexes = store.execute("SELECT name, sql FROM sqlite_master WHERE type='index' AND sql IS NOT NULL").fetchall()
    indexes = [(name, sql) for name, sql in indexes if " ON ticket " in sql or " ON ticket_tag " in sql]
    store.execute("BEGIN")
    for name, _ in indexes:
        store.execute(f"DROP INDEX {name}")
    write(store, count)
    for _, sql in indexes:
        store.execute(sql)
    store.execute("COMMIT")
    store.execute("ANALYZE")
    store.close()
    return settings


def write(store: sqlite3.Connection, count: int) -> None:
    """Tickets of all kinds with one message each; the last changed are the newest."""
    chance, now = Random(7), datetime.now(UTC).replace(tzinfo=None)
    first = store.execute("SELECT max(id) + 1 FROM ticket").fetchone()[0]
    contacts = [row[0] for row in store.execute("SELECT id FROM contact")]
    ours = [row[0] for row in store.execute("SELECT id FROM specialist")]
    tokens = {word: " ".join(f"{key:08x}" for key in sorted(keys_of(word))) for word in WORDS}
    store.execute(
        "CREATE TEMP TABLE made (id INTEGER PRIMARY KEY, contact INTEGER, channel, status, priority, subject, locale,"
        " assignee INTEGER, tags, at, due, tokens)"
    )

    def made() -> Iterator[tuple[object, ...]]:
        for at in range(count):
            words = chance.choices(WORDS, k=3)
            status = chance.choices(("closed", "solved", "waiting", "open", "new"), (80, 10, 5, 3, 2))[0]
            moment = now - timedelta(minutes=0.5 * (count - at))
            due = str(moment + timedelta(hours=chance.randrange(48))) if status in ("open", "new") else None
            yield (
                first + at, chance.choice(contacts), chance.choices(("email", "chat", "callback"), (80, 15, 5))[0],
                status, chance.choices(("normal", "low", "high", "urgent"), (85, 5, 8, 2))[0], " ".join(words),
                chance.choice(("en", "fr", "de", "ja", "pt", "es", "pl")),
                chance.choice(ours) if chance.random() < 0.9 else None,
                f'["t{int(chance.paretovariate(0.4)) % 500}"]', f"{moment:%Y-%m-%d %H:%M:%S.%f}",
                due and f"{due[:19]}.000000", " ".join(tokens[word] for word in words),
            )  # fmt: skip

    store.executemany(f"INSERT INTO made VALUES ({','.join('?' * 12)})", made())
    site = store.execute("SELECT id FROM site").fetchone()[0]
    store.execute(
        "INSERT INTO ticket (id, site_id, contact_id, channel, status, priority, subject, locale, topic, reply_to,"
        " assignee_id, tags, question, evidence, favourite, last_seq, last_public_seq, seen_seq, version, created_at,"
        " updated_at, due_at, closed_at) SELECT id, ?, contact, channel, status, priority, subject, locale, 'general',"
        " 'somebody@customer.example', assignee, tags, '', '{}', 0, 1, 1, 1, 1, at, at, due,"
        " CASE WHEN status IN ('closed', 'solved') THEN at END FROM made",
        (site,),
    )
    store.execute(
        "INSERT INTO message (ticket_id, seq, kind, author_kind, author_id, author_name, body, at, data)"
        " SELECT id, 1, 'reply', 'contact', contact, 'Somebody', subject, at, '{}' FROM made"
    )
    store.execute("INSERT INTO ticket_tag SELECT id, json_extract(tags, '$[0]') FROM made")
    store.execute("INSERT INTO ticket_words (rowid, words) SELECT (id << 20) | 1, tokens FROM made")
    store.execute("DROP TABLE made")
