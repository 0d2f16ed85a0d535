"""Two specialists in one ticket: each sees the other, and nobody answers past anybody."""

from __future__ import annotations

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.people import Role, Specialist
from helpcenter.domain.tickets import MessageKind
from helpcenter.services import onlookers, people, tickets
from tests.tui.conftest import AtWork, Writer, picture, queue_of, shown, until

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def ben(desk: Desk) -> Specialist:
    """A colleague with an awkward name."""
    return desk.do(people.put_specialist, "ben@team.example", "Ben [b]\x1b[31m", ("en",), Role.SPECIALIST)


async def test_who_else_is_here_is_seen_both_ways(
    desk: Desk, ada: Specialist, ben: Specialist, write: Writer, at_work: AtWork
) -> None:
    number = write()
    async with at_work(size=(120, 30)) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: bool(desk.see(onlookers.others, ben, number)), "Ada is seen")
        desk.do(onlookers.look, ben, number, writing=False)
        await shown(pilot, "◉ Ben [b]␛[31m is here, too")
        desk.do(onlookers.look, ben, number, writing=True)
        await shown(pilot, "is writing here")
        await pilot.press("r", *"Hi")
        await until(pilot, lambda: desk.see(onlookers.others, ben, number)[0].writing, "Ada writes")
        desk.do(onlookers.leave, ben, number)
        await until(pilot, lambda: "◉" not in picture(pilot.app), "Ben left")
        await pilot.press("escape", "escape")
        await until(pilot, lambda: pilot.app.screen is queue_of(pilot), "back")
        await until(pilot, lambda: not desk.see(onlookers.others, ben, number), "Ada left")


@pytest.mark.parametrize(
    ("key", "end"),
    [
        ("n", [(MessageKind.REPLY, "Ben's [@click=app.quit()]answer"), (MessageKind.NOTE, "Mine")]),
        ("s", [(MessageKind.REPLY, "Ben's [@click=app.quit()]answer"), (MessageKind.REPLY, "Mine")]),
    ],
)
async def test_both_texts_are_shown_and_nothing_is_lost(
    desk: Desk, ben: Specialist, write: Writer, at_work: AtWork, key: str, end: list[tuple[MessageKind, str]]
) -> None:
    number = write()

    def said() -> list[tuple[MessageKind, str]]:
        entries = desk.see(tickets.timeline, number)
        return [(each.kind, each.body) for each in entries if each.kind is not MessageKind.EVENT][1:]

    async with at_work(size=(80, 24)) as pilot:
        await pilot.press("r")
        await shown(pilot, "▶ REPLY")
        await pilot.press(*"Mine")
        desk.do(tickets.reply, ben, number, "Ben's [@click=app.quit()]answer")
        await pilot.press("ctrl+s")
        for text in ("Somebody was faster", "Ben's [@click=app.quit()]answer", "Yours, not sent yet", "Mine"):
            await shown(pilot, text)
        await pilot.press("escape")
        await until(pilot, lambda: "Somebody was faster" not in picture(pilot.app), "back to writing")
        assert said() == end[:1]
        desk.do(tickets.reply, ben, number, "and a note", note=True)
        await pilot.press("ctrl+s")
        await shown(pilot, "Somebody was faster")
        await pilot.press(key)
        await until(pilot, lambda: said()[-1] == end[-1], "it is kept")
