"""Clocks, alarms and snoozing on both stores: promises are measured, and what is due happens exactly once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.clocks import ClockKind, Outcome
from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.journal import Cursor
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.tickets import Status, Submission, Ticket
from helpcenter.factory import create_desk
from helpcenter.services import alarms, clocks, deliveries, inbox, journal, snoozes, tickets

MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
RULES = """
[hours.business]
zone = "UTC"
weekdays = ["09:00-17:00"]
[promises]
email = "2 hours"
"""


@pytest.fixture(autouse=True)
def _rules(settings: Settings) -> Iterator[None]:
    assert settings.policy_file is not None
    Path(settings.policy_file).write_text(RULES, encoding="utf-8")
    with time_machine.travel(MONDAY - timedelta(hours=1), tick=True):
        yield


@pytest.fixture
def number(desk: Desk, carol: Contact) -> int:
    """A ticket of Monday at ten; an answer is promised by noon."""
    with at(MONDAY):
        made = Submission(carol.site_id, "email", carol.email, "It broke", "Here is how.", "en")
        return desk.do(tickets.submit, carol, made).ticket_id


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    with time_machine.travel(moment, tick=False):
        yield


def told(desk: Desk, prefix: str = "ticket.") -> list[str]:
    return [event.kind for event in desk.see(journal.since, Cursor()) if event.kind.startswith(prefix)]


def see(desk: Desk, number: int) -> Ticket:
    return desk.see(tickets.get, number)


def test_the_first_reply_stops_its_clock_and_the_next_word_starts_another(
    desk: Desk, carol: Contact, ada: Specialist, number: int
) -> None:
    noon = MONDAY + timedelta(hours=2)
    assert see(desk, number).due_at == noon
    with at(MONDAY + timedelta(hours=1)):
        desk.do(tickets.answer_as_contact, carol, number, "And one more thing")
        assert see(desk, number).due_at == noon, "writing again does not put the promise off"
    with at(MONDAY + timedelta(hours=1, minutes=30)):
        desk.do(tickets.reply, ada, number, "Try this.")
        assert see(desk, number).due_at is None
    with at(MONDAY + timedelta(hours=6)):
        desk.do(tickets.answer_as_contact, carol, number, "Still broken")
        assert see(desk, number).due_at == datetime(2026, 3, 3, 10, tzinfo=UTC), "one hour today, one tomorrow"
    with at(datetime(2026, 3, 3, 12, tzinfo=UTC)):
        desk.do(tickets.reply, ada, number, "Then that.")
    first, second = desk.see(clocks.of_ticket, number)
    assert (first.kind, first.outcome, first.kept) == (ClockKind.FIRST_REPLY, Outcome.ANSWERED, True)
    assert (second.kind, second.outcome, second.kept) == (ClockKind.NEXT_REPLY, Outcome.ANSWERED, False)


def test_waiting_for_the_customer_is_not_our_time(desk: Desk, ada: Specialist, number: int) -> None:
    with at(MONDAY + timedelta(minutes=30)):
        assert desk.do(tickets.set_status, ada.author, number, Status.WAITING).due_at is None
    with at(MONDAY + timedelta(days=1)):
        desk.do(alarms.run_due)
        found = desk.do(tickets.set_status, ada.author, number, Status.OPEN)
    assert found.due_at == MONDAY + timedelta(days=1, minutes=90)
    assert "ticket.breached" not in told(desk)


def test_a_promise_is_warned_of_and_its_end_is_told(desk: Desk, number: int) -> None:
    for moment, expected in (
        (MONDAY + timedelta(minutes=59), []),
        (MONDAY + timedelta(minutes=61), ["ticket.warned"]),
        (MONDAY + timedelta(minutes=90), ["ticket.warned"]),
        (MONDAY + timedelta(minutes=121), ["ticket.warned", "ticket.breached"]),
        (MONDAY + timedelta(days=3), ["ticket.warned", "ticket.breached"]),
    ):
        with at(moment):
            while desk.do(alarms.run_due):
                pass
        assert [kind for kind in told(desk) if kind in ("ticket.warned", "ticket.breached")] == expected


def test_silence_is_noticed_then_ends_the_ticket_and_a_word_opens_it_again(
    desk: Desk, carol: Contact, ada: Specialist, number: int
) -> None:
    desk.do(tickets.reply, ada, number, "Does this help?")
    asked = MONDAY - timedelta(hours=1)
    with at(asked + timedelta(days=40)):  # we were away ourselves: even then the letter comes first
        desk.do(alarms.run_due)
        assert see(desk, number).status is Status.WAITING
        assert desk.see(deliveries.of_ticket, number)[-1].letter.name == "silence"
    with at(asked + timedelta(days=43, minutes=1)):
        desk.do(alarms.run_due)
        assert see(desk, number).status is Status.CLOSED
        desk.do(tickets.answer_as_contact, carol, number, "Sorry, I was away. Still broken.")
    found = see(desk, number)
    assert (found.status, found.assignee) == (Status.OPEN, ada)
    assert found.due_at is not None


def test_an_answer_in_time_keeps_the_ticket_open(desk: Desk, carol: Contact, ada: Specialist, number: int) -> None:
    desk.do(tickets.reply, ada, number, "Does this help?")
    with at(MONDAY + timedelta(days=11)):
        desk.do(alarms.run_due)
        desk.do(tickets.answer_as_contact, carol, number, "Not yet")
    with at(MONDAY + timedelta(days=90)):
        while desk.do(alarms.run_due):
            pass
    assert see(desk, number).status is Status.OPEN


def test_a_snoozed_ticket_comes_back_once_after_a_restart(
    desk: Desk, settings: Settings, ada: Specialist, number: int
) -> None:
    desk.do(tickets.reply, ada, number, "We ask the printer's maker.", status=Status.WAITING)
    assert desk.do(snoozes.snooze, ada, number, MONDAY + timedelta(days=2)).snoozed_until
    desk.close()
    again = create_desk(settings)
    with at(MONDAY + timedelta(days=1)):
        again.do(alarms.run_due)
        assert see(again, number).snoozed_until
    with at(MONDAY + timedelta(days=2, minutes=1)):
        again.do(alarms.run_due)
        again.do(alarms.run_due)
    assert see(again, number).snoozed_until is None
    assert told(again).count("ticket.woken") == 1
    again.close()


def test_two_processes_wake_a_ticket_once(desk: Desk, settings: Settings, ada: Specialist, number: int) -> None:
    desk.do(snoozes.snooze, ada, number, MONDAY + timedelta(minutes=5))
    other = create_desk(settings)
    together = threading.Barrier(2)

    def run(one: Desk) -> None:
        together.wait()
        one.do(alarms.run_due)

    with at(MONDAY + timedelta(minutes=6)):
        both = [threading.Thread(target=run, args=[one]) for one in (desk, other)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()
    other.close()
    assert told(desk).count("ticket.woken") == 1


@pytest.mark.parametrize(
    "wakes",
    [
        lambda desk, carol, ada, number: desk.do(tickets.answer_as_contact, carol, number, "News"),
        lambda desk, carol, ada, number: desk.do(inbox.close, carol, number),
        lambda desk, carol, ada, number: desk.do(snoozes.wake, ada, number),
    ],
    ids=["answer", "close", "hand"],
)
def test_what_brings_a_snoozed_ticket_back(
    desk: Desk, carol: Contact, ada: Specialist, number: int, wakes: Callable[..., object]
) -> None:
    desk.do(snoozes.snooze, ada, number, MONDAY + timedelta(days=1))
    wakes(desk, carol, ada, number)
    assert see(desk, number).snoozed_until is None
    with at(MONDAY + timedelta(days=2)):
        while desk.do(alarms.run_due):
            pass
    assert told(desk).count("ticket.woken") <= 1


def test_a_promise_that_runs_short_wakes_its_ticket(desk: Desk, ada: Specialist, number: int) -> None:
    desk.do(snoozes.snooze, ada, number, MONDAY + timedelta(days=1))
    with at(MONDAY + timedelta(minutes=61)):
        desk.do(alarms.run_due)
    assert see(desk, number).snoozed_until is None


def test_nobody_snoozes_into_the_past_or_a_closed_ticket(
    desk: Desk, carol: Contact, ada: Specialist, number: int
) -> None:
    for until in (MONDAY - timedelta(days=1), MONDAY + timedelta(days=400)):
        with pytest.raises(Invalid) as refusal:
            desk.do(snoozes.snooze, ada, number, until)
        assert refusal.value.faults == {"until": Fault.WRONG}
    desk.do(inbox.close, carol, number)
    with pytest.raises(Invalid):
        desk.do(snoozes.snooze, ada, number, MONDAY + timedelta(days=1))
