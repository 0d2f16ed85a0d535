"""What a specialist types in the terminal until it stands before the customer: signs and lines, on both stores."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from time import perf_counter

from textual.pilot import Pilot

from helpcenter.config import Settings
from helpcenter.domain.people import Role
from helpcenter.factory import create_desk
from helpcenter.services import chats, people, sessions, sites
from tests.bench.figures import Figure
from tests.bench.ground import stores
from tests.bench.listeners import Told, stream
from tests.bench.terminal import until
from tests.services.chatting import ALWAYS_OPEN, hello
from tests.serving import served
from tui.app import Helpdesk
from tui.screens.chats import ChatsScreen

TIMES = 60
ADA = "ada@team.example"


def figures() -> Iterator[Figure]:
    """The server is a process of its own, the terminal runs in this one."""
    with stores() as kinds:
        for kind, settings in kinds.items():
            os.environ["XDG_STATE_HOME"] = str(settings.data_dir)
            policy = settings.data_dir / "helpcenter.toml"
            policy.write_text(ALWAYS_OPEN, encoding="utf-8")
            ready = replace(settings, policy_file=policy)
            create_desk(ready).close()
            with served(ready, HELPCENTER_POLICY_FILE=str(policy)) as server:
                for what, waits in asyncio.run(_talked(ready, server.url)).items():
                    yield Figure(f"{what}, terminal to browser, {kind}", _said(waits), "p95 ≤ 300 ms")


async def _talked(settings: Settings, url: str) -> dict[str, list[float]]:
    desk = create_desk(settings)
    desk.do(people.put_specialist, ADA, "Ada", ("en",), Role.ADMIN)
    site = desk.do(sites.add, "Acme", ["http://host.example"])
    carol = desk.do(people.prove, site.id, "carol@customer.example", "en")
    token = desk.do(sessions.start, "widget", site.id, contact=carol)
    app = Helpdesk(settings, ADA, lang="en")
    signs, lines = list[float](), list[float]()
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: app.workplace is not None and app.workplace.duty is not None)
        await pilot.press("f3", "f4")
        await until(pilot, lambda: isinstance(app.screen, ChatsScreen))
        await until(pilot, lambda: any(each.available for each in desk.see(chats.desks)))
        desk.do(chats.start, carol, hello(carol))
        screen = app.screen
        assert isinstance(screen, ChatsScreen)
        await until(pilot, lambda: bool(screen.waiting))
        await pilot.press("a")
        await until(pilot, lambda: screen.writing)
        async with stream(url, token) as events:
            for _turn in range(TIMES):
                signs.append(await _seen(pilot, events, "x", lambda told: bool(told[2].get("typing"))))
                lines.append(await _seen(pilot, events, "enter", lambda told: told[0] == "line"))
    desk.close()
    return {"typing": signs, "a line": lines}


async def _seen(pilot: Pilot[None], events: AsyncIterator[Told], key: str, wanted: Callable[[Told], bool]) -> float:
    """Seconds from a key until the customer's stream brings what it leads to."""
    coming = asyncio.create_task(_come(events, wanted))
    pressed = perf_counter()
    await pilot.press(key)
    return await coming - pressed


async def _come(events: AsyncIterator[Told], wanted: Callable[[Told], bool]) -> float:
    async for told in events:
        if wanted(told):
            return perf_counter()
    raise ConnectionError("the stream ended")


def _said(waits: list[float]) -> str:
    waits = sorted(waits)
    return f"p50 {waits[len(waits) // 2] * 1000:.0f} ms, p95 {waits[len(waits) * 95 // 100] * 1000:.0f} ms"
