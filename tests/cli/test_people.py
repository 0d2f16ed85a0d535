"""`helpcenter person`: all that is held of somebody goes out as JSON, or away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpcenter.cli import main
from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.people import Contact
from helpcenter.domain.tickets import Submission
from helpcenter.services import tickets
from tests.serving import environment


@pytest.fixture(autouse=True)
def _ticket(desk: Desk, carol: Contact) -> None:
    desk.do(tickets.submit, carol, Submission(carol.site_id, "email", carol.email, "Größe", "It broke", "en"))


def run(settings: Settings, *arguments: str, typed: str = "") -> Result:
    return CliRunner(env=environment(settings)).invoke(main, ["person", *arguments], input=typed)


def test_everything_goes_out_to_the_screen_or_a_file(settings: Settings, desk: Desk, tmp_path: Path) -> None:
    [found] = json.loads(run(settings, "export", "CAROL@customer.example").output)
    assert (found["contact"]["name"], found["tickets"][0]["subject"]) == ("Carol", "Größe")
    file = tmp_path / "carol.json"
    assert run(settings, "export", "carol@customer.example", "--output", str(file)).output == ""
    assert json.loads(file.read_text("utf-8"))[0]["tickets"] == found["tickets"]


def test_erasing_asks_first_and_tells_what_went(settings: Settings, desk: Desk) -> None:
    refused = run(settings, "erase", "carol@customer.example", typed="n\n")
    assert (refused.exit_code, "Nothing brings it back" in refused.stderr) == (1, True)
    assert run(settings, "export", "carol@customer.example").exit_code == 0
    gone = run(settings, "erase", "carol@customer.example", "--yes", "--json")
    assert json.loads(gone.stdout) == {
        "contacts": 1, "tickets": 1, "messages": 1, "questions": 0, "files": 0, "mails": 0, "letters_and_proofs": 0,
    }  # fmt: skip
    for command in ("export", "erase"):
        nobody = run(settings, command, "carol@customer.example", *(["--yes"] if command == "erase" else []))
        assert (nobody.exit_code, "Traceback" in nobody.output) == (1, False)
