"""`helpcenter tickets` and `helpcenter macros`: what a script can do, and what it is told when it cannot."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from helpcenter.cli import main
from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.tickets import Submission
from helpcenter.services import macros, tickets
from tests.serving import environment

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
AS = ("--as", "ada@team.example")


@pytest.fixture
def number(desk: Desk, ada: Specialist, carol: Contact) -> int:
    made = Submission(carol.site_id, "email", carol.email, "It \x1b]52;c;x\x07broke", "Zebra \x1b[31mred", "en")
    return desk.do(tickets.submit, carol, made).ticket_id


def run(settings: Settings, *arguments: str, text: str = "") -> Result:
    return CliRunner(env=environment(settings)).invoke(main, arguments, input=text)


def document(settings: Settings, *arguments: str, text: str = "") -> Any:
    result = run(settings, *arguments, "--json", text=text)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_ticket_from_list_to_closed(settings: Settings, number: int) -> None:
    each = str(number)
    for verb in (
        ("assign", each, "--to", "me"),
        ("tag", each, "--set", "billing -old"),
        ("priority", each, "--set", "high"),
        ("snooze", each, "--until", "2d"),
    ):
        assert [found["id"] for found in document(settings, "tickets", *verb, *AS)] == [number]
    asked = "assignee:me tag:billing priority:high is:snoozed zebra"
    [found] = document(settings, "tickets", "list", "--filter", asked, *AS)
    assert (found["assignee"], found["tags"], found["plan"]) == ("ada@team.example", ["billing"], "enterprise")
    said = document(settings, "tickets", "reply", each, *AS, text="From a pipe\n")
    assert (said["kind"], said["body"]) == ("reply", "From a pipe")
    assert document(settings, "tickets", "snooze", each, "--wake", *AS)[0]["snoozed_until"] is None
    assert document(settings, "tickets", "close", each, *AS)[0]["status"] == "closed"
    shown = document(settings, "tickets", "show", each)
    assert [entry["body"] for entry in shown["messages"] if entry["kind"] == "reply"][1:] == ["From a pipe"]
    assert "tagged" in [entry["event"] for entry in shown["messages"]]


def test_lines_hold_nothing_that_a_terminal_acts_on(settings: Settings, number: int) -> None:
    for arguments in (("list",), ("show", str(number))):
        output = run(settings, "tickets", *arguments).output
        assert f"#{number}" in output
        assert "\x1b" not in output
        assert "\x07" not in output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("list", "--filter", "status:opne"), '"opne" at character 8'),
        (("show", "424242"), "NotFound"),
        (("close", "424242", *AS), "not there: #424242"),
        (("close", "1", "--as", "nobody@team.example"), "NotFound"),
        (("tag", "1", "--set", 'qu"ote', *AS), "tags"),
        (("snooze", "1", "--until", "2026-12-01", *AS), "offset"),
        (("snooze", "1", *AS), "--until or --wake"),
        (("reply", "1", "", *AS), "body: missing"),
    ],
)
def test_faults_are_one_line(settings: Settings, number: int, arguments: tuple[str, ...], said: str) -> None:
    result = run(settings, "tickets", *arguments)
    assert result.exit_code in (1, 2)
    assert said in result.output
    assert "Traceback" not in result.output


MACRO = """
[[macro]]
name = "Thanks"
status = "solved"
add_tags = ["praise"]
assign = "me"
[macro.text]
en = "Dear {contact.name}"
fr = "Bonjour {contact.name}"
"""


def test_macros_go_out_as_they_came_in(settings: Settings, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "macros.toml"
    file.write_text(MACRO, encoding="utf-8")
    assert run(settings, "macros", "import", str(file)).output == "1 macro\n"
    before = desk.see(macros.every)
    exported = tmp_path / "out.json"
    exported.write_text(run(settings, "macros", "export").output, encoding="utf-8")
    assert run(settings, "macros", "remove", "Thanks").exit_code == 0
    assert desk.see(macros.every) == []
    assert run(settings, "macros", "import", str(exported)).output == "1 macro\n"
    assert desk.see(macros.every) == before
    assert run(settings, "macros", "list").output == "Thanks  en,fr  solved +praise me\n"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{contact.name}", "{contact.nmae}", '"Thanks", en: line 1 has the unknown variable {contact.nmae}'),
        ('"solved"', '"solvd"', '"Thanks": status "solvd"'),
        ("fr =", "xx =", '"Thanks", xx: this language is not offered'),
        ("[[macro]]", "[[macro", "macros.toml"),
        ('name = "Thanks"', "", "needs a name"),
    ],
)
def test_a_wrong_macro_is_named_and_nothing_is_kept(
    settings: Settings, desk: Desk, tmp_path: Path, old: str, new: str, said: str
) -> None:
    file = tmp_path / "macros.toml"
    file.write_text(MACRO.replace(old, new), encoding="utf-8")
    result = run(settings, "macros", "import", str(file))
    assert result.exit_code == 1
    assert said in result.output
    assert desk.see(macros.every) == []
