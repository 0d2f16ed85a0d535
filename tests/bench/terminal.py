"""The specialist's terminal: from a customer's submit until it is seen, and from the command to the first picture."""

from __future__ import annotations

import asyncio
import os
import pty
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

from textual.app import App
from textual.pilot import Pilot

from helpcenter.config import Settings
from helpcenter.demo.cast import COLLEAGUES
from helpcenter.desk import Desk
from helpcenter.domain.tickets import Submission
from helpcenter.services import tickets
from tests.bench.figures import Figure
from tests.bench.ground import HOUSE, customer, environment, seeded, stores
from tui.app import Helpdesk

TIMES = 10
SEES = COLLEAGUES[0].email


def figures() -> Iterator[Figure]:
    """On both stores; the ticket comes from another desk, as from another process."""
    with stores() as kinds:
        for kind, settings in kinds.items():
            os.environ["XDG_STATE_HOME"] = str(settings.data_dir)
            with seeded(settings) as desk:
                waits = asyncio.run(seen(settings, desk))
                value = f"median {statistics.median(waits):.2f} s, worst {max(waits):.2f} s"
                yield Figure(f"submit to terminal, {kind}", value, "≤ 1 s")
            if settings.is_sqlite:
                imports, starts = zip(*[(imported(), painted(settings.data_dir)) for _ in range(5)], strict=True)
                pictures, queues = zip(*starts, strict=True)
                most = 0.6 * statistics.median(imports) + 0.4
                yield Figure("import of textual.app", f"{statistics.median(imports):.2f} s")
                yield Figure("helpdesk to first picture", f"{statistics.median(pictures):.2f} s", f"≤ {most:.2f} s")
                yield Figure("helpdesk to the queue", f"{statistics.median(queues):.2f} s")


async def seen(settings: Settings, desk: Desk) -> list[float]:
    """Seconds from each submit until its subject stands on the screen."""
    who, waits = customer(desk), []
    app = Helpdesk(settings, SEES, lang="en")
    async with app.run_test(size=(140, 45)) as pilot:
        await until(pilot, lambda: len(app.screen_stack) > 1)
        await pilot.press("2")
        for number in range(TIMES):
            subject = f"Number {number} to be seen"
            ticket = Submission(who.site_id, "email", who.email, subject, "Soon.", "en")
            start = perf_counter()
            await asyncio.to_thread(desk.do, tickets.submit, who, ticket)
            await until(pilot, lambda subject=subject: subject in screen(app))
            waits.append(perf_counter() - start)
    return waits


async def until(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    """Let the terminal run until something is true."""
    async with asyncio.timeout(30):
        while not true():
            await pilot.pause(0.01)


def screen(app: App[None]) -> str:
    """What stands on the screen."""
    return "\n".join("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())


def imported() -> float:
    """Seconds that Python takes to start and import what every program on Textual imports."""
    start = perf_counter()
    subprocess.run([sys.executable, "-c", "import textual.app"], check=True)
    return perf_counter() - start


def painted(folder: Path) -> tuple[float, float]:
    """Seconds from `helpdesk` to its first picture and to the queue, drawn on a real pseudo-terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from tui import main; main()", "--as", SEES, "--lang", "en", "--no-tour"]
    env = environment(folder) | {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
    start = perf_counter()
    with subprocess.Popen(command, cwd=HOUSE, env=env, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        picture, queue = (drawn(ours, mark) - start for mark in (b"\x1b[1;1H", b"Unassigned"))
        process.kill()
    os.close(ours)
    os.close(theirs)
    return picture, queue


def drawn(terminal: int, mark: bytes) -> float:
    """The moment when `mark` has been written."""
    written = b""
    while mark not in written:
        written += os.read(terminal, 65536)
    return perf_counter()
