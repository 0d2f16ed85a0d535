"""The files of other help desks' exports, read record by record: CSV, JSON, and JSON with a record a line."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

MOST_BYTES = 2_000_000_000
MOST_WHOLE = 500_000_000
"""Bytes of a JSON file that is one document: it is read at once."""
ASIDE = ("users", "audits", "comments", "contacts", "agents", "customers", "messages", "entries", "conversations")

OWN = {"contact": "contacts", "specialist": "agents", "message": "messages", "attachment": "attachments"}
"""What the files of `helpcenter export` hold that belongs to tickets."""

Found = tuple[int, str, dict[str, Any]]


class BadFile(Exception):  # noqa: N818 - said to who named the file
    """A file that cannot be read, or only so far; the message says where and why."""


def records(file: Path, kinds: frozenset[str]) -> Iterator[Found]:
    """Yield (line or number, kind, record) of a file; `kinds` are those of tickets, which come as `tickets`.

    Raises BadFile, after what came before the fault.
    """
    try:
        if file.stat().st_size > MOST_BYTES:
            raise BadFile(f"{file}: larger than {MOST_BYTES} bytes")
        if file.stat().st_size == 0:
            return
        with file.open(encoding="utf-8-sig", newline="") as lines:
            found = _csv(lines) if file.suffix.lower() == ".csv" else _json(file, lines, kinds)
            for number, kind, record in found:
                yield number, "tickets" if kind in kinds else kind, record
    except UnicodeDecodeError as fault:
        raise BadFile(f"{file}: not UTF-8") from fault
    except json.JSONDecodeError as fault:
        raise BadFile(f"{file}: line {fault.lineno}: not JSON: {fault.msg}") from fault
    except (OSError, ValueError, RecursionError, csv.Error) as fault:
        raise BadFile(f"{file}: {fault}") from fault


def _csv(lines: IO[str]) -> Iterator[Found]:
    csv.field_size_limit(10_000_000)
    head = lines.readline()
    lines.seek(0)
    rows = csv.DictReader(lines, delimiter=";" if head.count(";") > head.count(",") else ",")
    kind = "entries" if {"type", "body"} <= set(rows.fieldnames or ()) else "tickets"
    for row in rows:
        yield rows.line_num, kind, row


def _json(file: Path, lines: IO[str], kinds: frozenset[str]) -> Iterator[Found]:
    if _a_record_a_line(lines):
        kind = _by_name(file, kinds)
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    record = json.loads(line)
                except json.JSONDecodeError as fault:
                    raise BadFile(f"{file}: line {number}: not JSON: {fault.msg}") from fault
                yield from ((number, *each) for each in _within(record, kind, kinds))
        return
    if file.stat().st_size > MOST_WHOLE:
        raise BadFile(f"{file}: one JSON document of more than {MOST_WHOLE} bytes; bring a record a line")
    for number, each in enumerate(_within(json.load(lines), _by_name(file, kinds), kinds), 1):
        yield (number, *each)


def _a_record_a_line(lines: IO[str]) -> bool:
    """Whether the first line is a whole object and another one follows; goes back to the beginning."""
    try:
        first = json.loads(lines.readline())
        return isinstance(first, dict) and any(line.strip() for line in lines)
    except (json.JSONDecodeError, RecursionError):
        return False
    finally:
        lines.seek(0)


def _within(document: Any, kind: str, kinds: frozenset[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (kind, record) of a list of records, of an object that holds such lists by kind, or of a record itself."""
    if isinstance(document, list):
        for each in document:
            yield from _within(each, kind, kinds)
        return
    if not isinstance(document, dict):
        raise ValueError("there are no records in it")
    if "id" in document or "ticket_id" in document:
        yield ("messages" if "message_type" in document else kind), document
        return
    for name, value in document.items():
        if name in kinds and isinstance(value, dict):
            yield name, value
        elif name in ("_embedded", "data") and isinstance(value, dict | list):
            yield from _within(value, kind, kinds)
        elif (name in kinds or name in ASIDE) and isinstance(value, list):
            yield from _within(value, name, kinds)


def _by_name(file: Path, kinds: frozenset[str]) -> str:
    """What a bare list holds, by the file's name; tickets unless it says something else."""
    if file.stem in OWN:
        return OWN[file.stem]
    return next((kind for kind in ASIDE if kind in file.stem.lower() and kind not in kinds), "tickets")
