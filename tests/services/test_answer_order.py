"""The same articles give the same order and the same confidence on every store, whatever order they came in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from helpcenter.cli import labelled
from helpcenter.desk import Desk
from helpcenter.domain.answers.engine import Engine, Found
from helpcenter.domain.answers.memory import MemoryIndex
from helpcenter.services import answers
from helpcenter.services.answer_engines import document, shipped_lexicon
from helpcenter.store.answers import Entry

DOCUMENTS = 50
QUESTIONS = 5


def said(found: Found) -> tuple[float, list[tuple[str, float]]]:
    """What must be the same: the confidence, and the documents with their scores."""
    return found.confidence, [(one.key, one.score) for one in found.ranked]


def own(folder: Path) -> list[Entry]:
    """Documents of a set in a locale of their own, so that one store holds all sets side by side."""
    read = labelled.corpus(folder / "corpus.jsonl")[:DOCUMENTS]
    return [replace(one, key=f"{folder.name}:{one.key}", locale=f"{one.locale}-{folder.name[:12]}") for one in read]


@pytest.mark.slow
def test_every_set_is_ranked_alike_on_every_store(desk: Desk, shared_data: Path) -> None:
    folders = sorted(path.parent for path in (shared_data / "ask").glob("*/qrels.jsonl"))
    if not folders:
        pytest.skip("../shared/data/ask is not here: the order cannot be compared on real questions")
    sets = {folder: own(folder) for folder in folders}
    with desk.work() as work:
        for entries in sets.values():
            for entry in reversed(entries):
                answers.index_text(work, entry)
    for folder, entries in sets.items():
        locale = entries[0].locale
        engine = Engine(MemoryIndex(map(document, entries)), shipped_lexicon(locale))
        for question in labelled.questions(folder / "queries.jsonl")[:QUESTIONS]:
            _, found = desk.see(answers.find, question.text, locale)
            assert said(found) == said(engine.find(question.text)), (folder.name, question.text)
