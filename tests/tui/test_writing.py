"""What helps while writing: files that go along, articles, the own editor; and reading long timelines and mails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from helpcenter.desk import Desk, Work
from helpcenter.domain.articles import ArticleSource
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.tickets import MessageKind
from helpcenter.services import articles, attachments, tickets
from helpcenter.store import tickets as rows
from tests.domain.evidence import samples
from tests.tui.conftest import AtWork, Writer, picture, shown, until

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


async def test_a_file_goes_with_a_reply(desk: Desk, write: Writer, at_work: AtWork, tmp_path: Path) -> None:
    number = write()
    file = tmp_path / "how to.png"
    file.write_bytes(samples.png())
    async with at_work(size=(140, 40)) as pilot:
        await pilot.press("r")
        await shown(pilot, "▶ REPLY")
        await pilot.press(*"See")
        await pilot.press("ctrl+b")
        await shown(pilot, "Which file goes with it?")
        await pilot.press(*f"'{file}'", "enter")
        await shown(pilot, "+ how to.png")
        await pilot.press("ctrl+s")
        await shown(pilot, "▶ Ada answered")
        (kept,) = desk.see(attachments.of_ticket, number)
        assert (kept.name, kept.message_seq) == ("how to.png", 2)


async def test_a_file_can_be_taken_away_and_what_is_none_is_told(
    write: Writer, at_work: AtWork, tmp_path: Path
) -> None:
    write()
    good, bad = tmp_path / "a.png", tmp_path / "b.exe"
    good.write_bytes(samples.png())
    bad.write_bytes(b"MZ\x90\x00" * 40)
    async with at_work(size=(140, 40)) as pilot:
        await pilot.press("r")
        await shown(pilot, "▶ REPLY")
        for path, told in ((bad, "b.exe"), (tmp_path / "none", "The file cannot be read"), (good, "+ a.png")):
            await pilot.press("ctrl+b")
            await shown(pilot, "Which file goes with it?")
            await pilot.press(*str(path), "enter")
            await shown(pilot, told)
        await pilot.press("ctrl+b")
        await shown(pilot, "Remove + a.png")
        await pilot.press("1")
        await until(pilot, lambda: "+ a.png" not in picture(pilot.app), "it is away")


async def test_a_file_of_the_customer_is_saved(
    desk: Desk, write: Writer, at_work: AtWork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DOWNLOAD_DIR", str(tmp_path / "down"))
    number = write("Evidence", "See https://example.com/page(1).")
    file = desk.do(attachments.keep, "session:1", attachments.store(desk.settings, "net.har", samples.har()))
    with desk.work() as work:
        attachments.send(work, [file], tickets.timeline(work, number)[0])
    async with at_work(size=(140, 40)) as pilot:
        await pilot.press("enter")
        await shown(pilot, "+ net.har")
        await pilot.press("o")
        await shown(pilot, "↗ https://example.com/page(1)")
        await pilot.press("1")
        await shown(pilot, "Save in another folder")
        await pilot.press("s")
        await shown(pilot, "Saved:")
        assert (tmp_path / "down" / "net.har").is_file()
        await pilot.press("o", "2", "c")
        await until(pilot, lambda: pilot.app.clipboard == "https://example.com/page(1)", "the link is copied")


async def test_an_article_goes_in_as_a_link(desk: Desk, write: Writer, at_work: AtWork) -> None:
    body = "Press reset twice to reset a route."
    desk.do(articles.put, ArticleSource("reset-route", "en", "Reset a route", "", body, "routes"))
    number = write("How do I reset a route?", "Please.")
    async with at_work(size=(140, 40)) as pilot:
        await pilot.press("r")
        await shown(pilot, "▶ REPLY")
        await pilot.press("ctrl+n")
        await shown(pilot, "Press reset twice")
        await pilot.press("enter")
        await shown(pilot, "/en/articles/reset-route")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: len(desk.see(tickets.timeline, number)) > 1, "it is sent")


async def test_without_an_editor_it_is_said(write: Writer, at_work: AtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    write()
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    async with at_work() as pilot:
        await pilot.press("r")
        await shown(pilot, "▶ REPLY")
        await pilot.press("ctrl+r")
        await shown(pilot, "No editor is set")
        monkeypatch.setenv("EDITOR", "true")
        await pilot.press("ctrl+r")
        await shown(pilot, "An editor cannot be opened in this terminal.")


async def test_a_long_timeline_comes_in_pages(desk: Desk, ada: Specialist, write: Writer, at_work: AtWork) -> None:
    number = write("Long", "the very first")

    def fill(work: Work) -> None:
        row = rows.locked(work, number)
        assert row is not None
        for at in range(2, 421):
            rows.append(work, row, MessageKind.NOTE, ada.author, f"entry {at} of many")

    desk.do(fill)
    async with at_work() as pilot:
        await pilot.press("enter")
        await shown(pilot, "entry 420 of many")
        assert "the very first" not in picture(pilot.app)
        for _ in range(3):
            await pilot.press(*["pageup"] * 30)
            await until(pilot, lambda: not pilot.app.workers._workers, "nothing is read any more")
        await pilot.press(*["pageup"] * 60)
        await shown(pilot, "the very first")


async def test_quotes_of_a_mail_are_folded(desk: Desk, carol: Contact, write: Writer, at_work: AtWork) -> None:
    number = write()
    segments = [["author", "Thanks!\n"], ["quote", "> line one\n> \x1b[31mline two\n"], ["signature", "-- \nCarol\n"]]
    data: dict[str, Any] = {"mail": {"segments": segments}}

    def answer(work: Work) -> None:
        row = rows.locked(work, number)
        assert row is not None
        rows.append(work, row, MessageKind.REPLY, carol.author, "Thanks!", data)

    desk.do(answer)
    async with at_work() as pilot:
        await pilot.press("enter")
        await shown(pilot, "⋯ 4 lines folded")
        assert "line two" not in picture(pilot.app)
        await pilot.press("x")
        await shown(pilot, "> ␛[31mline two")
        await pilot.press("x")
        await until(pilot, lambda: "line two" not in picture(pilot.app), "folded again")
