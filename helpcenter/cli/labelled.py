"""Labelled questions in files: what evaluation and training read, in the protocol of `corpus`, `queries`, `qrels`.

corpus.jsonl {id, locale, title, body}; queries.jsonl {id, locale, text}; qrels.jsonl {query_id, group, rel}.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpcenter.domain.answers.blocks import of_text
from helpcenter.store.answers import Entry


@dataclass(frozen=True)
class Labels:
    """Which documents answer a question; none: nothing does. Questions of one group are about one page."""

    relevant: dict[str, int]
    group: str


@dataclass(frozen=True)
class LabelledQuestion:
    """A question of the file, in its locale."""

    id: str
    locale: str
    text: str


def corpus(path: Path) -> list[Entry]:
    """The documents of a corpus file. Raises ValueError for a line that is not one."""
    return [_entry(row) for row in _lines(path, "id", "locale", "body")]


def questions(path: Path) -> list[LabelledQuestion]:
    """The questions of a queries file. Raises ValueError for a line that is not one."""
    return [
        LabelledQuestion(str(row["id"]), str(row["locale"]), str(row["text"]))
        for row in _lines(path, "id", "locale", "text")
    ]


def labels(path: Path) -> dict[str, Labels]:
    """The labels of a qrels file by question. Raises ValueError for a line that is not one."""
    return {
        str(row["query_id"]): Labels(
            {str(key): int(value) for key, value in row["rel"].items()}, str(row.get("group", row["query_id"]))
        )
        for row in _lines(path, "query_id", "rel")
    }


def _entry(row: dict[str, Any]) -> Entry:
    key = str(row["id"])
    return Entry(
        key, "article", key, str(row["locale"]), "", str(row.get("title") or ""), (), of_text(str(row["body"]))
    )


def _lines(path: Path, *needed: str) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as fault:
                raise ValueError(f"{path.name}, line {number}: {fault}") from fault
            missing = [name for name in needed if not isinstance(row, dict) or name not in row]
            if missing:
                raise ValueError(f"{path.name}, line {number}: {', '.join(missing)} missing")
            yield row
