"""Live chat in figures: thousands of open streams in one process, and many lines over lines that are cut.

Needs 7,000 open files, of which this process and the server's share the limit each on its own.
"""

from __future__ import annotations

import asyncio
import os
import random
import resource
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from helpcenter.config import load
from helpcenter.desk import Desk, Work
from helpcenter.domain.people import Contact, Presence, Role, Specialist
from helpcenter.domain.tickets import Submission
from helpcenter.factory import create_desk
from helpcenter.services import chats, people, sessions, sites
from tests.bench.figures import Figure
from tests.bench.ground import Demo, demo
from tests.bench.listeners import Told, listen, stream
from tests.bench.load import reached, started

STREAMS, CHATS, LINES, CUTS = (int(os.environ.get(f"BENCH_{name}", most)) for name, most in (
    ("STREAMS", 3000), ("CHATS", 200), ("LINES", 50_000), ("CUTS", 1000),
))  # fmt: skip
AT_ONCE = 50
"""Lines committed together: the figure is about streams, not about commits."""
LOAD_SECONDS = 8.0
SETTLE_SECONDS = 30.0
"""What opening so many streams at once set off is over by then: idle means idle."""
PAGE = "/en/articles/embed-the-widget"
POLICY = 'chat_away = 3600\npolicy = "open"\n[hours.business]\nevery_day = ["00:00-24:00"]\n'


def figures() -> Iterator[Figure]:
    """Both parts on one server on SQLite."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with TemporaryDirectory() as name:
        Path(name, "helpcenter.toml").write_text(POLICY, encoding="utf-8")
        with demo(Path(name)) as served:
            desk = create_desk(load(Path(name, "helpcenter.toml"), environ={}, data_dir=Path(name)))
            stopping = threading.Event()
            beating = threading.Thread(target=_beat, args=(desk, stopping))
            beating.start()
            try:
                yield from asyncio.run(_open_streams(desk, served))
                yield from asyncio.run(_cut_lines(desk, served))
            finally:
                stopping.set()
                beating.join()
                desk.close()


def _beat(desk: Desk, stopping: threading.Event) -> None:
    """The specialists' terminals say that they run."""
    while not stopping.wait(15):
        for each in desk.see(people.specialists):
            desk.do(chats.heartbeat, each)


async def _open_streams(desk: Desk, served: Demo) -> list[Figure]:
    alone = await asyncio.to_thread(lambda: reached(started(served.help + PAGE, LOAD_SECONDS)))
    talking = await asyncio.to_thread(_talking, desk, min(CHATS, STREAMS))
    tokens = [token for _, _, token in talking] + await asyncio.to_thread(_tokens, desk, STREAMS - len(talking))
    before, opened, delays = _resident(served.pid), asyncio.Semaphore(0), []

    def heard(told: Told) -> None:
        if told[0] == "line" and not told[2]["mine"]:
            delays.append(time.time() - float(told[2]["body"]))

    listeners = [asyncio.create_task(listen(served.help, token, opened, heard)) for token in tokens]
    for _ in listeners:
        await opened.acquire()
    await asyncio.sleep(SETTLE_SECONDS)
    grown = (_resident(served.pid) - before) / len(listeners)
    idle = await _busy(served.pid, 20)
    beside = await asyncio.to_thread(lambda: reached(started(served.help + PAGE, LOAD_SECONDS)))
    load_process = started(served.help + PAGE, LOAD_SECONDS * 2, alone / 2)
    await asyncio.sleep(2)
    end = time.monotonic() + LOAD_SECONDS
    turn = 0
    while time.monotonic() < end:
        who, number, _ = talking[turn % len(talking)]
        await asyncio.to_thread(lambda w=who, n=number, t=turn: desk.do(chats.say, w, n, str(time.time()), f"d{t}"))
        turn += 1
        await asyncio.sleep(0.02)
    half = await asyncio.to_thread(reached, load_process)
    for each in listeners:
        each.cancel()
    await asyncio.gather(*listeners, return_exceptions=True)
    delays.sort()
    return [
        Figure(f"memory of each of {len(listeners)} open streams", f"{grown / 1024:.1f} KB", "≤ 40 KB"),
        Figure("CPU with them open and idle", f"{idle * 100:.1f} %", "< 2 %"),
        Figure("pages with them open", f"{beside:.0f}/s, {beside / alone:.2f} x without", "≥ 0.8 x"),
        Figure(
            f"delivery of {len(delays)} of {turn} lines at {half:.0f} pages/s",
            f"p50 {delays[len(delays) // 2] * 1000:.0f} ms, p95 {delays[len(delays) * 95 // 100] * 1000:.0f} ms",
            "p95 ≤ 300 ms",
        ),
    ]


