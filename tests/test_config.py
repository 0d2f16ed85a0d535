"""Settings: what cannot be used is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpcenter.config import ConfigError, load


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("answer_from", "1.5", "answer_from: 1.5 is not between 0 and 1"),
        ("answer_from", "nan", "answer_from: nan is not between 0 and 1"),
        ("answer_from", "high", "setting 'answer_from': 'high' cannot be used"),
        ("list_from", "0.9", "list_from: 0.9 is above answer_from, which is 0.6"),
        ("question_days", "0", "question_days: 0 is not between 1 and 36500"),
    ],
)
def test_thresholds_out_of_range_are_refused(tmp_path: Path, setting: str, value: str, said: str) -> None:
    environ = {"HELPCENTER_DATA_DIR": str(tmp_path), f"HELPCENTER_{setting.upper()}": value}
    with pytest.raises(ConfigError, match="^" + said.replace("(", r"\(")):
        load(environ=environ)


def test_thresholds_come_from_the_file(tmp_path: Path) -> None:
    file = tmp_path / "helpcenter.toml"
    file.write_text("answer_from = 0.8\nlist_from = 0\n", encoding="utf-8")
    found = load(file, environ={}, data_dir=tmp_path)
    assert (found.answer_from, found.list_from) == (0.8, 0.0)
