"""`helpcenter specialist` and `helpcenter audit`: passwords, tokens, and what is written down of them."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpcenter import passes
from helpcenter.cli import main
from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.people import Specialist
from helpcenter.services import credentials
from tests.serving import environment

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def run(settings: Settings, *arguments: str, text: str = "") -> Result:
    return CliRunner(env=environment(settings)).invoke(main, arguments, input=text)


def test_a_password_is_asked_for_twice_or_read(settings: Settings, desk: Desk, ada: Specialist) -> None:
    given = "correct horse battery"
    asked = run(settings, "specialist", "password", ada.email, text=f"{given}\n{given}\n")
    assert asked.exit_code == 0
    assert given not in asked.output
    assert desk.do(credentials.sign_in, ada.email, given) == ada
    assert run(settings, "specialist", "password", ada.email, "--stdin", text="another one, as long\n").exit_code == 0
    assert desk.do(credentials.sign_in, ada.email, "another one, as long") == ada
    short = run(settings, "specialist", "password", ada.email, "--stdin", text="short\n")
    assert (short.exit_code, "password: too_short" in short.output) == (1, True)
    assert run(settings, "specialist", "password", "nobody@team.example", "--stdin", text=given).exit_code == 1


def test_tokens_are_made_listed_kept_and_revoked(settings: Settings, desk: Desk, ada: Specialist) -> None:
    token = run(settings, "specialist", "token", ada.email, "--name", "laptop").stdout.strip()
    assert desk.do(credentials.by_token, token) == ada
    run(settings, "specialist", "token", ada.email, "--keep")
    kept = passes.kept(settings.database_url)
    assert kept is not None
    assert desk.do(credentials.by_token, kept) == ada
    listed = run(settings, "specialist", "tokens", ada.email).stdout.splitlines()
    assert ["laptop" in line for line in listed] == [True, False]
    assert run(settings, "specialist", "revoke", ada.email, listed[0].split()[0]).stdout == "1 revoked\n"
    assert desk.do(credentials.by_token, token) is None


def test_a_kept_token_is_for_its_owner_only(settings: Settings, tmp_path: Path) -> None:
    file = passes.keep("sqlite:///a", "hct_x")
    assert (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(file.parent.stat().st_mode)) == (0o600, 0o700)
    assert (passes.kept("sqlite:///a"), passes.kept("sqlite:///b")) == ("hct_x", None)
    file.chmod(0o640)
    with pytest.raises(passes.TokenExposedError):
        passes.kept("sqlite:///a")


def test_who_is_changed_keeps_what_is_not_said(settings: Settings, ada: Specialist) -> None:
    def added(*more: str) -> str:
        return run(settings, "specialist", "add", "bo@team.example", "--name", "Bo", *more).stdout.strip()

    assert added() == "bo@team.example  Bo  en  specialist"
    assert added("--locales", "en, fr,", "--role", "lead") == "bo@team.example  Bo  en,fr  lead"
    assert added() == "bo@team.example  Bo  en,fr  lead"


def test_what_was_done_is_written_down(settings: Settings, ada: Specialist) -> None:
    run(settings, "specialist", "token", ada.email, "--name", "lap\x1b[31mtop")
    run(settings, "site", "add", "Shop", "--origin", "https://shop.example")
    found = json.loads(run(settings, "audit", "--json").stdout)
    assert [each["deed"] for each in found] == ["site.added", "specialist.token", "specialist.added"]
    text = run(settings, "audit", "--limit", "2").stdout
    assert len(text.splitlines()) == 2
    assert "\x1b" not in text
    assert "operator  site.added" in text


def test_who_leaves_is_no_longer_listed_and_cannot_leave_twice(settings: Settings, ada: Specialist) -> None:
    run(settings, "specialist", "add", "bo@team.example", "--name", "Bo")
    gone = run(settings, "specialist", "remove", "bo@team.example")
    assert gone.stdout == "bo@team.example: removed; 0 unfinished tickets are nobody's now\n"
    assert run(settings, "specialist", "list").stdout.split()[0] == ada.email
    assert run(settings, "specialist", "remove", "bo@team.example").exit_code == 1
