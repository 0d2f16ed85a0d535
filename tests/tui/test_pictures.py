"""Every screen looks as it looked when somebody approved of it: cell by cell, at two sizes, in three languages."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from textual.pilot import Pilot

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.articles import ArticleSource
from helpcenter.domain.callbacks import Wish
from helpcenter.domain.macros import Macro
from helpcenter.domain.people import Contact, Role, Specialist
from helpcenter.domain.sites import Site
from helpcenter.domain.tickets import Status, Submission
from helpcenter.domain.triage import Change
from helpcenter.services import articles, callbacks, macros, people, surveys, tickets, triage
from tests.tui.conftest import picture, until
from tests.tui.pictures import DRAW, LANGUAGES, SCREENS, SIZES, file_of
from tui.app import Helpdesk
from tui.screens.queue import QueueScreen

MOMENT = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
"""A Wednesday morning, at which it is always half past nine."""


@pytest.fixture
def store_url(sqlite_template: Any, tmp_path: Any) -> str:
    file = tmp_path / "helpcenter.db"
    file.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{file}"


@pytest.fixture(autouse=True)
def _the_moment() -> Iterator[None]:
    with time_machine.travel(MOMENT, tick=False):
        yield


@pytest.fixture
def busy(desk: Desk, site: Site, carol: Contact, ada: Specialist, sign: Any) -> None:
    """Some work of each kind, in several languages."""
    ben = desk.do(people.put_specialist, "ben@team.example", "Ben", ("de", "en"), Role.SPECIALIST)
    emi = desk.do(people.identify, site, sign("emi@customer.example", name="佐々木 恵美", account=None, locale="ja"))
    desk.do(articles.put, ArticleSource("pay", "en", "Pay an invoice", "", "Pay by card on the billing page.", "all"))
    for contact, locale, subject, body in (
        (carol, "en", "The export stops at half", "It says 50 % and stays there.\nI tried twice."),
        (emi, "ja", "請求書が届きません", "先月の請求書がまだ届いていません。"),
        (carol, "fr", "Où est ma facture ?", "Je ne la trouve pas."),
    ):
        desk.do(tickets.submit, contact, Submission(site.id, "email", contact.email, subject, body, locale))
    desk.do(tickets.reply, ada, 1, "Which browser do you use?", status=Status.WAITING)
    desk.do(tickets.reply, ben, 1, "Known with large exports.", note=True)
    desk.do(tickets.reply, ada, 3, "Sous « Compte ».", status=Status.SOLVED)
    thanks = {"en": "Hello {contact.name},\n\nthank you.", "ja": "{contact.name} 様\n\nありがとうございます。"}
    desk.do(macros.put, Macro("Thanks", thanks, Change(Status.SOLVED, add_tags=("kind",)), to_me=True), ada)
    desk.do(triage.change, ada, [1], Change(add_tags=("export",)))
    desk.do(surveys.rate, carol, 3, 4, "Merci")
    desk.do(callbacks.submit, carol, Wish(site.id, "+49 30 12345678", "", "Please call me", "", None, True))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_screen_looks_as_approved(
    settings: Settings, ada: Specialist, busy: None, language: str, size: tuple[int, int]
) -> None:
    app = Helpdesk(replace(settings, time_zone="Europe/Berlin"), ada.email, lang=language, theme="dark")
    differing = {}
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(app.screen, QueueScreen), "the queue opens")
        await until(pilot, lambda: app.workplace is not None and app.workplace.duty is not None, "what waits is known")
        await pilot.press("4")
        for name, keys in SCREENS.items():
            for key in keys:
                await _idle(pilot)
                await pilot.press(key)
            drawn, file = await _still(pilot), file_of(name, language, size)
            if os.environ.get(DRAW):
                file.parent.mkdir(exist_ok=True)
                file.write_text(drawn, encoding="utf-8")
            elif not file.exists() or file.read_text(encoding="utf-8") != drawn:
                differing[name] = drawn
            while not isinstance(app.screen, QueueScreen):
                app.pop_screen()
                await pilot.pause()
    assert not differing, "look, and approve by: python -m tests.tui.pictures\n" + "\n".join(
        f"— {name}\n{drawn}" for name, drawn in differing.items()
    )


def test_there_are_no_pictures_of_screens_that_are_gone() -> None:
    wanted = {file_of(name, language, size) for name in SCREENS for language in LANGUAGES for size in SIZES}
    assert wanted == set(next(iter(wanted)).parent.glob("*.txt"))


async def _idle(pilot: Pilot[Any]) -> None:
    """Wait until nothing is under way and what came of it is drawn: looking at pictures for that takes far longer."""
    await until(pilot, lambda: not any(worker.is_running for worker in pilot.app.workers), "nothing under way")
    await pilot.pause()


async def _still(pilot: Pilot[Any]) -> str:
    """Wait until nothing is under way and the picture stays; return it, without what differs from run to run."""
    seen: list[str] = []

    def rests() -> bool:
        seen.append(_plain(picture(pilot.app)))
        busy = any(worker.is_running for worker in pilot.app.workers)
        return not busy and len(seen) >= 4 and len(set(seen[-4:])) == 1

    await until(pilot, rests, "a picture that stays")
    return seen[-1]


def _plain(drawn: str) -> str:
    lines = (re.sub(r"[ \t]+$", "", line) for line in drawn.splitlines())
    return "\n".join(lines) + "\n"
