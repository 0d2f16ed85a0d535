"""A specialist's own settings: `helpdesk.toml` in the user's config folder, with keys and the columns of the queue."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpcenter.config import ConfigError
from tui.columns import EVERY_COLUMN, NEEDED
from tui.keys import KEYS, Key, Place, keys_of, named_key


class OwnSettingsError(ConfigError):
    """A file of own settings that cannot be used; a line for each fault, with file and line."""


@dataclass(frozen=True)
class OwnSettings:
    """`keys`: Textual's names by id of the table of keys; `columns` of the queue in their order, () for the usual."""

    keys: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[str, ...] = ()


def own_file() -> Path:
    """Return where a specialist's own settings are: `$XDG_CONFIG_HOME/helpcenter/helpdesk.toml`."""
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return home / "helpcenter" / "helpdesk.toml"


def read(file: Path) -> OwnSettings:
    """Return the settings in a file; one that is not there says nothing. Raises OwnSettingsError."""
    try:
        text = file.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except FileNotFoundError:
        return OwnSettings()
    except (OSError, ValueError) as fault:
        raise OwnSettingsError(f"{file}: {fault}") from fault
    faults = list(_faults(table))
    if faults:
        raise OwnSettingsError("\n".join(f"{file}:{_line(text, name)}: {told}" for name, told in faults))
    return OwnSettings(_named(table.get("keys", {})), tuple(table.get("columns", ())))


def example() -> str:
    """Return a file with all keys as they are, to take lines from."""
    lines = [f'# "{key.id}" = "{key.keys}"  # {key.about}' for key in KEYS]
    columns = ", ".join(f'"{name}"' for name in EVERY_COLUMN)
    return "\n".join([f"# {own_file()}", f"# columns = [{columns}]", "[keys]", *lines])


def _faults(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong, as (the name where it stands, the sentence)."""
    for name in table:
        if name not in ("keys", "columns"):
            yield name, f'unknown setting "{name}"; known are keys, columns'
    keys, columns = table.get("keys", {}), table.get("columns", [])
    if not isinstance(keys, dict):
        yield "keys", '[keys] must be a table such as "queue.take" = "t"'
    elif wrong := list(_wrong_keys(keys)):
        yield from wrong
    else:
        yield from _conflicts(_named(keys))
    yield from _wrong_columns(columns)


def _wrong_keys(keys: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    known = {key.id for key in KEYS}
    for name, value in keys.items():
        if name not in known:
            yield name, f'there is no key "{name}"; helpdesk --print-keys lists all (write its name in quotes)'
        elif not isinstance(value, str) or not value.strip():
            yield name, f'"{name}" needs a key such as "t", "ctrl+x" or "f6,T"'
        else:
            for each in value.split(","):
                if named_key(each.strip()) is None:
                    yield name, f'"{name}": there is no key "{each.strip()}"'


def _conflicts(own: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Two things on one key in one place."""
    for place in Place:
        together = [Place.TICKET, Place.COMPOSER] if place is Place.COMPOSER else [place]
        taken: dict[str, Key] = {}
        for key in keys_of(*together, Place.EVERYWHERE):
            if key.id == "composer.leave":
                continue
            for each in own.get(key.id, key.keys).split(","):
                other = taken.setdefault(each, key)
                if other is not key and (key.id in own or other.id in own):
                    mine, theirs = (key, other) if key.id in own else (other, key)
                    yield mine.id, f'"{mine.id}" and "{theirs.id}" are both on {each}'


def _wrong_columns(columns: object) -> Iterator[tuple[str, str]]:
    if not isinstance(columns, list) or not all(isinstance(each, str) for each in columns):
        yield "columns", 'columns must be a list such as ["number", "subject", "clock"]'
        return
    for each in columns:
        if each not in EVERY_COLUMN:
            yield "columns", f'there is no column "{each}"; there are {", ".join(EVERY_COLUMN)}'
    if columns and NEEDED not in columns:
        yield "columns", f'the column "{NEEDED}" is needed'


def _named(keys: Mapping[str, str]) -> dict[str, str]:
    return {name: ",".join(str(named_key(each.strip())) for each in value.split(",")) for name, value in keys.items()}


def _line(text: str, name: str) -> int:
    """The line where a name is set, counted from 1."""
    found = re.search(rf"^\s*\[?[\"']?{re.escape(name)}[\"']?\s*[=\]]", text, re.MULTILINE)
    return text.count("\n", 0, found.end()) + 1 if found else 1
