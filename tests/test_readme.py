"""The README says what is true: its tables are the program's own, its commands exist."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from helpcenter import config
from helpcenter.cli import COMMANDS
from helpcenter.config import LOCALES, Settings
from tui.keys import KEYS

HOUSE = Path(__file__).resolve().parent.parent
README = (HOUSE / "README.md").read_text(encoding="utf-8")


def settings_table() -> Iterator[str]:
    """The settings as the README lists them: name, default, and the docstring line under each field."""
    (body,) = (node.body for node in ast.parse(inspect.getsource(Settings)).body if isinstance(node, ast.ClassDef))
    told = {
        field.target.id: line.value.value
        for field, line in zip(body, body[1:], strict=False)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(line, ast.Expr)
        and isinstance(line.value, ast.Constant)
    }
    yield from ("| setting | default | what it decides |", "|---|---|---|")
    for field in fields(Settings):
        yield f"| `{field.name}` | {shown(field.default)} | {told[field.name]} |"


def shown(default: object) -> str:
    """A default as one writes it."""
    if default in ("", None):
        return ""
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    return f"`{' '.join(default) if isinstance(default, tuple) else default}`"


def keys_table() -> Iterator[str]:
    """The keys that stand in the terminal's footer."""
    yield from ("| where | key | what it does |", "|---|---|---|")
    for key in KEYS:
        if key.label:
            yield f"| {key.place.value} | `{key.shown}` | {key.about} |"


def renewed(text: str) -> str:
    """The README with its tables as they should be."""
    for table in (settings_table, keys_table):
        head, rule, *rows = table()
        text = re.sub(
            re.escape(f"{head}\n{rule}\n") + r"(\|.*\n)*", lambda _, t=[head, rule, *rows, ""]: "\n".join(t), text
        )
    return text


def test_the_tables_are_the_programs_own() -> None:
    assert all(next(table()) in README for table in (settings_table, keys_table))
    assert renewed(README) == README, "run `make readme`"


def test_every_setting_is_documented_in_one_line() -> None:
    assert all(line.count("|") == 4 for line in settings_table())
    assert config.__doc__


def test_its_commands_exist() -> None:
    named = set(re.findall(r"helpcenter ([a-z]+)", README))
    assert named <= COMMANDS.keys()
    targets = set(re.findall(r"^([a-z]+):", (HOUSE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"make ([a-z]+)`", README)) <= targets


def test_its_paths_exist() -> None:
    named = re.findall(r"`((?:helpcenter|tui|tests|templates|translations)/[\w/.]*)`", README)
    assert named
    assert not [name for name in named if not (HOUSE / name).exists()]


def test_it_names_every_language() -> None:
    assert all(f"`{locale}`" in README for locale in LOCALES)


if __name__ == "__main__":
    (HOUSE / "README.md").write_text(renewed(README), encoding="utf-8")
