"""What the tests of the terminal need: a customer who writes, a specialist at work, and patience."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.tickets import Submission
from helpcenter.services import tickets
from tui.app import Helpdesk
from tui.screens.queue import QueueScreen

PATIENCE = 20.0
"""Seconds until a thing that has to happen counts as not happening."""

Writer = Callable[..., int]
AtWork = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the drafts or the language of whoever runs it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "COLORFGBG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def write(desk: Desk, carol: Contact) -> Writer:
    """A customer's new ticket; returns its id."""

    def written(subject: str = "It broke", body: str = "Here is how.", contact: Contact = carol, **more: Any) -> int:
        made = Submission(contact.site_id, "email", contact.email, subject, body, "en", **more)
        return desk.do(tickets.submit, contact, made).ticket_id

    return written


@pytest.fixture
def at_work(settings: Settings, ada: Specialist) -> AtWork:
    """The terminal with the specialist's queue read; gives the pilot."""

    @asynccontextmanager
    async def working(size: tuple[int, int] = (100, 30), view: str = "4", **changes: Any) -> AsyncIterator[Pilot[None]]:
        app = Helpdesk(replace(settings, **changes), ada.email, lang="en", theme="dark")
        async with app.run_test(size=size, notifications=True) as pilot:
            await until(pilot, lambda: isinstance(app.screen, QueueScreen), "the queue opens")
            await pilot.press(view)
            await until(pilot, lambda: "Reading" not in queue_of(pilot)._list.hint, "the view is read")
            yield pilot

    return working


def queue_of(pilot: Pilot[Any]) -> QueueScreen:
    """Return the queue, wherever it is in the stack of screens."""
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, QueueScreen))


def picture(app: App[Any]) -> str:
    """Return the text of the whole screen as it goes to the terminal."""
    return "\n".join("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())


async def until(pilot: Pilot[Any], seen: Callable[[], bool], what: str) -> None:
    """Wait until something is so; fail with the screen's picture when it does not come."""
    deadline = time.monotonic() + PATIENCE
    while not seen():
        if time.monotonic() > deadline:
            pytest.fail(f"not seen: {what}\n{picture(pilot.app)}")
        await pilot.pause(0.02)


async def shown(pilot: Pilot[Any], text: str) -> None:
    """Wait until a text is on the screen."""
    await until(pilot, lambda: text in picture(pilot.app), text)
