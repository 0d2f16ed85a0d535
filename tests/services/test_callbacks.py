"""Callbacks on both stores: asked for inside opening hours, claimed by one, tried again, ended one way."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.callbacks import Attempt, CallbackState, Window, Wish
from helpcenter.domain.faults import Conflict, Fault, Forbidden, Invalid, NotFound
from helpcenter.domain.people import Contact, Role, Specialist
from helpcenter.domain.tickets import MessageKind, Status
from helpcenter.factory import create_desk
from helpcenter.services import alarms, callbacks, calling, clocks, deliveries, inbox, people, tickets
from helpcenter.services.idempotency import Once

MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
RULES = """
[hours.business]
zone = "UTC"
weekdays = ["09:00-17:00"]
[policy.channels.callback]
outside_hours = "later"
"""


@pytest.fixture(autouse=True)
def _rules(settings: Settings) -> Iterator[None]:
    rules(settings, RULES)
    with time_machine.travel(MONDAY, tick=False):
        yield


def rules(settings: Settings, text: str) -> None:
    assert settings.policy_file is not None
    Path(settings.policy_file).write_text(text, encoding="utf-8")


@pytest.fixture
def wish(carol: Contact) -> Wish:
    return Wish(carol.site_id, "030 12345678", "DE", "My list is empty", "", None, True)


@pytest.fixture
def ben(desk: Desk) -> Specialist:
    return desk.do(people.put_specialist, "ben@team.example", "Ben", ("en",), Role.SPECIALIST)


@pytest.fixture
def number(desk: Desk, carol: Contact, wish: Wish) -> int:
    return desk.do(callbacks.submit, carol, wish).ticket_id


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    with time_machine.travel(moment, tick=False):
        yield


def letters(desk: Desk, number: int) -> list[str]:
    return [each.letter.name for each in desk.see(deliveries.of_ticket, number)]


def test_a_wish_is_ticket_number_clock_and_letter_in_one(desk: Desk, carol: Contact, wish: Wish) -> None:
    receipt = desk.do(callbacks.submit, carol, wish, Once("session:1", "k"))
    assert receipt.promised_at == MONDAY + timedelta(minutes=5)
    found = desk.see(callbacks.found, receipt.ticket_id)
    assert (found.phone, found.locale, found.state) == ("+493012345678", "en", CallbackState.WAITING)
    assert (found.due_at, found.ticket.due_at, found.consent_at) == (receipt.promised_at, receipt.promised_at, MONDAY)
    assert (found.ticket.channel, found.ticket.subject) == ("callback", "My list is empty")
    assert [each.kind for each in desk.see(clocks.of_ticket, receipt.ticket_id)] == ["callback"]
    assert letters(desk, receipt.ticket_id) == ["callback"]
    assert desk.do(callbacks.submit, carol, wish, Once("session:1", "k")) == replace(receipt, repeated=True)
    with pytest.raises(Conflict):
        desk.do(callbacks.submit, carol, replace(wish, phone="030 12345679"), Once("session:1", "k"))


def test_every_fault_is_named_at_once_and_nothing_is_written(desk: Desk, carol: Contact, wish: Wish) -> None:
    past = Window(MONDAY - timedelta(hours=2), MONDAY - timedelta(hours=1))
    bad = replace(wish, phone="112", subject=" ", window=past, consent=False)
    with pytest.raises(Invalid) as refusal:
        desk.do(callbacks.submit, carol, bad)
    assert refusal.value.faults == {
        "phone": Fault.NOT_CALLABLE,
        "when": Fault.WRONG,
        "subject": Fault.MISSING,
        "consent": Fault.MISSING,
    }
    assert desk.see(callbacks.queue) == []
    assert desk.see(inbox.counts, carol)["all"] == 0


def test_a_plan_without_it_and_a_telephone_are_refused(desk: Desk, site, sign, carol: Contact, wish: Wish) -> None:  # type: ignore[no-untyped-def]
    starter = desk.do(people.identify, site, sign("starter@customer.example", plan="starter", account=None))
    with pytest.raises(Forbidden):
        desk.do(callbacks.submit, starter, wish)
    with pytest.raises(Forbidden):
        desk.do(callbacks.submit, carol, wish, device="mobile")


def test_a_language_that_is_not_offered_is_english(desk: Desk, site, sign, wish: Wish) -> None:  # type: ignore[no-untyped-def]
    for locale, spoken in (("pl", "en"), ("pt", "pt")):
        who = desk.do(people.identify, site, sign(f"{locale}@customer.example", locale=locale))
        assert desk.see(callbacks.found, desk.do(callbacks.submit, who, wish).ticket_id).locale == spoken


@pytest.mark.parametrize(
    ("hours", "asked", "due"),
    [
        ('weekdays = ["09:00-17:00"]', "2026-03-02T16:58:00+00:00", "2026-03-03T09:03:00+00:00"),
        ('weekdays = ["09:00-17:00"]', "2026-03-06T18:00:00+00:00", "2026-03-09T09:05:00+00:00"),
        ('every_day = ["18:00-02:00"]', "2026-03-03T01:58:00+00:00", "2026-03-03T18:03:00+00:00"),
        ('every_day = ["18:00-02:00"]', "2026-03-03T00:30:00+00:00", "2026-03-03T00:35:00+00:00"),
        ('weekdays = ["09:00-17:00"]\nholidays = "DE"', "2026-04-30T17:30:00+00:00", "2026-05-04T09:05:00+00:00"),
        # Clocks go forward in Berlin at 02:00 on 29 March: four minutes are left at 01:56, the rest begins at 03:00.
        ('zone = "Europe/Berlin"\nevery_day = ["00:00-02:00", "03:00-24:00"]', "2026-03-29T00:56:00+00:00",
         "2026-03-29T01:01:00+00:00"),
    ],
)  # fmt: skip
def test_the_five_minutes_run_inside_the_opening_hours_only(
    desk: Desk, carol: Contact, wish: Wish, settings: Settings, hours: str, asked: str, due: str
) -> None:
    zone = "" if "zone" in hours else 'zone = "UTC"\n'
    rules(settings, f'[hours.business]\n{zone}{hours}\n[policy.channels.callback]\noutside_hours = "later"\n')
    with at(datetime.fromisoformat(asked)):
        receipt = desk.do(callbacks.submit, carol, wish)
    assert receipt.promised_at == datetime.fromisoformat(due)


def test_windows_lie_inside_the_hours_and_no_other_is_taken(desk: Desk, carol: Contact, wish: Wish) -> None:
    offered = desk.see(callbacks.windows)
    assert [(each.start.hour, each.end.hour) for each in offered[:4]] == [(11, 13), (13, 15), (15, 17), (9, 11)]
    assert all(each.start > MONDAY for each in offered)
    assert len(offered) == callbacks.MOST_WINDOWS
    receipt = desk.do(callbacks.submit, carol, replace(wish, window=offered[0]))
    assert receipt.promised_at == offered[0].end
    assert desk.see(callbacks.found, receipt.ticket_id).window == offered[0]
    hour = timedelta(hours=1)
    for start, end in ((16, 18), (3, 4), (12, 11), (11, 17)):
        day = MONDAY.replace(hour=0) + timedelta(days=1)
        with pytest.raises(Invalid):
            desk.do(callbacks.submit, carol, replace(wish, window=Window(day + start * hour, day + end * hour)))
    far = Window(MONDAY + timedelta(days=21), MONDAY + timedelta(days=21, hours=1))
    with pytest.raises(Invalid):
        desk.do(callbacks.submit, carol, replace(wish, window=far))


def test_the_queue_is_ordered_by_what_is_due_first(desk: Desk, carol: Contact, wish: Wish) -> None:
    late = desk.do(callbacks.submit, carol, replace(wish, window=desk.see(callbacks.windows)[1])).ticket_id
    soon = desk.do(callbacks.submit, carol, wish).ticket_id
    assert [each.ticket.id for each in desk.see(callbacks.queue)] == [soon, late]
    assert desk.see(callbacks.count) == 2


def test_two_specialists_at_the_same_moment_claim_once(
    desk: Desk, settings: Settings, ada: Specialist, ben: Specialist, number: int
) -> None:
    other, together, results = create_desk(settings), threading.Barrier(2), list[str]()

    def claim(one: Desk, who: Specialist) -> None:
        together.wait()
        try:
            one.do(calling.claim, who, number)
            results.append("claimed")
        except Conflict:
            results.append("conflict")

    both = [threading.Thread(target=claim, args=pair) for pair in ((desk, ada), (other, ben))]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    other.close()
    assert sorted(results) == ["claimed", "conflict"]
    holder = desk.see(callbacks.found, number).claimed_by
    assert holder in (ada, ben)
    assert desk.see(tickets.get, number).assignee == holder


def test_only_its_holder_works_on_a_claimed_one(desk: Desk, ada: Specialist, ben: Specialist, number: int) -> None:
    desk.do(calling.claim, ada, number)
    assert desk.do(calling.claim, ada, number).claimed_by == ada, "again is the same"
    for verb in (
        lambda: desk.do(calling.release, ben, number),
        lambda: desk.do(calling.attempt, ben, number, Attempt.BUSY),
        lambda: desk.do(calling.done, ben, number),
        lambda: desk.do(calling.hand_over, ben, number),
    ):
        with pytest.raises(Conflict):
            verb()
    desk.do(calling.release, ada, number)
    assert desk.do(calling.claim, ben, number).claimed_by == ben


def test_who_is_not_reached_is_called_again_as_planned_then_written_to(
    desk: Desk, ada: Specialist, number: int, carol: Contact
) -> None:
    expected = [
        (MONDAY, MONDAY + timedelta(minutes=15)),
        (MONDAY + timedelta(minutes=20), MONDAY + timedelta(minutes=140)),
        (MONDAY + timedelta(minutes=140), MONDAY + timedelta(days=1, minutes=140)),
    ]
    for moment, due in expected:
        with at(moment):
            desk.do(calling.claim, ada, number)
            found = desk.do(calling.attempt, ada, number, Attempt.NO_ANSWER, "Went to voicemail.")
            assert (found.state, found.claimed_by, found.due_at) == (CallbackState.WAITING, None, due)
            assert found.ticket.due_at == due
    with at(MONDAY + timedelta(days=1, minutes=140)):
        desk.do(calling.claim, ada, number)
        found = desk.do(calling.attempt, ada, number, Attempt.BUSY)
    assert (found.state, found.tries, found.ticket.status) == (CallbackState.MISSED, 4, Status.WAITING)
    assert letters(desk, number) == ["callback", "callback_missed", "callback_missed"]
    assert desk.see(callbacks.queue) == []
    kinds = [message.kind for message in desk.see(tickets.timeline, number)]
    assert (kinds.count(MessageKind.CALL), kinds.count(MessageKind.NOTE)) == (4, 3)
    _, seen = desk.see(inbox.read, carol, number)
    assert MessageKind.NOTE not in {message.kind for message in seen}
    assert {each.kept for each in desk.see(clocks.of_ticket, number)} == {True, False}


def test_a_wrong_number_ends_it_until_its_customer_gives_another(
    desk: Desk, ada: Specialist, carol: Contact, number: int
) -> None:
    desk.do(calling.claim, ada, number)
    assert desk.do(calling.attempt, ada, number, Attempt.WRONG_NUMBER).state is CallbackState.MISSED
    found = desk.do(calling.change, carol, number, "+44 20 7946 0000", "DE", None)
    assert (found.state, found.phone, found.tries) == (CallbackState.WAITING, "+442079460000", 0)
    assert found.due_at == found.ticket.due_at == MONDAY + timedelta(minutes=5)
    with pytest.raises(Invalid):
        desk.do(calling.change, carol, number, "+49 12", "DE", None)


def test_reached_then_done_with_a_summary(desk: Desk, ada: Specialist, carol: Contact, number: int) -> None:
    with at(MONDAY + timedelta(minutes=3)):
        desk.do(calling.claim, ada, number)
        talking = desk.do(calling.attempt, ada, number, Attempt.REACHED)
        assert (talking.state, talking.ticket.due_at) == (CallbackState.CLAIMED, None)
        found = desk.do(calling.done, ada, number, "We set the filter back together.")
    assert (found.state, found.ticket.status) == (CallbackState.DONE, Status.SOLVED)
    _, seen = desk.see(inbox.read, carol, number)
    assert "We set the filter back together." in [message.body for message in seen]
    [clock] = desk.see(clocks.of_ticket, number)
    assert clock.kept
    with pytest.raises(Conflict):
        desk.do(calling.change, carol, number, "+44 20 7946 0000", "", None)


def test_handed_over_it_is_answered_like_e_mail(desk: Desk, ada: Specialist, number: int) -> None:
    desk.do(calling.claim, ada, number)
    found = desk.do(calling.hand_over, ada, number)
    assert (found.state, found.ticket.channel, found.ticket.assignee) == (CallbackState.HANDED_OVER, "email", ada)
    assert found.ticket.due_at == MONDAY + timedelta(days=1)


def test_its_customer_cancels_and_nobody_elses_can(desk: Desk, site, sign, carol: Contact, number: int) -> None:  # type: ignore[no-untyped-def]
    mallory = desk.do(people.identify, site, sign("mallory@other.example"))
    for verb in (
        lambda: desk.do(calling.cancel, mallory, number),
        lambda: desk.do(calling.change, mallory, number, "+44 20 7946 0000", "", None),
    ):
        with pytest.raises(NotFound):
            verb()
    found = desk.do(calling.cancel, carol, number)
    assert (found.state, found.ticket.status, found.ticket.due_at) == (CallbackState.CANCELLED, Status.CLOSED, None)
    with pytest.raises(Conflict):
        desk.do(calling.cancel, carol, number)


def test_closing_the_ticket_ends_the_wish(desk: Desk, ada: Specialist, number: int) -> None:
    desk.do(tickets.set_status, ada.author, number, Status.CLOSED)
    assert desk.see(callbacks.queue) == []
    with pytest.raises(Conflict):
        desk.do(calling.claim, ada, number)


def test_a_letter_is_no_call(desk: Desk, ada: Specialist, number: int) -> None:
    assert desk.do(tickets.reply, ada, number, "Which list is it?")
    found = desk.see(callbacks.found, number)
    assert (found.state, found.ticket.due_at) == (CallbackState.WAITING, MONDAY + timedelta(minutes=5))


def test_its_promise_is_warned_of_after_a_restart(desk: Desk, settings: Settings, number: int) -> None:
    desk.close()
    again = create_desk(settings)
    with at(MONDAY + timedelta(minutes=3)):
        assert again.do(alarms.run_due) == 1
        assert again.do(alarms.run_due) == 0
    again.close()
