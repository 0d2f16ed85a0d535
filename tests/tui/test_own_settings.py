"""A specialist's own keys and columns: checked with file and line, in force everywhere."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.people import Specialist
from helpcenter.services import tickets
from tests.tui.conftest import Writer, picture, shown, until
from tui.app import Helpdesk
from tui.columns import widths
from tui.keys import KEYS, named_key, put_keys, written
from tui.language import speak
from tui.own_settings import OwnSettings, OwnSettingsError, example, read
from tui.start import run


@pytest.fixture(autouse=True)
def the_usual_keys() -> Iterator[None]:
    """Whatever a test puts, the next one finds the table's own keys."""
    yield
    put_keys({})


def wrong(tmp_path: Path, text: str) -> list[str]:
    """What is said of a file, without its name."""
    file = tmp_path / "helpdesk.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(OwnSettingsError) as refused:
        read(file)
    return [line.removeprefix(f"{file}:") for line in str(refused.value).splitlines()]


def test_a_good_file_is_read_and_none_is_fine(tmp_path: Path) -> None:
    file = tmp_path / "helpdesk.toml"
    assert read(file) == OwnSettings()
    file.write_text(
        'columns = ["number", "subject", "tags"]\n[keys]\n"queue.take" = "Y,ctrl+k"\n"queue.priority" = "+"\n'
    )
    assert read(file) == OwnSettings(
        {"queue.take": "Y,ctrl+k", "queue.priority": "plus"}, ("number", "subject", "tags")
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[keys]\n"queue.fly" = "t"', ['2: there is no key "queue.fly"; helpdesk --print-keys lists all']),
        ('[keys]\n\n"queue.take" = "hyper+t"', ['3: "queue.take": there is no key "hyper+t"']),
        ('[keys]\n"queue.take" = 3', ['2: "queue.take" needs a key']),
        ('[keys]\n"queue.take" = "s"', ['2: "queue.take" and "queue.status" are both on s']),
        ('[keys]\n"ticket.take" = "ctrl+s"', ['2: "ticket.take" and "composer.send" are both on ctrl+s']),
        ('[keys]\n"queue.take" = "f5"', ['2: "queue.take" and "everywhere.reload" are both on f5']),
        ('colours = 1\ncolumns = ["subjekt"]', ['1: unknown setting "colours"', '2: there is no column "subjekt"',
                                                '2: the column "subject" is needed']),
        ("columns = 3", ["1: columns must be a list"]),
        ("keys = 3", ["1: [keys] must be a table"]),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_with_its_lines(tmp_path: Path, text: str, told: list[str]) -> None:
    said = wrong(tmp_path, text)
    assert len(said) == len(told)
    assert all(line.startswith(begin) for line, begin in zip(said, told, strict=True)), said


def test_broken_toml_is_told(tmp_path: Path) -> None:
    assert "line 1" in wrong(tmp_path, "a = = 1")[0]


def test_a_wrong_file_ends_the_start_with_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HELPCENTER_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "helpcenter").mkdir()
    (tmp_path / "helpcenter" / "helpdesk.toml").write_text('[keys]\n"queue.take" = "s"\n')
    assert run(["--as", "ada@team.example"]) == 1
    assert "helpdesk.toml:2:" in capsys.readouterr().err


def test_all_keys_can_be_printed_and_taken_over(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--print-keys"]) == 0
    printed = capsys.readouterr().out
    assert all(f'"{key.id}" = ' in printed for key in KEYS)
    lines = [line.removeprefix("# ") for line in example().splitlines()[3:]]
    assert len(tomllib.loads("\n".join(lines))) == len(KEYS)
    assert all(named_key(each) == each for key in KEYS for each in key.keys.split(","))


@pytest.mark.parametrize(("keys", "said"), [("ctrl+k,T", "^K"), ("exclamation_mark", "!"), ("f6", "F6"), ("T", "T")])
def test_keys_are_written_as_people_do(keys: str, said: str) -> None:
    assert written(keys) == said


def test_columns_come_in_the_order_that_was_chosen() -> None:
    english = speak(["en"], ("en",))
    assert list(widths(120, english, ("clock", "subject", "tags"))) == ["mark", "clock", "subject", "tags"]
    assert sum(widths(120, english, ("clock", "subject", "tags")).values()) + 3 == 120
    assert list(widths(60, english, ("clock", "subject", "tags"))) == ["mark", "clock", "subject"]


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
async def test_own_keys_and_columns_are_in_force(settings, desk: Desk, ada: Specialist, write: Writer) -> None:  # type: ignore[no-untyped-def]
    number = write("My subject")
    own = OwnSettings({"queue.take": "Y", "queue.filter": "ctrl+k"}, ("number", "subject", "plan"))
    app = Helpdesk(settings, ada.email, lang="en", theme="dark", own=own)
    async with app.run_test(size=(100, 30)) as pilot:
        await shown(pilot, "^K Filter")
        await pilot.press("4")
        await shown(pilot, "My subject")
        assert "Clock" not in picture(app)
        await shown(pilot, "enterprise")
        await pilot.press("a")
        await pilot.press("Y")
        await until(
            pilot, lambda: (who := desk.see(tickets.get, number).assignee) is not None and who.id == ada.id, "taken"
        )
