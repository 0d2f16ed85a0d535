"""Custom fields of tickets, as `[[ticket_fields]]` in the settings describe them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.text import one_line

MAX_VALUE = 200
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")


@dataclass(frozen=True)
class TicketField:
    """One field: its `name` in filters (`field.name:value`), its `label` on the screen, its `choices`.

    Without choices any text is a value.
    """

    name: str
    label: str = ""
    choices: tuple[str, ...] = ()

    def checked(self, value: str) -> str:
        """Return a value in storable form, "" for none. Raises Invalid on the field's name."""
        value = one_line(value)
        if len(value) > MAX_VALUE:
            raise Invalid({self.name: Fault.TOO_LONG})
        if not value or not self.choices:
            return value
        for choice in self.choices:
            if choice.lower() == value.lower():
                return choice
        raise Invalid({self.name: Fault.NOT_OFFERED})


def ticket_fields(tables: Sequence[Any]) -> tuple[TicketField, ...]:
    """Return the fields that tables of the settings describe. Raises ValueError naming what is wrong."""
    found: list[TicketField] = []
    for table in tables:
        field = table if isinstance(table, TicketField) else _field(table)
        if any(field.name == other.name for other in found):
            raise ValueError(f"there are two ticket fields {field.name!r}")
        found.append(field)
    return tuple(found)


def _field(table: Mapping[str, Any]) -> TicketField:
    if not isinstance(table, Mapping) or not _NAME.fullmatch(str(table.get("name", ""))):
        raise ValueError("a ticket field needs a name of lower-case letters, digits, - and _")
    name = str(table["name"])
    if unknown := sorted(set(table) - {"name", "label", "choices"}):
        raise ValueError(f"ticket field {name!r}: unknown key {unknown[0]!r}; known are name, label, choices")
    choices = table.get("choices", ())
    if not isinstance(choices, list | tuple) or not all(0 < len(one_line(str(each))) <= MAX_VALUE for each in choices):
        raise ValueError(f"ticket field {name!r}: choices must be a list of texts of at most {MAX_VALUE} characters")
    return TicketField(name, one_line(str(table.get("label", ""))) or name, tuple(one_line(str(c)) for c in choices))
