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
from datetime import UTC, datetime, timedelta

import time_machine

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.chats import ChatState
from helpcenter.domain.people import Contact, Presence, Specialist
from helpcenter.services import chats
from helpcenter.services.chats.presence import PRESENCE_LIFE
from tests.services.chatting import hello, open_always
from tests.serving import HOUSE, environment
from tests.tui.conftest import PATIENCE, AtWork, Writer, shown
from tui.drafts import Drafts, drafts_of

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


async def test_a_chat_survives_a_kill(
    settings: Settings, desk: Desk, ada: Specialist, carol: Contact, at_work: AtWork
) -> None:
    open_always(settings)
    desk.do(chats.set_presence, ada, Presence.ONLINE)
    number = desk.do(chats.start, carol, hello(carol)).ticket_id
    kept = Drafts(drafts_of(ada.email, settings.database_url).folder / "chats")
    with terminal(settings, ada.email) as (wire, process):
        reach(wire, lambda drawn: b"1 chat waiting" in drawn, "somebody waits")
        os.write(wire, b"C")
        reach(wire, lambda drawn: b"1 waits" in drawn, "the chats")
        os.write(wire, b"a")
        reach(wire, lambda _: desk.see(chats.state, ada, number).state is ChatState.LIVE, "taken")
        os.write(wire, TEXT.encode())
        reach(wire, lambda _: (draft := kept.read(number)) is not None and draft.body == TEXT, "the draft is kept")
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    desk.do(chats.say, carol, number, "Still there?", "c1")
    async with at_work() as pilot:
        await pilot.press("C")
        await shown(pilot, "Carol •1")
        await pilot.press("tab")
        await shown(pilot, "Still there?")
        await shown(pilot, TEXT)
    with time_machine.travel(datetime.now(UTC) + PRESENCE_LIFE + timedelta(seconds=1)):
        desk.do(chats.here, carol, number)
        assert desk.do(chats.settle_due) == 1
        assert desk.see(chats.state, carol, number).position == 1, "who does not come back gives the chat back"
