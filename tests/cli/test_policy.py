"""`helpcenter policy`: the same decision in text and JSON, and clear refusals."""

import json
import shlex
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from helpcenter.cli.policy import policy

MANUAL = shlex.split(
    "--plan starter --seat none --created 2024-06-01 --language pl --device mobile --at 2026-11-22T20:00Z"
)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "helpcenter.toml"


def run(config: Path, *words: str) -> Result:
    return CliRunner().invoke(policy, [words[0], "--config", str(config), *words[1:]])


def channels(config: Path, *words: str) -> dict[str, dict[str, Any]]:
    document = json.loads(run(config, "explain", *words, "--json").output)
    return {each["channel"]: each for each in document["channels"]}


def test_the_example_of_the_manual_in_words(config: Path) -> None:
    result = run(config, "explain", *MANUAL)
    assert result.exit_code == 0
    assert "Sunday 2026-11-22 20:00 UTC" in result.output
    assert "Knowledge base (knowledge): open" in result.output
    callback = result.output.split("Phone help (callback): ")[1]
    for sentence in (
        "closed, answered in English",
        "It is not part of your plan, Starter. It comes with: Professional or Enterprise.",
        "one of these seats: Core, Sales, or Service.",
        "It has not been offered on phones since September 3, 2024.",
        "We are closed right now. Next opening: Monday",
        "It is not offered in Polish; we answer in English.",
    ):
        assert sentence in callback


def test_the_example_of_the_manual_for_programs(config: Path) -> None:
    found = channels(config, *MANUAL)
    assert {name: [reason["code"] for reason in each["reasons"]] for name, each in found.items()} == {
        "knowledge": [],
        "community": [],
        "chat": ["seat", "device", "hours"],
        "email": ["seat"],
        "callback": ["plan", "seat", "device", "hours"],
    }
    assert found["chat"]["opens_at"] == "2026-11-23T09:00:00+00:00"
    assert found["email"]["promise"] is None


def test_promises_are_shown_in_the_zone_asked_for(config: Path) -> None:
    words = ["--plan", "enterprise", "--at", "2026-11-22T21:00+01:00"]
    assert channels(config, *words)["email"]["promise"]["due"] == "2026-11-23T17:00:00+00:00"
    assert "by Monday 6:00" in run(config, "explain", *words, "--zone", "Europe/Berlin").output


@pytest.mark.parametrize(("available", "is_open"), [("all", True), ("none", False), ("fr,de", False), ("de,en", True)])
def test_who_is_available_decides_about_chat(config: Path, available: str, is_open: bool) -> None:
    found = channels(config, "--plan", "starter", "--at", "2026-11-23T10:00Z", "--available", available)
    assert found["chat"]["open"] is is_open


def test_a_visitor_is_not_proven_unless_said(config: Path) -> None:
    config.write_text('policy = "open"', encoding="utf-8")
    assert not channels(config)["email"]["open"]
    assert channels(config, "--proven")["email"]["open"]


def test_the_policy_may_be_in_a_file_of_its_own(config: Path, tmp_path: Path) -> None:
    own = tmp_path / "policy.toml"
    own.write_text('policy = "open"', encoding="utf-8")
    config.write_text(f"policy_file = {str(own)!r}", encoding="utf-8")
    assert channels(config, "--proven")["callback"]["open"]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--at", "2026-11-22T20:00"], "needs an offset"),
        (["--at", "9999-12-31T23:00Z"], "a year of our time"),
        (["--at", "soon"], "not a moment"),
        (["--zone", "Mars/Olympus"], "not a time zone"),
        (["--device", "watch"], "watch"),
        (["--created", "05.03.2024"], "05.03.2024"),
    ],
)
def test_what_cannot_be_meant_is_refused(config: Path, words: list[str], complaint: str) -> None:
    result = run(config, "explain", *words)
    assert result.exit_code == 2
    assert complaint in result.output


def test_check(config: Path) -> None:
    assert run(config, "check").exit_code == 0
    config.write_text('\n[policy.channels.chat]\nplans = ["startr"]', encoding="utf-8")
    result = run(config, "check")
    assert result.exit_code == 1
    assert 'line 3, policy.channels.chat.plans: there is no plan "startr"' in result.output


@pytest.mark.parametrize("content", ["[policy", 'policy_file = "nowhere.toml"'])
def test_a_file_that_cannot_be_read_is_said(config: Path, content: str) -> None:
    config.write_text(content, encoding="utf-8")
    result = run(config, "check")
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
