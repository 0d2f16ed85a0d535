"""The courier against real mail servers: delivered once, tried again with the same bytes, never lost, never stuck."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from helpcenter.channels.mail import SmtpChannel
from helpcenter.channels.memory import MemoryChannel
from helpcenter.config import Settings
from helpcenter.courier import Courier
from helpcenter.desk import Desk
from helpcenter.domain.deliveries import LEASE, Delivery, DeliveryState, Letter
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.tickets import MessageKind, Submission
from helpcenter.factory import desk_of
from helpcenter.rendering import LetterWriter
from helpcenter.services import deliveries, outbox, tickets
from tests.mail_servers import cutting_server, mail_server

NAME = "help.example"
on_sqlite = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def number(desk: Desk, carol: Contact) -> int:
    """A ticket whose acknowledgement waits in the outbox."""
    submission = Submission(carol.site_id, "email", carol.email, "It broke", "Here is how.", "en")
    return desk.do(tickets.submit, carol, submission).ticket_id


@pytest.fixture
def courier(app: Any, settings: Settings) -> Any:
    """Make a courier on the app's desk, for one mail server."""

    def made(url: str) -> Courier:
        return Courier(desk_of(app), LetterWriter(app, settings), SmtpChannel(url, NAME))

    return made


def only(desk: Desk, number: int) -> Delivery:
    [found] = desk.see(deliveries.of_ticket, number)
    return desk.see(deliveries.get, found.id)


@contextmanager
def later(delay: timedelta) -> Iterator[None]:
    with time_machine.travel(datetime.now(UTC) + delay, tick=True):
        yield


def test_a_ticket_is_acknowledged_and_a_reply_follows_in_its_thread(
    desk: Desk, courier: Any, number: int, ada: Specialist
) -> None:
    with mail_server() as box:
        carrier = courier(box.url)
        carrier.start()
        try:
            acknowledgement = box.next()
            desk.do(tickets.reply, ada, number, "Try this.")
            reply = box.next()
        finally:
            carrier.stop()
        assert box.taken.empty()
    assert acknowledgement["To"] == "carol@customer.example"
    assert acknowledgement["Auto-Submitted"] == "auto-generated"
    assert reply["Auto-Submitted"] is None
    assert reply["In-Reply-To"] == reply["References"] == acknowledgement["Message-ID"]
    first, second = desk.see(deliveries.of_ticket, number)
    assert [first.message_id, second.message_id] == [acknowledgement["Message-ID"], reply["Message-ID"]]
    assert {each.state for each in (first, second)} == {DeliveryState.SENT}


@on_sqlite
@pytest.mark.parametrize(
    ("step", "answer", "state"),
    [
        ("MAIL", "421 closing", DeliveryState.QUEUED),
        ("MAIL", "550 not you", DeliveryState.QUEUED),
        ("RCPT", "451 greylisted", DeliveryState.QUEUED),
        ("RCPT", "550 no such user", DeliveryState.DEAD),
        ("DATA", "452 disk full", DeliveryState.QUEUED),
        ("DATA", "554 spam", DeliveryState.DEAD),
    ],
)
def test_what_a_server_refuses_waits_or_is_given_up(
    desk: Desk, courier: Any, number: int, step: str, answer: str, state: DeliveryState
) -> None:
    with mail_server() as box:
        box.answers[step] = answer
        carrier = courier(box.url)
        assert carrier.carry_due() == 1
        first = only(desk, number)
        assert (first.state, first.error, first.attempts) == (state, answer, 1)
        assert carrier.carry_due() == 0, "it waits for its time"
        box.answers.clear()
        if state is DeliveryState.DEAD:
            assert desk.do(deliveries.retry, first.id)
        with later(timedelta(minutes=5)):
            assert carrier.carry_due() == 1
        assert box.taken.get_nowait() == (first.letter.to, first.raw)
        assert box.taken.empty()
    assert only(desk, number).state is DeliveryState.SENT


def test_a_line_that_is_cut_and_a_server_that_is_away_cost_nothing_but_time(
    desk: Desk, courier: Any, number: int
) -> None:
    with cutting_server() as cut:
        assert courier(cut).carry_due() == 1
    first = only(desk, number)
    assert (first.state, first.attempts) == (DeliveryState.QUEUED, 1)
    assert first.raw
    with later(timedelta(minutes=5)):
        assert courier(cut).carry_due() == 1
    second = only(desk, number)
    assert (second.state, second.attempts) == (DeliveryState.QUEUED, 2)
    assert second.error
    assert "refused" in second.error.lower()
    with later(timedelta(minutes=30)), mail_server() as box:
        assert courier(box.url).carry_due() == 1
        message = box.next()
    assert message["Message-ID"] == first.message_id
    assert only(desk, number).raw == first.raw


@on_sqlite
def test_after_three_days_of_trying_it_is_given_up(desk: Desk, courier: Any, number: int) -> None:
    with cutting_server() as cut:
        for tried in range(1, 60):
            with later(timedelta(hours=5 * tried)):
                assert courier(cut).carry_due() == 1
            if only(desk, number).state is DeliveryState.DEAD:
                break
    assert tried == 20
    assert courier(cut).carry_due() == 0


@on_sqlite
def test_what_waited_for_a_way_out_is_not_old(desk: Desk, courier: Any, number: int) -> None:
    with cutting_server() as cut, later(timedelta(days=30)):
        assert courier(cut).carry_due() == 1
    assert only(desk, number).state is DeliveryState.QUEUED


