"""Macros as documents: what stands in their TOML and JSON files."""

from __future__ import annotations

from typing import Any, TypeVar

from helpcenter.domain.macros import Macro, MacroError
from helpcenter.domain.tickets import Priority, Status
from helpcenter.domain.triage import Change

T = TypeVar("T", Status, Priority)
_KNOWN = frozenset({"name", "text", "status", "priority", "add_tags", "remove_tags", "assign"})


def macros_of(document: Any) -> list[Macro]:
    """Return the macros of a document with a list `macro`. Raises MacroError for what is not one."""
    found = document.get("macro") if isinstance(document, dict) else None
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise MacroError("a list [[macro]] is needed")
    return [_macro(each) for each in found]


def macro_document(macro: Macro) -> dict[str, Any]:
    """Return a macro as a document that `macros_of` takes."""
    change = macro.change
    document = {
        "name": macro.name,
        "status": change.status.value if change.status else None,
        "priority": change.priority.value if change.priority else None,
        "add_tags": list(change.add_tags),
        "remove_tags": list(change.remove_tags),
        "assign": "me" if macro.to_me else None,
        "text": dict(macro.texts),
    }
    return {name: value for name, value in document.items() if value}


def _macro(said: dict[str, Any]) -> Macro:
    name = str(said.get("name", ""))
    if unknown := sorted(set(said) - _KNOWN):
        raise MacroError(f'"{name}" has the unknown {", ".join(unknown)}; known are {", ".join(sorted(_KNOWN))}')
    texts = said.get("text")
    if not isinstance(texts, dict) or not all(isinstance(text, str) for text in texts.values()):
        raise MacroError(f'"{name}" needs a table "text" with a text by language')
    if said.get("assign") not in (None, "me"):
        raise MacroError(f'"{name}": assign can only be "me"')
    change = Change(
        status=_one_of(Status, name, "status", said),
        priority=_one_of(Priority, name, "priority", said),
        add_tags=_tags(name, "add_tags", said),
        remove_tags=_tags(name, "remove_tags", said),
    )
    return Macro(name, texts, change, said.get("assign") == "me")


def _one_of(kind: type[T], name: str, field: str, said: dict[str, Any]) -> T | None:
    value = said.get(field)
    if value is None:
        return None
    if value not in list(kind):
        raise MacroError(f'"{name}": {field} "{value}" is not one of {", ".join(kind)}')
    return kind(value)


def _tags(name: str, field: str, said: dict[str, Any]) -> tuple[str, ...]:
    value = said.get(field, [])
    if not isinstance(value, list) or not all(isinstance(tag, str) for tag in value):
        raise MacroError(f'"{name}": {field} has to be a list of tags')
    return tuple(value)
