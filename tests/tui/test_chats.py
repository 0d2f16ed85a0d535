"""The chats by Pilot, on both stores: accepted, both ways at once, passed on, ended, kept through a restart."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.chats import ChatState
from helpcenter.domain.people import Contact, Presence, Role, Specialist
from helpcenter.domain.tickets import Status
from helpcenter.services import chats, people, tickets
from tests.services.chatting import hello, open_always, spoken
from tests.tui.conftest import AtWork, picture, shown, until
from tests.tui.test_live import away
from tui.drafts import Draft, Drafts, drafts_of
from tui.screens.chats import ChatsScreen
from tui.talks import client_id

ONLY_SQLITE = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _always_open(settings: Settings) -> None:
    open_always(settings)


@pytest.fixture
def ben(desk: Desk) -> Specialist:
    """A colleague who is there."""
    made = desk.do(people.put_specialist, "ben@team.example", "Ben", ("en", "de"), Role.SPECIALIST)
    desk.do(chats.set_presence, made, Presence.ONLINE)
    return made


@pytest.fixture
def number(desk: Desk, carol: Contact, ben: Specialist) -> int:
    """Carol waits."""
    return desk.do(chats.start, carol, hello(carol)).ticket_id


def chats_of(pilot: Pilot[None]) -> ChatsScreen:
    """The chats' screen, in front."""
    screen = pilot.app.screen
    assert isinstance(screen, ChatsScreen)
    return screen


async def open_chats(pilot: Pilot[None]) -> ChatsScreen:
    """Go to the chats."""
    await pilot.press("f4")
    await until(pilot, lambda: isinstance(pilot.app.screen, ChatsScreen), "the chats open")
    return chats_of(pilot)


async def take_chat(pilot: Pilot[None]) -> ChatsScreen:
    """Go to the chats and take the one that waits."""
    screen = await open_chats(pilot)
    await until(pilot, lambda: len(screen.waiting) == 1, "somebody waits")
    await pilot.press("a")
    await until(pilot, lambda: screen.writing, "taken")
    return screen


async def say(pilot: Pilot[None], text: str) -> None:
    """Type a line and send it."""
    await pilot.press(*(" ".join(text).replace("   ", " space ").split()), "enter")


async def test_accept_and_talk_both_ways(
    desk: Desk, ada: Specialist, carol: Contact, number: int, at_work: AtWork
) -> None:
    async with at_work(size=(80, 24)) as pilot:
        await shown(pilot, "1 chat waiting")
        screen = await open_chats(pilot)
        await shown(pilot, "Hello, it broke.")
        await pilot.press("enter")
        await until(pilot, lambda: screen.writing, "the chat is taken")
        assert desk.see(chats.state, ada, number).specialist_id == ada.id
        await say(pilot, "Good day")
        await until(pilot, lambda: "Good day" in spoken(desk, carol, number), "the customer has it")
        await until(pilot, lambda: "being sent" not in picture(pilot.app), "it is acknowledged")
        assert picture(pilot.app).count("Good day") == 1
        desk.do(chats.typing, carol, number)
        await shown(pilot, "is typing")
        desk.do(chats.say, carol, number, "It is the long list.", "c1")
        await shown(pilot, "It is the long list.")
        await until(pilot, lambda: "is typing" not in picture(pilot.app), "no longer")
        last = desk.see(chats.state, ada, number).last_seq
        await until(pilot, lambda: desk.see(chats.state, ada, number).specialist_seen == last, "seen")
        desk.do(chats.seen, carol, number, last)
        await shown(pilot, "has seen everything")
        await pilot.press("x")
        await until(pilot, lambda: desk.see(chats.state, ada, number).specialist_typing, "the customer sees typing")
        await pilot.press("backspace", "ctrl+l")
        await shown(pilot, "End the chat with")
        await pilot.press("s")
        await shown(pilot, "This chat has ended")
        assert desk.see(tickets.get, number).status is Status.SOLVED
        await pilot.press("x")
        await until(pilot, lambda: screen.talk is None, "its tab is gone")