def test_a_letter_given_up_is_told_in_its_ticket_with_the_servers_words(
    desk: Desk, courier: Any, number: int, ada: Specialist
) -> None:
    with mail_server() as box:
        box.answers["RCPT"] = "550 5.1.1 no such user"
        assert courier(box.url).carry_due() == 1
    *_, last = desk.see(tickets.timeline, number)
    assert last.kind is MessageKind.EVENT
    assert last.data["event"] == "mail_failed"
    assert (last.data["address"], last.data["words"]) == ("carol@customer.example", "550 5.1.1 no such user")


def test_many_letters_go_in_rounds_so_that_the_clock_has_its_turn(desk: Desk, courier: Any) -> None:
    for each in range(5):
        desk.do(outbox.send, Letter("sign_in", f"p{each}@customer.example", "en", {"token": "t", "code": "1"}))
    with mail_server() as box:
        sending = courier(box.url)
        assert [sending.carry_due(2) for _ in range(4)] == [2, 2, 1, 0]


def test_the_clock_has_its_turn_while_many_letters_go(
    desk: Desk, courier: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helpcenter.carrier.A_ROUND", 2)
    with mail_server() as box:
        sending = courier(box.url)
        turns: list[int] = []
        rounds = threading.Semaphore(0)

        def between() -> None:
            turns.append(box.taken.qsize())
            rounds.release()

        monkeypatch.setattr(sending, "between", between)
        for each in range(5):
            desk.do(outbox.send, Letter("sign_in", f"p{each}@customer.example", "en", {"token": "t", "code": "1"}))
        sending.start()
        try:
            for _ in range(3):
                assert rounds.acquire(timeout=30), "the clock has its turn"
        finally:
            sending.stop()
    assert turns[:3] == [0, 2, 4]


def test_what_is_held_waits_until_it_is_released(desk: Desk, courier: Any, number: int) -> None:
    [waiting] = desk.see(deliveries.of_ticket, number)
    assert desk.do(deliveries.hold, waiting.id)
    assert not desk.do(deliveries.hold, waiting.id)
    with mail_server() as box:
        assert courier(box.url).carry_due() == 0
        assert desk.do(deliveries.retry, waiting.id)
        assert desk.do(deliveries.hold_all) == 1
        assert courier(box.url).carry_due() == 0
        assert desk.do(deliveries.release_all) == 1
        assert courier(box.url).carry_due() == 1
    assert desk.do(deliveries.hold_all) == desk.do(deliveries.release_all) == 0


def test_a_lease_is_kept_while_it_lasts_and_taken_over_after(desk: Desk, courier: Any, number: int) -> None:
    dead = desk.do(deliveries.claim)
    assert dead is not None
    desk.do(deliveries.keep_bytes, dead.id, b"Subject: as the dead courier wrote it\r\n\r\n")
    with mail_server() as box:
        assert courier(box.url).carry_due() == 0
        with later(LEASE + timedelta(seconds=1)):
            assert courier(box.url).carry_due() == 1
        assert box.next()["Subject"] == "as the dead courier wrote it"
    desk.do(deliveries.failed, dead, "comes too late", permanent=True)
    taken_over = only(desk, number)
    assert (taken_over.state, taken_over.attempts, taken_over.error) == (DeliveryState.SENT, 2, None)


def test_two_couriers_send_each_mail_once(desk: Desk, courier: Any, carol: Contact) -> None:
    for turn in range(10):
        desk.do(outbox.send, Letter("sign_in", f"p{turn}@customer.example", "en", {"token": "t", "code": "1"}))
    with mail_server() as box:
        carriers = [threading.Thread(target=courier(box.url).carry_due) for _ in range(2)]
        for carrier in carriers:
            carrier.start()
        for carrier in carriers:
            carrier.join()
        recipients = sorted(box.taken.get_nowait()[0] for _ in range(10))
        assert recipients == [f"p{turn}@customer.example" for turn in range(10)]
        assert box.taken.empty()


@on_sqlite
def test_a_letter_that_cannot_be_written_holds_up_nothing(
    desk: Desk, app: Any, settings: Settings, number: int
) -> None:
    desk.do(outbox.send, Letter("unheard_of", "x@customer.example", "en", {}))
    desk.do(outbox.send, Letter("sign_in", "y@customer.example", "en", {"token": "t", "code": "1"}))
    channel = MemoryChannel()
    assert Courier(desk_of(app), LetterWriter(app, settings), channel).carry_due() == 3
    assert [mail.recipient for mail in channel.sent] == ["carol@customer.example", "y@customer.example"]
    states = {found.letter.name: (found.state, found.error) for found in desk.see(deliveries.recent)}
    assert states["unheard_of"] == (DeliveryState.QUEUED, "TemplateNotFound: mail/unheard_of/subject.txt")


@on_sqlite
def test_without_a_way_out_mail_waits(desk: Desk, app: Any, settings: Settings, number: int) -> None:
    assert Courier(desk_of(app), LetterWriter(app, settings), None).carry_due() == 0
    assert only(desk, number).attempts == 0


@on_sqlite
def test_tidying_moves_what_was_committed_into_the_main_file(
    desk: Desk, settings: Settings, number: int, tmp_path: Path
) -> None:
    assert settings.sqlite_path
    alone = tmp_path / "alone.db"
    shutil.copy(settings.sqlite_path, alone)
    before = tickets_in(alone)
    desk.tidy()
    shutil.copy(settings.sqlite_path, alone)
    assert (before, tickets_in(alone)) == (0, 1)


def tickets_in(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("SELECT count(*) FROM ticket").fetchone()[0])
