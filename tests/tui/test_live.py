"""Live on both stores: what another process does is on the screen, and a store that goes away comes back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.people import Contact
from helpcenter.factory import create_desk
from helpcenter.services import tickets
from tests.tui.conftest import AtWork, Writer, picture, queue_of, shown, until
from tui.app import Helpdesk

ONLY_POSTGRES = pytest.mark.parametrize(
    "store_url", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)


async def test_a_ticket_of_another_process_appears_and_its_answer_too(
    desk: Desk, carol: Contact, write: Writer, at_work: AtWork
) -> None:
    async with at_work() as pilot:
        await shown(pilot, "Nothing here.")
        number = write("Straight from the widget")
        await shown(pilot, "Straight from the widget")
        await pilot.press("enter", "r")
        await shown(pilot, "▶ REPLY")
        await pilot.press(*"Thanks", "ctrl+s")
        await shown(pilot, "○ Waiting")
        desk.do(tickets.answer_as_contact, carol, number, "It works now")
        await shown(pilot, "It works now")


@contextmanager
def away(settings: Settings, admin: str) -> Iterator[None]:
    """The store refuses everybody for a while, and drops those who are there."""
    name = settings.database_url.partition("?")[0].rpartition("/")[2]
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")  # type: ignore[arg-type]
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        try:
            yield
        finally:
            connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")  # type: ignore[arg-type]


@ONLY_POSTGRES
async def test_a_store_that_goes_away_costs_nothing_that_was_written(
    settings: Settings, postgres_server: str, desk: Desk, write: Writer, at_work: AtWork
) -> None:
    number = write("Before the fall")
    async with at_work() as pilot:
        await pilot.press("r")
        await shown(pilot, "▶ REPLY")
        await pilot.press(*"Kept text")
        with away(settings, postgres_server):
            await shown(pilot, "The store cannot be reached.")
            await pilot.press("ctrl+s")
            await until(pilot, lambda: not pilot.app.screen._sending, "the try ended")  # type: ignore[attr-defined]
            await shown(pilot, "Kept text")
        await until(pilot, lambda: "The store cannot be reached." not in picture(pilot.app), "back")
        desk.close()
        await pilot.press("ctrl+s")
        await shown(pilot, "▶ Ada answered")
        said = [message.body for message in desk.see(tickets.timeline, number)]
        assert said.count("Kept text") == 1
        assert queue_of(pilot).subject is not None


@ONLY_POSTGRES
async def test_a_store_that_is_away_at_the_start_is_waited_for(
    settings: Settings, postgres_server: str, ada, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("tui.app.RETRY_SECONDS", 0.05)
    app = Helpdesk(settings, ada.email, lang="en", theme="dark")
    with away(settings, postgres_server):
        context = app.run_test(size=(100, 30))
        pilot = await context.__aenter__()
        await shown(pilot, "The store cannot be reached.")
    await shown(pilot, "1 Mine")
    await context.__aexit__(None, None, None)


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
async def test_an_unknown_specialist_gets_one_line_that_says_who_there_is(settings: Settings, ada) -> None:  # type: ignore[no-untyped-def]
    app = Helpdesk(settings, "nobody@team.example", lang="en", theme="dark")
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.return_code == 1, "it ends")
    assert app.fault == "nobody@team.example: no specialist has this address. There are: ada@team.example."


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
async def test_without_any_specialist_it_says_how_to_add_one(settings: Settings) -> None:
    create_desk(settings).close()
    app = Helpdesk(settings, "ada@team.example", lang="en", theme="dark")
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.return_code == 1, "it ends")
    assert "helpcenter specialist add" in app.fault
