"""The callbacks by Pilot, on a real store: who is due first, claimed by one, logged, ended; and snoozing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel import Locale

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.callbacks import CallbackState, Window, Wish
from helpcenter.domain.people import Contact, Role, Specialist
from helpcenter.domain.tickets import MessageKind, Status
from helpcenter.services import callbacks, calling, people, tickets
from tests.tui.conftest import AtWork, Writer, picture, queue_of, shown, until
from tui.callback_lines import countdown, details_of, line_of
from tui.language import speak
from tui.screens.callbacks import CallbacksScreen
from tui.screens.ticket import TicketScreen
from tui.snoozing import snooze_moments

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _always_open(settings: Settings) -> None:
    assert settings.policy_file is not None
    Path(settings.policy_file).write_text('[hours.business]\nevery_day = ["00:00-24:00"]\n', encoding="utf-8")


def call_me(desk: Desk, who: Contact, subject: str = "Call me", window: Window | None = None) -> int:
    wish = Wish(who.site_id, "+49 30 12345678", "", subject, "It spins for ever.", window, True)
    return desk.do(callbacks.submit, who, wish).ticket_id


async def test_claim_log_and_end_from_the_keyboard(
    desk: Desk, ada: Specialist, carol: Contact, at_work: AtWork
) -> None:
    number = call_me(desk, carol)
    async with at_work(size=(80, 24)) as pilot:
        await pilot.press("c")
        await until(pilot, lambda: isinstance(pilot.app.screen, CallbacksScreen), "the callbacks open")
        await shown(pilot, "+49 30 12345678")
        await shown(pilot, "It spins for ever.")
        await pilot.press("t")
        await shown(pilot, "Claim the callback first")
        await pilot.press("c")
        await until(pilot, lambda: desk.see(callbacks.found, number).claimed_by is not None, "claimed")
        await shown(pilot, "● me")
        await pilot.press("t")
        await shown(pilot, "How did the call go?")
        await pilot.press("n")
        await shown(pilot, "Note on the call")
        await pilot.press(*"mailbox", "enter")
        await until(pilot, lambda: desk.see(callbacks.found, number).tries == 1, "logged")
        await until(pilot, lambda: "● me" not in picture(pilot.app), "it waits for its next try")
        await shown(pilot, "called: no answer")
        kinds = [message.kind for message in desk.see(tickets.timeline, number)]
        assert MessageKind.NOTE in kinds
        await pilot.press("c")
        await shown(pilot, "● me")
        await pilot.press("d")
        await shown(pilot, "The customer reads this.")
        await pilot.press(*"Filter reset", "enter")
        await shown(pilot, "nobody waits for a call")
    found = desk.see(callbacks.found, number)
    assert (found.state, found.ticket.status) == (CallbackState.DONE, Status.SOLVED)
    assert desk.see(tickets.timeline, number)[-2].body == "Filter reset"


async def test_the_due_time_orders_and_others_changes_are_seen(
    desk: Desk, ada: Specialist, carol: Contact, at_work: AtWork
) -> None:
    [window, *_] = desk.see(callbacks.windows)
    call_me(desk, carol, "Later today", window)
    ben = desk.do(people.put_specialist, "ben@team.example", "Ben", ("en",), Role.SPECIALIST)
    async with at_work(size=(160, 40)) as pilot:
        await pilot.press("c")
        await shown(pilot, "Later today")
        now = call_me(desk, carol, "Right now")
        await shown(pilot, "Somebody wants to be called")
        await until(
            pilot, lambda: picture(pilot.app).find("Right now") < picture(pilot.app).find("Later today"), "in order"
        )
        desk.do(calling.claim, ben, now)
        await shown(pilot, "● Ben")
        await pilot.press("k", "c")
        await shown(pilot, "A colleague was faster.")
        desk.do(calling.cancel, carol, now)
        await until(pilot, lambda: len(pilot.app.screen.rows) == 1, "gone")  # type: ignore[attr-defined]


async def test_handed_over_the_reply_is_begun(desk: Desk, ada: Specialist, carol: Contact, at_work: AtWork) -> None:
    number = call_me(desk, carol)
    async with at_work() as pilot:
        await pilot.press("c")
        await shown(pilot, "Call me")
        await pilot.press("c")
        await shown(pilot, "● me")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(pilot.app.screen, TicketScreen), "the ticket opens")
        await shown(pilot, "REPLY")
    assert desk.see(tickets.get, number).channel == "email"


async def test_a_ticket_is_put_aside_and_brought_back(desk: Desk, write: Writer, at_work: AtWork) -> None:
    number = write("Not now")
    async with at_work(view="3") as pilot:
        await shown(pilot, "Not now")
        await pilot.press("z")
        await shown(pilot, "Tomorrow morning")
        await pilot.press("t")
        await until(pilot, lambda: len(queue_of(pilot).rows) == 0, "it leaves the view")
        await pilot.press("5")
        await shown(pilot, "Not now")
        await until(pilot, lambda: " z " in picture(pilot.app), "its sign")
        await pilot.press("z")
        await shown(pilot, "Bring it back now")
        await pilot.press("b")
        await until(pilot, lambda: desk.see(tickets.get, number).snoozed_until is None, "back")


def test_the_moments_are_those_of_the_specialists_clock() -> None:
    language = speak(["en"], ("en",), time_zone="Europe/Berlin")
    saturday = datetime(2026, 3, 28, 20, tzinfo=UTC)  # the night in which clocks go forward
    moments = {letter: until for letter, _, until in snooze_moments(saturday, language)}
    assert moments["t"] == datetime(2026, 3, 29, 7, tzinfo=UTC)
    assert moments["m"] == datetime(2026, 3, 30, 7, tzinfo=UTC)
    assert moments["t"].astimezone(ZoneInfo("Europe/Berlin")).hour == 9
    assert language.locale == Locale.parse("en")


def test_the_countdown_runs_and_hostile_text_is_harmless(desk: Desk, carol: Contact) -> None:
    language = speak(["en"], ("en",), time_zone="Europe/Berlin")
    call_me(desk, carol, "[@click=app.quit]x[/] \x1b]8;;evil\x07")
    [found] = desk.see(callbacks.queue)
    for ahead, text, urgency in (
        (timedelta(minutes=4, seconds=5), "  4:05", "due"),
        (timedelta(seconds=59), "▲ 0:59", "soon"),
        (-timedelta(seconds=61), "! -1:01", "late"),
        (-timedelta(hours=3), "! -3h", "late"),
    ):
        assert countdown(found, found.due_at - ahead, language) == (text, urgency)
    line = line_of(found, 0, found.due_at, 80, language)
    assert line.cell_length == 80
    assert "\x1b" not in line.plain
    details = details_of(found, None, found.due_at, language)
    assert "\x1b" not in details.plain
    assert [span.style.link for span in details.spans if getattr(span.style, "link", None)] == ["tel:+493012345678"]
