"""A chat through every real part: the customer's stream from a server process, the specialist in the terminal."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.people import Contact, Specialist
from helpcenter.services import chats, sessions
from tests.services.chatting import hello, open_always
from tests.serving import Told, listening, served
from tests.test_chat_streams import policy
from tests.test_journey import until
from tui.app import Helpdesk
from tui.screens.chats import ChatsScreen


def heard(url: str, token: str, number: int, after: str, **wanted: object) -> Told:
    """The next event of the customer's stream with that in it."""
    with listening(url, token, after) as events:
        return next(
            told for told in events if told.data.get("ticket") == number and wanted.items() <= told.data.items()
        )


async def test_lines_and_signs_go_both_ways(
    settings: Settings, desk: Desk, ada: Specialist, carol: Contact, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    open_always(settings)
    token = desk.do(sessions.start, "widget", carol.site_id, contact=carol)
    app = Helpdesk(settings, ada.email, lang="en")
    with served(settings, **policy(settings)) as server:
        async with app.run_test(size=(100, 30)) as pilot:
            await until(pilot, lambda: len(app.screen_stack) > 1, "the queue opens")
            await pilot.press("f3", "f4")
            await until(pilot, lambda: isinstance(app.screen, ChatsScreen), "the chats open")
            screen = app.screen
            assert isinstance(screen, ChatsScreen)
            await until(pilot, lambda: any(each.available for each in desk.see(chats.desks)), "somebody is there")
            number = desk.do(chats.start, carol, hello(carol)).ticket_id
            await until(pilot, lambda: bool(screen.waiting), "somebody waits")
            taken = asyncio.create_task(asyncio.to_thread(heard, server.url, token, number, "", state="live"))
            await pilot.press("a")
            await until(pilot, taken.done, "the customer is told who answers")
            assert taken.result().data["specialist"] == "Ada"
            await until(pilot, lambda: screen.writing, "the text has the keys")
            types = asyncio.create_task(asyncio.to_thread(heard, server.url, token, number, "", typing=True))
            await pilot.press(*"Good")
            await until(pilot, types.done, "the customer sees typing")
            said = asyncio.create_task(asyncio.to_thread(heard, server.url, token, number, "", body="Goodday"))
            await pilot.press(*"day", "enter")
            await until(pilot, said.done, "the customer reads the line")
            assert (said.result().data["mine"], said.result().data["name"]) == (False, "Ada")
            desk.do(chats.say, carol, number, "There you are.", "c1")
            talk = screen.talks[number]
            await until(pilot, lambda: talk.lines[-1].message.body == "There you are.", "the specialist reads it")
