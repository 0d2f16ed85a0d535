"""Reading what an operator wrote: typed values out of TOML tables, and errors that name the key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches

Path = tuple[str, ...]


class PolicyError(ValueError):
    """A mistake in the settings: `problem` in one sentence, at the key `path`, in `line` of `source` where known."""

    def __init__(self, problem: str, path: Path = (), source: str = "", line: int | None = None) -> None:
        """Keep the parts, so that a caller which knows the file can add its name and line."""
        self.problem, self.path, self.source, self.line = problem, path, source, line
        place = [source, f"line {line}" if line else "", ".".join(path)]
        super().__init__(": ".join(filter(None, [", ".join(filter(None, place)), problem])))


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the settings with the path that leads to it. Every reader raises PolicyError naming the key."""

    path: Path
    values: Mapping[str, object]

    def error(self, problem: str, *keys: str) -> PolicyError:
        """An error at this table, or at a key in it."""
        return PolicyError(problem, (*self.path, *keys))

    def only(self, known: Iterable[str]) -> None:
        """Raise for the first key that is not among `known`, with the likeliest one meant."""
        names = list(known)
        for key in self.values:
            if key not in names:
                raise self.error(f"there is no such setting{meant(key, names)}", key)

    def table(self, key: str) -> "Table":
        """The table under `key`, empty when absent."""
        value = self.values.get(key, {})
        if not isinstance(value, Mapping):
            raise self.error("a table is expected here", key)
        return Table((*self.path, key), value)

    def text(self, key: str, default: str = "") -> str:
        """The text under `key`."""
        value = self.values.get(key, default)
        if not isinstance(value, str):
            raise self.error(f"a text in quotes is expected, not {written(value)}", key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts under `key`, empty when absent."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.error(f'a list of texts such as ["a", "b"] is expected, not {written(value)}', key)
        return tuple(value)

    def flag(self, key: str) -> bool:
        """The true or false under `key`, false when absent."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.error(f"true or false is expected, not {written(value)}", key)
        return value

    def day(self, key: str) -> date:
        """The date under `key`, which has to be there."""
        return self.as_day(self.values.get(key), key)

    def as_day(self, value: object, key: str) -> date:
        """`value`, found at `key`, as a date; in TOML it is written with or without quotes."""
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                value = value or None
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.error(f"a date such as 2024-03-05 is expected, not {written(value)}", key)
        return value

    def choice(self, key: str, choices: Iterable[str], default: str) -> str:
        """The text under `key`, which has to be one of `choices`."""
        names = list(choices)
        value = self.text(key, default)
        if value not in names:
            listed = ", ".join(f'"{name}"' for name in names)
            raise self.error(f'"{value}" is not one of {listed}{meant(value, names)}', key)
        return value


def meant(word: str, names: Iterable[str]) -> str:
    """What somebody who wrote `word` probably meant, as the end of a sentence; empty when nothing is near."""
    near = get_close_matches(word, list(names), n=1)
    return f'; did you mean "{near[0]}"?' if near else ""


def written(value: object) -> str:
    """A value as it looks in TOML, for an error."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
