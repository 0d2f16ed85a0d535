"""The few words of JSON Schema that the API's bodies are described with, and checking a value by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]

_TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list, tuple),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


def text(most: int | None = None, **more: Any) -> dict[str, Any]:
    """Return the schema of a text."""
    return {"type": "string", **({"maxLength": most} if most else {}), **more}


def nullable(schema: Schema) -> dict[str, Any]:
    """Return the schema with null beside it."""
    return {**schema, "type": [schema["type"], "null"]}


def array(items: Schema, most: int | None = None) -> dict[str, Any]:
    """Return the schema of a list."""
    return {"type": "array", "items": items, **({"maxItems": most} if most else {})}


def closed(required: str, **properties: Schema) -> dict[str, Any]:
    """Return the schema of an object with these properties and no others; `required` are names with blanks between."""
    found: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return found | ({"required": required.split()} if required else {})


def faults(schema: Schema, value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Give what of a value does not fit: (where, what is wrong)."""
    kinds = [schema["type"]] if isinstance(schema.get("type"), str) else schema.get("type", [])
    if kinds and not any(_is(value, kind) for kind in kinds):
        yield place, f"is not {' or '.join(kinds)}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield place, f"is not one of {', '.join(map(str, schema['enum']))}"
    if isinstance(value, str):
        if len(value) > schema.get("maxLength", len(value)):
            yield place, f"is longer than {schema['maxLength']} characters"
        if not _is_storable(value):
            yield place, "holds a character that no text may hold"
    if isinstance(value, list | tuple):
        if len(value) > schema.get("maxItems", len(value)):
            yield place, f"has more than {schema['maxItems']} items"
        for at, item in enumerate(value):
            yield from faults(schema.get("items", {}), item, f"{place}[{at}]")
    if isinstance(value, dict):
        yield from _of_object(schema, value, place)


def _of_object(schema: Schema, value: Mapping[str, Any], place: str) -> Iterator[tuple[str, str]]:
    inside = f"{place}." if place else ""
    properties: Mapping[str, Schema] = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{inside}{name}", "is missing"
    for name, item in value.items():
        if name in properties:
            yield from faults(properties[name], item, f"{inside}{name}")
        elif schema.get("additionalProperties", True) is False:
            yield f"{inside}{name[:40]}", "is not known"


def _is_storable(text: str) -> bool:
    """Whether a store can hold it: no U+0000, no half of a surrogate pair."""
    return "\x00" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def _is(value: Any, kind: str) -> bool:
    return isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))
