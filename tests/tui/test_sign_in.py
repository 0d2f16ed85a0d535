"""Coming in by Pilot: at one's word, by password, by a kept token, and not at all."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from helpcenter import passes
from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.people import Specialist
from helpcenter.services import credentials
from tests.tui.conftest import picture, shown, until
from tui.app import Helpdesk
from tui.screens.queue import QueueScreen
from tui.screens.sign_in import SignInScreen
from tui.serving import command

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@asynccontextmanager
async def coming(settings: Settings, email: str = "", **more: Any) -> AsyncIterator[Pilot[None]]:
    app = Helpdesk(settings, email, lang="en", theme="dark", **more)
    async with app.run_test(size=(80, 24)) as pilot:
        yield pilot


def typed(text: str) -> list[str]:
    return ["space" if letter == " " else letter for letter in text]


async def at_the_queue(pilot: Pilot[None]) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, QueueScreen), "the queue opens")


async def at_the_door(pilot: Pilot[None]) -> None:
    door = pilot.app
    await until(pilot, lambda: isinstance(door.screen, SignInScreen) and door.focused is not None, "the sign-in opens")


async def test_a_password_opens_after_a_wrong_one(settings: Settings, desk: Desk, ada: Specialist) -> None:
    desk.do(credentials.set_password, ada.email, PASSWORD)
    async with coming(settings, ada.email) as pilot:
        await at_the_door(pilot)
        await pilot.press(*"wrong", "enter")
        await shown(pilot, "Address and password do not match.")
        await pilot.press(*typed(PASSWORD), "enter")
        await at_the_queue(pilot)
    assert passes.kept(settings.database_url) is None


async def test_who_stays_signed_in_is_not_asked_again(settings: Settings, desk: Desk, ada: Specialist) -> None:
    desk.do(credentials.set_password, ada.email, PASSWORD)
    async with coming(settings) as pilot:
        await at_the_door(pilot)
        await pilot.press(*ada.email, "tab", *typed(PASSWORD), "tab", "space", "tab", "enter")
        await at_the_queue(pilot)
    async with coming(settings) as pilot:
        await at_the_queue(pilot)
    async with coming(settings, "somebody@else.example") as pilot:
        await at_the_door(pilot)
    async with coming(settings, alone=False) as pilot:
        await at_the_door(pilot)
        await shown(pilot, "Password or token")
        assert "Stay signed in" not in picture(pilot.app)
    desk.do(credentials.revoke, ada.email)
    async with coming(settings, ada.email) as pilot:
        await at_the_door(pilot)


async def test_a_word_is_believed_where_the_operator_says_so(settings: Settings, desk: Desk, ada: Specialist) -> None:
    async with coming(settings, ada.email) as pilot:
        await at_the_queue(pilot)
    desk.do(credentials.set_password, ada.email, PASSWORD)
    async with coming(replace(settings, allow_as=True), ada.email) as pilot:
        await at_the_queue(pilot)
    async with coming(replace(settings, allow_as=True), ada.email, alone=False) as pilot:
        await at_the_door(pilot)


async def test_guessing_is_stopped_with_a_sentence(settings: Settings, desk: Desk, ada: Specialist) -> None:
    desk.do(credentials.new_token, ada.email, "")
    for _ in range(credentials.MOST_FAILURES):
        desk.do(credentials.sign_in, ada.email, "hct_guess")
    async with coming(settings, ada.email) as pilot:
        await at_the_door(pilot)
        await pilot.press(*"hct_guess", "enter")
        await shown(pilot, "Too many tries. Try again in 15 minutes.")


async def test_an_exposed_token_ends_with_one_line(settings: Settings, desk: Desk, ada: Specialist) -> None:
    passes.keep(settings.database_url, desk.do(credentials.new_token, ada.email, "")).chmod(0o644)
    async with coming(settings, ada.email) as pilot:
        await until(pilot, lambda: bool(pilot.app.fault), "it ends")  # type: ignore[attr-defined]
        assert "others may read this token" in pilot.app.fault  # type: ignore[attr-defined]


def test_each_visitor_of_a_served_terminal_signs_in() -> None:
    made = command(["--serve", "8090", "--lang", "fr", "--serve=1"])
    assert made.endswith("-m tui --lang fr --sign-in")