async def test_who_comes_second_is_told_by_whom_it_was_taken(
    desk: Desk, ada: Specialist, ben: Specialist, number: int, at_work: AtWork
) -> None:
    async with at_work() as pilot:
        screen = await open_chats(pilot)
        await until(pilot, lambda: len(screen.waiting) == 1, "somebody waits")
        [waits] = screen.waiting
        desk.do(chats.accept, ben, number)
        await until(pilot, lambda: not screen.waiting, "gone from the list")
        screen.waiting = [waits]
        screen._list.add_option("late")
        screen._list.highlighted = 0
        await pilot.press("a")
        await shown(pilot, "was taken by Ben")
        assert screen.present is None


async def test_several_chats_in_tabs_with_what_is_unread(
    desk: Desk, ada: Specialist, carol: Contact, number: int, at_work: AtWork
) -> None:
    second = desk.do(chats.start, carol, hello(carol)).ticket_id
    async with at_work(size=(130, 36)) as pilot:
        screen = await open_chats(pilot)
        await until(pilot, lambda: len(screen.waiting) == 2, "two wait")
        await pilot.press("a")
        await until(pilot, lambda: screen.present == number, "the longest first")
        await pilot.press("ctrl+n")
        await until(pilot, lambda: screen.present == second, "then the other")
        await pilot.press(*"half")
        desk.do(chats.say, carol, number, "Are you there?", "c1")
        await shown(pilot, "•1")
        await until(pilot, lambda: pilot.app.title == "(1) Helpcenter", "the window says so")
        await pilot.press("tab", "tab")
        await until(pilot, lambda: screen.present == number, "round to the first")
        await shown(pilot, "Are you there?")
        await until(pilot, lambda: "•1" not in picture(pilot.app), "read")
        await until(pilot, lambda: pilot.app.title == "Helpcenter", "nothing waits")
        assert screen._input.text == ""
        await pilot.press("tab")
        assert screen._input.text == "half"


@ONLY_SQLITE
async def test_capacity_is_kept_and_changed(
    desk: Desk, ada: Specialist, carol: Contact, number: int, at_work: AtWork
) -> None:
    second = desk.do(chats.start, carol, hello(carol)).ticket_id
    async with at_work() as pilot:
        screen = await open_chats(pilot)
        await until(pilot, lambda: len(screen.waiting) == 2, "two wait")
        await pilot.press("minus")
        await shown(pilot, "0/2")
        await pilot.press("minus")
        await shown(pilot, "0/1")
        await pilot.press("a")
        await until(pilot, lambda: screen.present == number, "taken")
        await pilot.press("ctrl+n")
        await shown(pilot, "as many chats as you take")
        await pilot.press("escape", "plus")
        await shown(pilot, "1/2")
        await pilot.press("ctrl+n")
        await until(pilot, lambda: screen.present == second, "taken too")


@ONLY_SQLITE
async def test_passed_on_to_a_colleague_it_is_theirs(
    desk: Desk, ada: Specialist, ben: Specialist, number: int, at_work: AtWork
) -> None:
    async with at_work() as pilot:
        await take_chat(pilot)
        await pilot.press("ctrl+t")
        await shown(pilot, "whoever answers in German")
        await pilot.press("1")
        await shown(pilot, "This chat waits in the queue.")
        assert desk.see(chats.state, ada, number).wanted_id == ben.id
        desk.do(chats.accept, ben, number)
        await shown(pilot, "Ben has this chat.")


@ONLY_SQLITE
async def test_the_customer_leaves_and_it_goes_on_by_mail_with_the_text_kept(
    desk: Desk, ada: Specialist, carol: Contact, number: int, at_work: AtWork
) -> None:
    async with at_work() as pilot:
        screen = await take_chat(pilot)
        await pilot.press(*"Wait")
        desk.do(chats.leave, carol, number)
        await shown(pilot, "goes on by e-mail")
        assert screen.talk is not None
        assert screen.talk.draft.body == "Wait"


