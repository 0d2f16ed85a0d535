"""The reports by Pilot: the figures are those of the command line, in every grouping; CSV lands beside downloads."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from helpcenter.cli import main
from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.people import Contact, Role, Specialist
from helpcenter.domain.tickets import Status
from helpcenter.services import people, tickets
from tests.serving import environment
from tests.tui.conftest import AtWork, Writer, picture, shown, until
from tui.language import speak
from tui.measures import MEASURES, said
from tui.screens.reports import ReportsScreen


@pytest.fixture(autouse=True)
def _some_work(desk: Desk, write: Writer, ada: Specialist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DOWNLOAD_DIR", str(tmp_path / "down"))
    for number in [write(), write(), write("Third")][:2]:
        desk.do(tickets.reply, ada, number, "So.", status=Status.SOLVED)


async def opened(pilot) -> ReportsScreen:  # type: ignore[no-untyped-def]
    await pilot.press("f9")
    await until(pilot, lambda: isinstance(pilot.app.screen, ReportsScreen), "the reports open")
    screen: ReportsScreen = pilot.app.screen
    await until(pilot, lambda: screen.report is not None, "they are counted")
    return screen


def rows_of(screen: ReportsScreen) -> list[list[str]]:
    table = screen._table
    return [[cell.plain.strip() for cell in table.get_row_at(at)] for at in range(table.row_count)]


@pytest.mark.parametrize("by", ["day", "language", "plan", "channel", "specialist"])
async def test_the_numbers_are_those_of_the_command_line(settings: Settings, at_work: AtWork, by: str) -> None:
    english = speak(["en"], ("en",))
    async with at_work(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press("b", by[0])
        await until(pilot, lambda: screen.report is not None and screen.report.asked.by.value == by, "grouped")
        told = CliRunner(env=environment(settings)).invoke(main, ["reports", "--by", by, "--json"])
        document = json.loads(told.stdout)
        groups = document["groups"][::-1] if by == "day" else document["groups"]
        for measure in MEASURES:
            grows = [
                name for name, _ in measure.columns if name in ("backlog_median_age_seconds", "backlog_oldest_seconds")
            ]
            wanted = [
                [said(name, each[name], english) for name, _ in measure.columns if name not in grows]
                for each in (document["total"], *groups)
            ]
            keep = [at for at, (name, _) in enumerate(measure.columns, 1) if name not in grows]
            assert [[row[at] for at in keep] for row in rows_of(screen)] == wanted
            await pilot.press("right")
            await pilot.pause()


async def test_csv_is_saved_and_nothing_overwritten(at_work: AtWork, tmp_path: Path) -> None:
    async with at_work(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        for count in (1, 2):
            await pilot.press("e")
            await until(pilot, lambda count=count: len(list((tmp_path / "down").glob("*.csv"))) == count, "saved")  # type: ignore[misc]
        assert screen.report is not None
        for file in (tmp_path / "down").glob("*.csv"):
            with file.open(encoding="utf-8", newline="") as kept:
                assert list(csv.reader(kept)) == screen.report.table()


async def test_time_before_and_days(at_work: AtWork) -> None:
    async with at_work(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert screen.report is not None
        assert screen.report.total.opened == 3
        await pilot.press("left_square_bracket")
        await until(pilot, lambda: screen.report is not None and screen.report.total.opened == 0, "the month before")
        await pilot.press("d", "1")
        await until(pilot, lambda: screen.report is not None and len(screen.report.groups) == 7, "a week up to today")
        assert screen.report.total.opened == 3
        await pilot.press("escape")
        await shown(pilot, "Our turn")


async def test_a_hostile_name_is_drawn_safely(desk: Desk, write: Writer, at_work: AtWork, carol: Contact) -> None:
    evil = desk.do(people.put_specialist, "e@team.example", "\x1b]52;c;x\x07[@click=app.quit]hi[/]", ("en",), Role.LEAD)
    desk.do(tickets.reply, evil, write(), "So.")
    async with at_work(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("b", "s")
        await shown(pilot, "␛]52;c;x␇[@click=app.quit]hi[/]")
        assert "\x1b" not in picture(pilot.app)
