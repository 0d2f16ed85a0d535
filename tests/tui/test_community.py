"""The community in the terminal, by Pilot on a real store: approved, hidden, answered, turned into something else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.people import Contact, Specialist
from helpcenter.services import articles, community, tickets
from tests.services.talking import ask, reading, thread_ids
from tests.tui.conftest import AtWork, picture, shown, until
from tui.screens.community import CommunityScreen


@pytest.fixture
def held(desk: Desk, carol: Contact) -> int:
    """A thread of Carol's that waits for approval."""
    desk.do(community.choose_name, carol, "Carla [b]x[/]")
    return desk.do(ask, carol, "Labels on A5? \x1b[31m[@click=app.quit]x[/]")


async def test_what_waits_is_approved_answered_and_accepted(
    desk: Desk,
    ada: Specialist,
    carol: Contact,
    held: int,
    at_work: AtWork,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with at_work(size=(80, 24)) as pilot:
        await pilot.press("f12")
        await until(pilot, lambda: isinstance(pilot.app.screen, CommunityScreen), "the community opens")
        await shown(pilot, "1 post waits")
        await shown(pilot, "It prints on A4.")
        assert "\x1b" not in picture(pilot.app)
        await pilot.press("y")
        await shown(pilot, "nothing waits")
        assert thread_ids(desk) == [held]
        await pilot.press("tab")
        await shown(pilot, "all threads")
        await shown(pilot, "Labels on A5?")
        await pilot.press("r")
        await shown(pilot, "Everybody reads this.")
        await pilot.press(*"Use the tray", "enter")
        await until(pilot, lambda: reading(desk, held).line.answers == 1, "answered")
        await shown(pilot, "team")
        await pilot.press("a")
        await shown(pilot, "Which answer solves it?")
        await pilot.press("1")
        await until(pilot, lambda: reading(desk, held).accepted is not None, "accepted")
        await pilot.press("w")
        await shown(pilot, "is among the articles")
        await pilot.press("t")
        await shown(pilot, "is open and yours")
        await pilot.press("o")
        await until(pilot, lambda: reading(desk, held).line.locked, "locked")
        await pilot.press("m")
        await shown(pilot, "“Developers” now")
        await pilot.press("x")
        await shown(pilot, "hidden")
    assert thread_ids(desk) == []
    assert [each.slug for each in desk.see(articles.sources)] == ["labels-on-a5-31m-click-app-quit-x"]
    assert desk.see(tickets.get, 1).subject.startswith("Labels on A5?")


async def test_complaints_are_looked_at_and_threads_merged(
    desk: Desk, ada: Specialist, carol: Contact, held: int, at_work: AtWork
) -> None:
    desk.do(community.approve, ada, reading(desk, held, carol).question.id)
    other = desk.do(ask, carol, "Labels on A6?")
    post = desk.do(community.answer_as_specialist, ada, other, "Rude words")
    desk.do(community.report, carol, post, "rude", "Not nice")
    async with at_work(size=(160, 40)) as pilot:
        await pilot.press("f12")
        await shown(pilot, "rude: Not nice")
        await pilot.press("d")
        await shown(pilot, "nothing waits")
        await pilot.press("tab")
        await shown(pilot, "Labels on A5?")
        await pilot.press("M")
        await shown(pilot, "Into which thread?")
        await pilot.press(*str(held), "enter")
        await until(pilot, lambda: thread_ids(desk) == [held], "merged")
        await pilot.press("y")
        await shown(pilot, "not possible with it as it is now")


async def test_the_own_editor_writes_the_answer(
    desk: Desk,
    ada: Specialist,
    carol: Contact,
    held: int,
    at_work: AtWork,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk.do(community.approve, ada, reading(desk, held, carol).question.id)
    script = tmp_path / "editor.py"
    script.write_text("import sys; open(sys.argv[1], 'w').write('Line one\\n\\nLine two\\n')", encoding="utf-8")
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    async with at_work(size=(100, 30)) as pilot:
        await pilot.press("f12")
        await shown(pilot, "nothing waits")
        await pilot.press("tab")
        await shown(pilot, "Labels on A5?")
        await pilot.press("r")
        await shown(pilot, "An editor cannot be opened in this terminal.")
    assert reading(desk, held).line.answers == 0
