"""Hostile tickets on the real screens: nothing runs, nothing crashes, nothing but text reaches the terminal."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from textual.app import App

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.people import Presence, Role, Specialist
from helpcenter.domain.sites import Site
from helpcenter.domain.tickets import Submission
from helpcenter.services import chats, people, tickets
from tests.services.chatting import open_always
from tests.signing import Signer
from tests.tui.conftest import AtWork, Writer, picture, queue_of, shown, until

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)

MARKUP = "[@click=app.quit()]click[/] hi [/] there [bold red]x[/bold red] [$accent]y [link='http://evil.example']z"
ESCAPES = "\x1b[31mred\x1b[0m\x1b]52;c;ZXZpbA==\x07\x1b]0;title\x07\x9b2J\x1b[?1049l\x08\x08\x7f"
BIDI = "\u202egnp.exe\u2066\u2069\u200f\u061c\ufeff\u200bא אבג"
LONG = "w" * 100_000
EVIL = [MARKUP, ESCAPES, BIDI, "👨‍👩‍👧‍👦 🏳️‍🌈 Z̷̢̛͇͙̤̣͔̊̓͑̈́͝a", "名前" * 300]


def acting(app: App[Any]) -> set[str]:
    """Everything on the screen that is no text: controls, bidi overrides, and styles that run actions or open links."""
    found = set()
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            found |= {repr(ch) for ch in segment.text if unicodedata.category(ch) == "Cc" or ch in "\u202e\u2066\u200f"}
            if segment.style is not None and (segment.style.link or "@click" in segment.style.meta):
                found.add(str(segment.style))
    return found


async def test_hostile_tickets_are_text(
    desk: Desk, ada: Specialist, sign: Signer, site, write: Writer, at_work: AtWork
) -> None:  # type: ignore[no-untyped-def]
    evil = desk.do(people.put_specialist, "eve@team.example", f"Eve {MARKUP} {ESCAPES}"[:200], ("en",), Role.SPECIALIST)
    contact = desk.do(
        people.identify, site, sign(name=(MARKUP + ESCAPES)[:190], account={"id": ESCAPES, "name": MARKUP})
    )
    for text in [*EVIL, LONG[:190]]:
        number = write(text[:190], text, contact, question=text, evidence={"page": text, text[:40]: "x"})
        desk.do(tickets.assign, evil, number, evil.id)
    desk.do(tickets.reply, evil, number, ESCAPES + MARKUP, note=True)
    async with at_work(size=(160, 40)) as pilot:
        await until(pilot, lambda: len(queue_of(pilot).rows) == 6, "all are listed")
        for _ in range(6):
            await pilot.press("enter")
            await until(pilot, lambda: "wrote" in picture(pilot.app), "the ticket is open")
            assert not acting(pilot.app)
            await pilot.click(offset=(10, 4))
            await pilot.press("A")
            await shown(pilot, "Nobody")
            assert not acting(pilot.app)
            await pilot.press("escape", "escape", "j")
            await until(pilot, lambda: pilot.app.screen is queue_of(pilot), "back")
            assert not acting(pilot.app)
        assert pilot.app.is_running
        assert pilot.app.return_code is None


async def test_naughty_strings_are_drawn_in_straight_columns(shared_data: Path, write: Writer, at_work: AtWork) -> None:
    strings = json.loads((shared_data / "hostile" / "naughty-strings.json").read_text(encoding="utf-8"))
    body = "\n".join(strings)[:50_000]
    for string in strings[::12]:
        write(f"x {string}"[:190], body)
    async with at_work(size=(120, 60)) as pilot:
        await until(pilot, lambda: len(queue_of(pilot).rows) == len(strings[::12]), "all are listed")
        assert not acting(pilot.app)
        assert {
            strip.cell_length for strip in queue_of(pilot)._list.render_lines(queue_of(pilot)._list.size.region)
        } == {queue_of(pilot)._list.size.width}
        await pilot.press("enter")
        await until(pilot, lambda: "shitake mushrooms" in picture(pilot.app), "the end of the text, where it opens")
        for _ in range(12):
            assert not acting(pilot.app)
            await pilot.press("pageup")


async def test_what_is_pasted_is_text_too(write: Writer, at_work: AtWork) -> None:
    write()
    async with at_work() as pilot:
        await pilot.press("r")
        await shown(pilot, "▶ REPLY")
        composer = pilot.app.screen.query_one("#composer-text")
        composer.insert(ESCAPES + MARKUP)  # type: ignore[attr-defined]
        await shown(pilot, "␛[31mred")
        assert not acting(pilot.app)


async def test_hostile_chats_are_text(
    settings: Settings, desk: Desk, ada: Specialist, sign: Signer, site: Site, at_work: AtWork
) -> None:
    open_always(settings)
    name = (MARKUP + ESCAPES)[:190]
    colleague = desk.do(people.put_specialist, "eve@team.example", name, ("en", "fr"), Role.SPECIALIST)
    desk.do(chats.set_presence, colleague, Presence.ONLINE)
    contact = desk.do(people.identify, site, sign(name=name))
    number = desk.do(chats.start, contact, Submission(site.id, "chat", contact.email, "", MARKUP, "en")).ticket_id
    for at, text in enumerate([*EVIL, LONG[:4000]]):
        desk.do(chats.say, contact, number, text, f"c{at}")
    async with at_work(size=(160, 60)) as pilot:
        await shown(pilot, "1 chat waiting")
        await pilot.press("f4")
        await shown(pilot, "1 waits")
        assert not acting(pilot.app)
        await pilot.press("a")
        await shown(pilot, "took the chat")
        assert not acting(pilot.app)
        await pilot.press("ctrl+t")
        await shown(pilot, "whoever answers in French")
        assert not acting(pilot.app)
        await pilot.press("escape")
        pilot.app.screen.query_one("#chat-text").insert(ESCAPES + MARKUP)  # type: ignore[attr-defined]
        await shown(pilot, "␛[31mred")
        await pilot.press("enter")
        await until(pilot, lambda: "being sent" not in picture(pilot.app), "it is said")
        assert not acting(pilot.app)
        assert pilot.app.title == "Helpcenter"
        assert pilot.app.return_code is None