async def _cut_lines(desk: Desk, served: Demo) -> list[Figure]:
    talking = await asyncio.to_thread(_talking, desk, CHATS, "cut")
    each, begun, cuts = LINES // CHATS, time.perf_counter(), [0]
    readers = [asyncio.create_task(_read(served.help, token, number, each, cuts)) for _, number, token in talking]

    def write(work: Work, turns: range) -> None:
        for turn in turns:
            who, number, _ = talking[turn % CHATS]
            chats.say(work, who, number, f"Line {turn}", f"l{turn}")

    for start in range(0, each * CHATS, AT_ONCE):
        await asyncio.to_thread(desk.do, write, range(start, min(start + AT_ONCE, each * CHATS)))
    written = time.perf_counter() - begun
    seen = await asyncio.gather(*readers)
    wrong = sum(seqs != sorted(set(seqs)) or len(seqs) != each for seqs in seen)
    return [
        Figure(f"{each * CHATS} lines over {CHATS} chats, {cuts[0]} cuts", f"{wrong} chats wrong", "0"),
        Figure("written and read in", f"{written:.0f} s, {time.perf_counter() - begun:.0f} s"),
    ]


async def _read(url: str, token: str, number: int, wanted: int, cuts: list[int]) -> list[int]:
    """Read a chat's lines through a stream that is cut again and again."""
    chance, seqs, place, mine = random.Random(number), list[int](), "", CUTS // CHATS
    while len(seqs) < wanted:
        left = chance.randint(1, wanted // (CUTS // CHATS + 1)) if mine else wanted
        async with stream(url, token, place) as events:
            async for name, at, data in events:
                place = at or place
                if name == "line" and not data["mine"]:
                    seqs.append(data["seq"])
                    left -= 1
                if not left or len(seqs) == wanted:
                    break
        if len(seqs) < wanted:
            mine -= 1
            cuts[0] += 1
    return seqs


def _talking(desk: Desk, count: int, name: str = "talk") -> list[tuple[Specialist, int, str]]:
    """Chats that are live: who answers, the number, the customer's token."""
    found = []
    for group in range(0, count, 20):
        who = desk.do(people.put_specialist, f"{name}{group}@team.example", "Team", ("en",), Role.SPECIALIST)
        desk.do(chats.set_presence, who, Presence.ONLINE, 20)
        for place in range(group, min(group + 20, count)):
            contact, token = desk.do(_customer, f"{name}{place}@customer.example")
            line = Submission(contact.site_id, "chat", contact.email, "", "Hello", "en")
            number = desk.do(chats.start, contact, line).ticket_id
            desk.do(chats.accept, who, number)
            desk.do(chats.say, who, number, "Hello, what happened?", "hello")  # else its promise is warned of
            found.append((who, number, token))
    return found


def _tokens(desk: Desk, count: int) -> list[str]:
    """Customers who only listen; written in small groups, for a long transaction would hold up the heartbeats."""
    tokens: list[str] = []
    while len(tokens) < count:
        with desk.work() as work:
            group = range(len(tokens), min(len(tokens) + AT_ONCE, count))
            tokens += [_customer(work, f"listener{place}@customer.example")[1] for place in group]
    return tokens


def _customer(work: Work, email: str) -> tuple[Contact, str]:
    contact = people.prove(work, sites.first(work).id, email, "en")
    return contact, sessions.start(work, "widget", contact.site_id, contact=contact)


def _resident(pid: int) -> int:
    """Bytes of memory that are the process's own."""
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


async def _busy(pid: int, seconds: float) -> float:
    """The part of one core that a process uses."""
    before = _cpu(pid)
    await asyncio.sleep(seconds)
    return (_cpu(pid) - before) / seconds


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
