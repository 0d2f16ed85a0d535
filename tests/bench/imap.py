"""Mails through IMAP lines that are cut at any byte, counted: `python -m tests.bench imap`; needs a Dovecot.

HELPCENTER_BENCH_MAILS says how many. They are parsed by the same code as ever, but in this process: a child a mail is
the price of safety against strangers, and no part of what is counted here.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest import mock

from helpcenter.channels.imap import MailboxFault
from helpcenter.collector import Collector
from helpcenter.config import load
from helpcenter.desk import Desk
from helpcenter.domain.mail.parsing import stages
from helpcenter.domain.mail.values import ParsedMail
from helpcenter.domain.mailboxes import Mailbox
from helpcenter.domain.mailroom import Verdict
from helpcenter.factory import create_desk
from helpcenter.services import mail_arrival, mailboxes, mailroom, sites
from tests.bench.figures import Figure
from tests.imap_servers import Dovecot, Wire, dovecot
from tests.mails import raw

MAILS = 10_000
A_BOX = 250
LONGEST = 20_000
"""Bytes of answers after which the longest-lived line is cut: the list of a box's UIDs takes up to 1,500 of them."""


def figures() -> Iterator[Figure]:
    """Collect all over lines that break, and compare what the server holds with what the ledger says."""
    count = int(os.environ.get("HELPCENTER_BENCH_MAILS", MAILS))
    with tempfile.TemporaryDirectory(prefix="helpcenter-imap-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        home.chmod(0o755)
        (home / "data").mkdir()
        with dovecot(home / "d") as server, mock.patch.object(mail_arrival, "read", _read):
            yield from _run(server, home, count)


def _run(server: Dovecot, home: Path, count: int) -> Iterator[Figure]:
    users = [f"box{number}" for number in range(-(-count // A_BOX))]
    ids = {user: _fill(home / "d", user, min(A_BOX, count - at * A_BOX)) for at, user in enumerate(users)}
    dice = random.Random(7)  # noqa: S311 - the same cuts in each run
    settings = load(environ={}, data_dir=home / "data", mail_from="support@help.example")
    begin, cpu, cuts = time.perf_counter(), time.process_time(), 0
    with Wire(server.port, [dice.randrange(LONGEST) for _ in range(50 * count)]) as wire:
        boxes = tuple(replace(server.box(user, moved_to="Collected"), port=wire.port) for user in users)
        desk = create_desk(replace(settings, mailboxes=boxes))
        desk.do(sites.add, "Bench", ["http://bench.example"], key="bench")
        for box in boxes:
            cuts += _collected(desk, box)
    entries = desk.see(mailroom.ledger, (), 2 * count)
    desk.close()
    became = Counter(entry.message_id for entry in entries if entry.verdict is Verdict.TICKET)
    there = {f"{number}" for user in users for number in ids[user]}
    left = sum(len(server.flags(user=user)) for user in users)
    safe = sum(len(server.flags("Collected", user)) for user in users)
    yield Figure("mails", f"{count} in {len(users)} boxes")
    yield Figure("time", f"{time.perf_counter() - begin:.0f} s, CPU {time.process_time() - cpu:.0f} s")
    yield Figure("cuts that were felt", f"{cuts} of {wire.connections} lines")
    yield Figure("tickets", f"{len(became)}")
    yield Figure("lost", f"{len(there - became.keys())}", "0")
    yield Figure("twice", f"{sum(times > 1 for times in became.values())}", "0")
    yield Figure("left in the boxes, moved aside", f"{left}, {safe}", f"0, {count}")


def _collected(desk: Desk, box: Mailbox) -> int:
    """Collect one box until a whole look finds nothing in it. Returns how many lines broke."""
    cuts = 0
    while True:
        try:
            Collector(desk).collect(box)
        except MailboxFault:
            cuts += 1
            continue
        state = next(each for each in desk.see(mailboxes.states) if each.name == box.name)
        if state.checked_at and not state.on_server:
            return cuts


def _fill(home: Path, user: str, count: int) -> list[str]:
    """Lay mails into a box as a mail server does (maildir). Returns their Message-IDs without brackets."""
    folder, ids = home / "mail" / user, list[str]()
    owner = folder.parent.stat()
    for part in (folder, *(folder / name for name in ("new", "cur", "tmp"))):
        part.mkdir()
        os.chown(part, owner.st_uid, owner.st_gid)
    for number in range(count):
        ids.append(f"{user}.{number}@customer.example")
        mail = raw(
            f"This is mail {number} for {user}.\n" + "It has some lines.\n" * (number % 40),
            sender=f"{user}-{number % 50}@customer.example",
            headers={"Message-ID": f"<{ids[-1]}>"},
        )
        file = folder / "new" / f"{1_700_000_000 + number}.M{number}.bench"
        file.write_bytes(mail)
        os.chown(file, owner.st_uid, owner.st_gid)
    return ids


def _read(mail: bytes, **_: object) -> ParsedMail:
    *_earlier, last = stages(mail)
    return last
