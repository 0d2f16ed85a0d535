"""The program killed in the middle of a text: what was typed is there when it starts again, on both stores."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from helpcenter.config import Settings
from helpcenter.domain.people import Specialist
from tests.serving import HOUSE, environment
from tests.tui.conftest import PATIENCE, AtWork, Writer, shown
from tui.drafts import drafts_of

TEXT = "Kept through a kill"


@contextmanager
def terminal(settings: Settings, email: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """`helpdesk` on a pseudo-terminal: its wire and its process."""
    ours, theirs = pty.openpty()
    env = environment(settings, TERM="xterm-256color", COLUMNS="100", LINES="30")
    command = [sys.executable, "-c", "from tui import main; main()", "--as", email, "--lang", "en", "--no-tour"]
    with subprocess.Popen(command, cwd=HOUSE, env=env, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        try:
            yield ours, process
        finally:
            process.kill()
    os.close(ours)
    os.close(theirs)


def reach(wire: int, there: Callable[[bytes], bool], what: str) -> None:
    """Read what is drawn until something is so."""
    drawn, deadline = b"", time.monotonic() + 3 * PATIENCE
    while not there(drawn):
        assert time.monotonic() < deadline, f"not seen: {what}\n{drawn[-2000:]!r}"
        if select.select([wire], [], [], 0.05)[0]:
            drawn += os.read(wire, 65536)


async def test_a_draft_survives_a_kill(settings: Settings, ada: Specialist, write: Writer, at_work: AtWork) -> None:
    number = write("Half an answer")
    drafts = drafts_of(ada.email, settings.database_url)
    with terminal(settings, ada.email) as (wire, process):
        reach(wire, lambda drawn: b"Unassigned" in drawn, "the queue")
        os.write(wire, b"2")
        reach(wire, lambda drawn: b"Half an answer" in drawn, "the ticket")
        os.write(wire, b"r")
        reach(wire, lambda drawn: b"REPLY" in drawn, "the composer")
        os.write(wire, TEXT.encode())
        reach(wire, lambda _: (draft := drafts.read(number)) is not None and draft.body == TEXT, "the draft is kept")
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    async with at_work() as pilot:
        await pilot.press("enter")
        await shown(pilot, TEXT)
