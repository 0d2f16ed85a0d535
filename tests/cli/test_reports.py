"""`helpcenter reports` says the same thing three ways."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner, Result

from helpcenter.cli import main
from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.reports import DEFINITIONS
from helpcenter.services import tickets
from tests.services.test_reports import START, at, ticket
from tests.serving import environment

DAYS = ("--from", "2026-03-01", "--to", "2026-03-03")


@pytest.fixture(autouse=True)
def _answered(desk: Desk, carol: Contact, ada: Specialist) -> None:
    number = ticket(desk, carol, 0)
    at(desk, 2, tickets.reply, ada, number, "So.")


def run(settings: Settings, *words: str) -> Result:
    return CliRunner(env=environment(settings)).invoke(main, ["reports", *words])


def timeless(row: list[str], heading: list[str]) -> list[str]:
    """A row without what grows older from one call to the next."""
    return [
        cell for cell, name in zip(row, heading, strict=True) if "age" not in name.split("_") and "oldest" not in name
    ]


def test_json_names_every_figure(settings: Settings) -> None:
    found = json.loads(run(settings, *DAYS, "--json").stdout)
    assert (found["from"], found["to"], found["by"], found["time_zone"]) == ("2026-03-01", "2026-03-03", "day", "UTC")
    assert list(found["total"]) == list(found["definitions"]) == list(DEFINITIONS)
    assert found["total"]["first_reply_median_seconds"] == 7200
    assert [group["opened"] for group in found["groups"]] == [0, 1, 0]
    assert found["groups"][1]["key"] == START.date().isoformat()


@pytest.mark.parametrize("by", ["day", "plan", "specialist"])
def test_csv_has_the_same_numbers(settings: Settings, by: str) -> None:
    document = json.loads(run(settings, *DAYS, "--by", by, "--json").stdout)
    heading, *rows = csv.reader(io.StringIO(run(settings, *DAYS, "--by", by, "--csv").stdout))
    assert heading == [by, "label", *DEFINITIONS]
    groups = [*document["groups"], {"key": "total", "label": "", **document["total"]}]
    values = [["" if cell is None else str(cell) for cell in group.values()] for group in groups]
    assert [timeless(row, heading) for row in rows] == [timeless(row, heading) for row in values]


def test_people_read_a_table(settings: Settings) -> None:
    text = run(settings, *DAYS).stdout
    assert "2026-03-01 to 2026-03-03 (UTC), by day" in text
    assert "2:00" in text.splitlines()[-1]


def test_days_that_cannot_be_end_with_a_sentence(settings: Settings) -> None:
    result = run(settings, "--from", "2026-03-03", "--to", "2026-03-01")
    assert result.exit_code == 1
    assert "to: wrong" in result.output
