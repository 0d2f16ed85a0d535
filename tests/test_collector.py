"""Mailboxes collected from a real Dovecot: each mail once, whatever the wire does."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from helpcenter.channels.imap import MailboxFault
from helpcenter.collector import Collector
from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.mailboxes import Mailbox
from helpcenter.domain.mailroom import Verdict
from helpcenter.domain.sites import Site
from helpcenter.factory import create_desk
from helpcenter.services import mailboxes, mailroom
from tests.imap_servers import Dovecot, Wire, dovecot
from tests.mails import raw


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    """One Dovecot for all; each test has a mailbox of its own."""
    # Not below pytest's own folder: that is closed to other users, and the server's processes are some.
    with tempfile.TemporaryDirectory(prefix="helpcenter-imap-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        with dovecot(Path(folder) / "d") as running:
            yield running


@pytest.fixture
def user(tmp_path: Path, store_url: str) -> str:
    """A mailbox that no other test has."""
    return f"{tmp_path.name}-{store_url[:2]}".lower()


@pytest.fixture
def open_desk(settings: Settings, site: Site) -> Iterator[list[Desk]]:
    """Desks to be closed in the end."""
    desks: list[Desk] = []
    yield desks
    for desk in desks:
        desk.close()


def desk_with(desks: list[Desk], settings: Settings, *boxes: Mailbox) -> Desk:
    desks.append(create_desk(replace(settings, mailboxes=boxes)))
    return desks[-1]


def verdicts(desk: Desk) -> list[Verdict]:
    return [entry.verdict for entry in reversed(desk.see(mailroom.ledger, (), 1000))]


def test_read_and_unread_mails_are_collected_once_and_counted(
    server: Dovecot, user: str, settings: Settings, open_desk: list[Desk]
) -> None:
    server.put(raw("One."), user=user)
    server.put(raw("Two, read already."), user=user, flags=r"(\Seen)")
    box = server.box(user)
    desk = desk_with(open_desk, settings, box)
    assert [Collector(desk).collect(box) for _ in range(2)] == [2, 0]
    assert verdicts(desk) == [Verdict.TICKET, Verdict.TICKET]
    (state,) = desk.see(mailboxes.states)
    assert (state.on_server, state.accounted, state.gap, state.fault) == (2, 2, 0, None)
    assert all(rb"\Seen" in each for each in server.flags(user=user))


def test_what_is_safe_is_moved(server: Dovecot, user: str, settings: Settings, open_desk: list[Desk]) -> None:
    server.put(raw("One."), raw("Two."), user=user)
    box = server.box(user, moved_to="Collected")
    desk = desk_with(open_desk, settings, box)
    assert Collector(desk).collect(box) == 2
    assert (server.flags(user=user), len(server.flags("Collected", user))) == ([], 2)
    assert not any(rb"\Seen" in each for each in server.flags("Collected", user))


def test_new_uids_bring_no_ticket_twice(server: Dovecot, user: str, settings: Settings, open_desk: list[Desk]) -> None:
    server.put(raw("One."), user=user)
    box = server.box(user)
    desk = desk_with(open_desk, settings, box)
    Collector(desk).collect(box)
    server.forget_uids(user)
    Collector(desk).collect(box)
    assert verdicts(desk) == [Verdict.TICKET, Verdict.DUPLICATE]


def test_a_mail_that_is_too_large_is_named_and_left_alone(
    server: Dovecot, user: str, settings: Settings, open_desk: list[Desk]
) -> None:
    server.put(raw("x " * 600_000), raw("Small."), user=user)
    box = server.box(user, moved_to="Collected")
    desk = desk_with(open_desk, replace(settings, mail_max_megabytes=1), box)
    Collector(desk).collect(box)
    assert verdicts(desk) == [Verdict.QUARANTINED, Verdict.TICKET]
    assert len(server.flags("Collected", user)) == 1


def test_two_processes_do_not_collect_one_mailbox_at_once(
    server: Dovecot, user: str, settings: Settings, open_desk: list[Desk]
) -> None:
    server.put(raw(), user=user)
    box = server.box(user)
    desk = desk_with(open_desk, settings, box)
    assert desk.do(mailboxes.lease, user, "another process")
    assert Collector(desk).collect(box) == 0
    desk.do(mailboxes.release, user, "another process")
    assert Collector(desk).collect(box) == 1


def test_a_wrong_password_is_said(server: Dovecot, user: str, settings: Settings, open_desk: list[Desk]) -> None:
    box = server.box(user, password="wrong")
    with pytest.raises(MailboxFault, match="(?i)authentication"):
        Collector(desk_with(open_desk, settings, box)).collect(box)


def test_cuts_lose_nothing_and_double_nothing(
    server: Dovecot, user: str, settings: Settings, open_desk: list[Desk]
) -> None:
    mails = [raw(f"Mail number {number} of those that must all arrive.") for number in range(12)]
    server.put(*mails, user=user)
    with Wire(server.port, [0, 5, 150, 700, 1200, 1500, 2000, 2600, 3300]) as wire:
        box = replace(server.box(user, moved_to="Collected"), port=wire.port)
        desk = desk_with(open_desk, settings, box)
        faults = 0
        while not (state := desk.see(mailboxes.states)) or state[0].checked_at is None or state[0].on_server:
            try:
                Collector(desk).collect(box)
            except MailboxFault:
                faults += 1
    assert faults >= 9
    assert verdicts(desk) == [Verdict.TICKET] * 12
    assert len(server.flags("Collected", user)) == 12
    assert server.flags(user=user) == []


def test_mail_comes_in_while_the_collector_waits(
    server: Dovecot, user: str, settings: Settings, open_desk: list[Desk]
) -> None:
    box = server.box(user, moved_to="Collected")
    desk = desk_with(open_desk, settings, box)
    came = threading.Event()
    desk.wakers.append(came.set)
    collector = Collector(desk)
    collector.start()
    try:
        for text in ("First.", "Second, while it is idle."):
            came.clear()
            server.put(raw(text), user=user)
            assert came.wait(60), "the mail was not collected"
    finally:
        collector.stop()
    assert verdicts(desk) == [Verdict.TICKET, Verdict.TICKET]
    assert desk.do(mailboxes.lease, user, "another process"), "a collector that stopped lets its mailbox go"
