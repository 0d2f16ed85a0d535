"""The OpenAPI 3.1 description, made from the table of operations."""

from __future__ import annotations

import re
from typing import Any

from helpcenter.domain.json_schema import Schema
from helpcenter.web.api.operation import Operation
from helpcenter.web.api.table import OPERATIONS, SCHEMAS

PROBLEM = {
    "type": "object",
    "required": ["title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {"type": "object", "properties": {"field": {"type": "string"}, "detail": {"type": "string"}}},
        },
    },
}
_VARIABLE = re.compile(r"<(?:(\w+):)?(\w+)>")
_HEADERS = {
    "Idempotency-Key": "The same key again, for two days, gets the first answer and does nothing.",
    "If-Match": "Only when the ticket still has this `ETag`; else 412.",
}


def description(url: str, version: str) -> dict[str, Any]:
    """Return the whole description; `url` is where the API lies."""
    paths: dict[str, Any] = {}
    for each in OPERATIONS:
        paths.setdefault(_VARIABLE.sub(r"{\2}", each.path), {})[each.method.lower()] = _operation(each)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Helpcenter", "version": version, "license": {"name": "MIT", "identifier": "MIT"}},
        "servers": [{"url": url}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": {**SCHEMAS, "Problem": PROBLEM},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(each: Operation) -> dict[str, Any]:
    headers = ("Idempotency-Key",) * each.once + ("If-Match",) * (
        each.versioned and not each.reads and each.status != 201
    )
    answer = _named(each.answer)
    told: dict[str, Any] = {
        "operationId": each.name,
        "summary": each.about,
        "description": f"Needs the right `{each.right.value}`.",
        "parameters": [
            *(_variable(kind, name) for kind, name in _VARIABLE.findall(each.path)),
            *(
                {"name": one.name, "in": "query", "description": one.about, "required": False, "schema": one.schema}
                for one in each.query
            ),
            *(
                {"name": name, "in": "header", "description": _HEADERS[name], "required": False,
                 "schema": {"type": "string"}}
                for name in headers
            ),
        ],
        "responses": {
            str(each.status): {"description": "Done.", "content": {"application/json": {"schema": answer}}},
            "default": {
                "description": "Not done.",
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
            },
        },
    }  # fmt: skip
    if each.body:
        told["requestBody"] = {"required": True, "content": {"application/json": {"schema": each.body}}}
    return told


def _variable(kind: str, name: str) -> dict[str, Any]:
    schema = {"type": "integer" if kind == "int" else "string"}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _named(schema: Schema) -> Schema:
    """The schema with what has a name of its own referred to by it."""
    for name, known in SCHEMAS.items():
        if schema is known:
            return {"$ref": f"#/components/schemas/{name}"}
    found = dict(schema)
    if "items" in found:
        found["items"] = _named(found["items"])
    if "properties" in found:
        found["properties"] = {name: _named(each) for name, each in found["properties"].items()}
    return found