async def test_chats_and_drafts_are_there_again_after_a_restart(
    desk: Desk, ada: Specialist, carol: Contact, number: int, at_work: AtWork
) -> None:
    async with at_work() as pilot:
        screen = await take_chat(pilot)
        await pilot.press(*"Begun")
        await until(pilot, lambda: screen.talk is not None and screen.talk.kept.body == "Begun", "on the disk")
    assert desk.see(chats.state, ada, number).state is ChatState.LIVE
    desk.do(chats.say, carol, number, "Still there?", "c1")
    async with at_work() as pilot:
        screen = await open_chats(pilot)
        await pilot.press("tab")
        await shown(pilot, "Still there?")
        assert screen._input.text == "Begun"
        await pilot.press("enter")
        await until(pilot, lambda: spoken(desk, carol, number).count("Begun") == 1, "said")


async def test_lines_that_were_sent_and_not_acknowledged_are_said_after_a_restart_each_once(
    settings: Settings, desk: Desk, ada: Specialist, carol: Contact, number: int, at_work: AtWork
) -> None:
    desk.do(chats.set_presence, ada, Presence.ONLINE)
    desk.do(chats.accept, ada, number)
    said, lost = Draft("First"), Draft("Second")
    desk.do(chats.say, ada, number, said.body, client_id(said))  # committed, and the answer never came
    kept = Drafts(drafts_of(ada.email, settings.database_url).folder / "chats")
    kept.write(number, Draft("Third, begun", before=(said, lost)))
    async with at_work() as pilot:
        screen = await open_chats(pilot)
        await until(pilot, lambda: "Second" in spoken(desk, carol, number), "what was lost is said")
        await until(pilot, lambda: not screen.talks[number].outgoing, "and acknowledged")
        await pilot.press("tab")
        await until(pilot, lambda: screen._input.text == "Third, begun", "what was begun is there")
    assert spoken(desk, carol, number)[-2:] == ["First", "Second"]
    assert kept.read(number) == Draft("Third, begun", id=kept.read(number).id)  # type: ignore[union-attr]


@ONLY_SQLITE
async def test_presence_and_do_not_disturb(desk: Desk, ada: Specialist, carol: Contact, at_work: AtWork) -> None:
    async with at_work() as pilot:
        await shown(pilot, "○ away 0/3")
        await pilot.press("f3")
        await shown(pilot, "● available 0/3")
        assert next(each for each in desk.see(chats.desks) if each.specialist.id == ada.id).available
        rung: list[bool] = []
        pilot.app.bell = lambda: rung.append(True)  # type: ignore[method-assign]
        desk.do(chats.start, carol, hello(carol))
        await shown(pilot, "waits for a chat (English)")
        assert rung == [True]
        assert pilot.app.title == "(1) Helpcenter"
        await pilot.press("f8")
        await shown(pilot, "do not disturb")
        assert pilot.app.title == "Helpcenter"
        desk.do(chats.start, carol, hello(carol))
        await shown(pilot, "2 chats wait")
        assert rung == [True]
    assert not any(each.available for each in desk.see(chats.desks))


@ONLY_SQLITE
async def test_files_are_saved_beside_what_is_there(tmp_path: Path) -> None:
    from tui.saving import saved

    source = tmp_path / "blob"
    source.write_bytes(b"data")
    folder = tmp_path / "saved"
    names = [saved(source, name, folder).name for name in ("a.txt", "a.txt", "../../x", ".hidden", "b\x1b]0;.png", "")]
    assert names[:4] == ["a.txt", "a (2).txt", "_.._x", "hidden"]
    assert "\x1b" not in names[4]
    assert {file.parent for file in folder.iterdir()} == {folder}


@pytest.mark.parametrize("store_url", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
async def test_a_store_that_goes_away_loses_and_doubles_no_line(
    settings: Settings, postgres_server: str, desk: Desk, carol: Contact, number: int, at_work: AtWork
) -> None:
    async with at_work() as pilot:
        await take_chat(pilot)
        with away(settings, postgres_server):
            await say(pilot, "First")
            await say(pilot, "Second")
            await shown(pilot, "The store cannot be reached.")
            assert picture(pilot.app).count("being sent") == 2
        desk.close()
        await until(pilot, lambda: "being sent" not in picture(pilot.app), "both are said")
        await until(pilot, lambda: "The store cannot be reached." not in picture(pilot.app), "all is well")
        assert spoken(desk, carol, number)[-2:] == ["First", "Second"]
