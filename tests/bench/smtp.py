"""Mails through a faulty SMTP server, counted: `python -m tests.bench smtp`; HELPCENTER_BENCH_MAILS says how many."""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import time_machine

from helpcenter.channels.mail import SmtpChannel
from helpcenter.config import load
from helpcenter.courier import Courier
from helpcenter.domain.deliveries import DeliveryState, Letter
from helpcenter.factory import create_app, desk_of
from helpcenter.rendering import LetterWriter
from helpcenter.services import deliveries, outbox
from tests.bench.figures import Figure
from tests.faulty_smtp import FAULTS, faulty_server

MAILS = 10_000
SLOW = tuple(fault for fault in FAULTS if fault.startswith("hang") or fault == "1 byte/s")
QUICK = tuple(fault for fault in FAULTS if fault not in SLOW)


def figures() -> Iterator[Figure]:
    """Send all, each third try going wrong, and compare what the server counted with what the outbox says."""
    count = int(os.environ.get("HELPCENTER_BENCH_MAILS", MAILS))
    dice = random.Random(7)  # noqa: S311 - the same faults in each run

    def fault() -> str:
        roll = dice.random()
        return dice.choice(SLOW) if roll < 0.01 else dice.choice(QUICK) if roll < 0.33 else ""

    with tempfile.TemporaryDirectory() as folder, faulty_server(fault) as server:
        settings = load(environ={}, data_dir=Path(folder))
        app = create_app(settings)
        desk = desk_of(app)
        with desk.work() as work:
            for number in range(count):
                outbox.send(work, Letter("sign_in", f"p{number}@customer.example", "en", {"token": "t", "code": "1"}))
        channel = SmtpChannel(server.url, "help.example", step_seconds=0.3, whole_seconds=0.6)
        courier = Courier(desk, LetterWriter(app, settings), channel)
        begin, tries, rounds = time.perf_counter(), 0, 0
        while not rounds or desk.see(deliveries.next_due):
            with time_machine.travel(datetime.now(UTC) + timedelta(hours=5 * rounds), tick=True):
                tries += courier.carry_due()
            rounds += 1
        seconds = time.perf_counter() - begin
        ended = desk.see(deliveries.recent, count)
        desk.close()
    sent = {each.message_id for each in ended if each.state is DeliveryState.SENT}
    dead = {each.letter.to for each in ended if each.state is DeliveryState.DEAD}
    twice = {name for name, times in server.taken.items() if times > 1}
    yield Figure("mails", f"{count}")
    yield Figure("tries", f"{tries} in {seconds:.0f} s")
    yield Figure("faults", f"{server.faults.total() - server.faults['']} of {len(FAULTS)} kinds")
    yield Figure("sent", f"{len(sent)}")
    yield Figure("refused (550) and told", f"{len(dead)} of {len(server.refused)}")
    yield Figure("lost", f"{len(sent - server.taken.keys()) + count - len(sent) - len(dead)}")
    yield Figure("twice in the gap after the dot", f"{len(twice & server.gaps.keys())}")
    yield Figure("twice otherwise", f"{len(twice - server.gaps.keys())}")
