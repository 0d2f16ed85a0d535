"""Macros and tags kept in order from the administration, by Pilot."""

from __future__ import annotations

import pytest

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.macros import Macro
from helpcenter.domain.people import Role, Specialist
from helpcenter.domain.tickets import Priority, Status
from helpcenter.domain.triage import Change
from helpcenter.services import macros, people, tickets, triage
from tests.tui.conftest import AtWork, Writer, shown, until
from tests.tui.test_administration import opened
from tui.drafts import drafts_of
from tui.screens.administration import AdministrationScreen
from tui.screens.sheet import Sheet

MACROS, TAGS = 3, 5


async def test_a_macro_is_written_seen_as_it_will_be_and_given_deeds(
    desk: Desk, ada: Specialist, write: Writer, at_work: AtWork
) -> None:
    write("It broke")
    async with at_work(size=(100, 30)) as pilot:
        await opened(pilot, MACROS)
        await shown(pilot, "There are no macros yet.")
        await pilot.press("n", *"Thanks", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet), "the text is asked for")
        await shown(pilot, "In braces: {contact.name}")
        await pilot.press(*"Hi {contact.nam}")
        await shown(pilot, "Line 1: there is no {contact.nam}.")
        await pilot.press("ctrl+s")
        assert isinstance(pilot.app.screen, Sheet), "what is wrong is not kept"
        await pilot.press("left", "e")
        await shown(pilot, "Hi Carol")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: len(desk.see(macros.every)) == 1, "it is kept")
        for keys in (("e", "s", "w"), ("e", "p", "h"), ("e", "m", "y"), ("e", "g", *"vip -old", "enter")):
            before = desk.see(macros.every)
            await until(pilot, lambda: isinstance(pilot.app.screen, AdministrationScreen), "back in the list")
            await pilot.press(*keys)
            await until(pilot, lambda before=before: desk.see(macros.every) != before, keys[1])  # type: ignore[misc]
            await until(pilot, lambda: not pilot.app.screen.reading.busy, "read")  # type: ignore[attr-defined]
        await pilot.press("e", "t", "2")
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet), "the French text")
        await pilot.press(*"Bonjour", "escape")
        await shown(pilot, "Esc once more discards")
        await pilot.press("!", "ctrl+s")
        await until(pilot, lambda: len(desk.see(macros.every)[0].texts) == 2, "two languages")
        await shown(pilot, "Bonjour!")
    change = Change(Status.WAITING, Priority.HIGH, None, ("vip",), ("old",))
    texts = {"en": "Hi {contact.name}", "fr": "Bonjour!"}
    assert desk.see(macros.every) == [Macro("Thanks", texts, change, to_me=True)]


async def test_a_name_that_is_taken_is_asked_for_again(desk: Desk, ada: Specialist, at_work: AtWork) -> None:
    desk.do(macros.put, Macro("Thanks", {"en": "Hi"}), ada)
    async with at_work(size=(80, 24)) as pilot:
        await opened(pilot, MACROS)
        await shown(pilot, "Thanks")
        await pilot.press("n", *"Thanks", "enter")
        await shown(pilot, "This name is taken.")
        await pilot.press(*" 2", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet), "the text is asked for")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, AdministrationScreen), "nothing was written")
    assert [each.name for each in desk.see(macros.every)] == ["Thanks"]


async def test_what_a_colleague_changed_meanwhile_is_not_lost_and_neither_is_the_text(
    desk: Desk, ada: Specialist, at_work: AtWork
) -> None:
    desk.do(macros.put, Macro("Thanks", {"en": "Hi"}), ada)
    async with at_work(size=(80, 24)) as pilot:
        await opened(pilot, MACROS)
        await shown(pilot, "Thanks")
        await pilot.press("e", "t", "1")
        await until(pilot, lambda: isinstance(pilot.app.screen, Sheet), "the text")
        desk.do(macros.put, Macro("Thanks", {"en": "Hello"}), ada)
        await pilot.press(*" there", "ctrl+s")
        await shown(pilot, "A colleague changed it meanwhile.")
        await shown(pilot, "Hi there")
    assert desk.see(macros.every)[0].texts == {"en": "Hello"}


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
async def test_a_text_survives_a_crash_and_goes_when_it_is_discarded(
    desk: Desk, ada: Specialist, settings: Settings, at_work: AtWork
) -> None:
    desk.do(macros.put, Macro("Thanks", {"en": "Hi"}), ada)
    folder = drafts_of(ada.email, settings.database_url).folder / "texts"
    async with at_work(size=(80, 24)) as pilot:
        await opened(pilot, MACROS)
        await shown(pilot, "Thanks")
        await pilot.press("e", "t", "1", *" there")
        await until(pilot, lambda: any("Hi there" in file.read_text() for file in folder.glob("*.json")), "it is kept")
    async with at_work(size=(80, 24)) as pilot:  # nothing of the first terminal was left orderly
        await opened(pilot, MACROS)
        await shown(pilot, "Thanks")
        await pilot.press("e", "t", "1")
        await shown(pilot, "What you wrote last time is here again")
        await shown(pilot, "Hi there")
        await pilot.press("escape")
        await shown(pilot, "Esc once more discards")
        await pilot.press("escape")
        await until(pilot, lambda: not list(folder.glob("*.json")), "it is gone")
        await pilot.press("e", "t", "1", *"!", "ctrl+s")
        await until(pilot, lambda: desk.see(macros.every)[0].texts == {"en": "Hi!"}, "it is saved")
        await until(pilot, lambda: not list(folder.glob("*.json")), "no draft is left")


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
async def test_tags_are_merged_and_removed(desk: Desk, ada: Specialist, write: Writer, at_work: AtWork) -> None:
    first, second = write("One"), write("Two")
    desk.do(triage.change, ada, [first], Change(add_tags=("bill",)))
    desk.do(triage.change, ada, [second], Change(add_tags=("invoice", "old")))
    async with at_work(size=(80, 24)) as pilot:
        await opened(pilot, TAGS)
        await shown(pilot, "1 ticket")
        await pilot.press("e", "r", *["backspace"] * 4, *"invoice", "enter")
        await shown(pilot, "2 tickets")
        await pilot.press("j", "e", "x", "y")
        await until(pilot, lambda: desk.see(tickets.get, second).tags == ("invoice",), "removed")
    assert desk.see(tickets.get, first).tags == ("invoice",)


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
async def test_who_leads_nobody_reads_them_and_is_told_who_writes_them(
    desk: Desk, ada: Specialist, write: Writer, at_work: AtWork
) -> None:
    desk.do(macros.put, Macro("Thanks", {"en": "Hi"}), ada)
    desk.do(triage.change, ada, [write("One")], Change(add_tags=("bill",)))
    desk.do(people.put_specialist, "boss@team.example", "Boss", ("en",), Role.ADMIN)
    desk.do(people.put_specialist, ada.email, "Ada", ("en",), Role.SPECIALIST)
    async with at_work(size=(80, 24)) as pilot:
        await opened(pilot, MACROS)
        await shown(pilot, "Leads and admins write macros.")
        await pilot.press("n")
        await shown(pilot, "Your role does not allow this.")
        await pilot.press("tab", "tab")
        await shown(pilot, "Leads and admins rename and remove tags.")
        await pilot.press("e")
        await shown(pilot, "There is nothing to change here.")
    assert [each.name for each in desk.see(macros.every)] == ["Thanks"]
