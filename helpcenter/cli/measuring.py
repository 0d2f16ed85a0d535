"""Measuring the answers of a corpus in files, by the protocol that any ranker can speak."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import isnan
from pathlib import Path
from typing import Any

from helpcenter.cli import labelled
from helpcenter.cli.trial_desk import trial_desk
from helpcenter.desk import Desk, Work
from helpcenter.domain.answers import Verdict
from helpcenter.domain.answers.evaluation import MEASURES, Judged, intervals, judge, measure
from helpcenter.domain.answers.ranking import reasons
from helpcenter.services import answers

Result = dict[str, Any]
RANKED = 20


def results(corpus: Path, queries: Path, store: str, explain: bool = False) -> list[Result]:
    """One result a question: {query_id, answered, confidence, ranked}. Raises ValueError for unusable files."""
    questions = labelled.questions(queries)
    with trial_desk(store) as desk:
        fill(desk, corpus)
        with desk.work(writing=False) as work:
            return [_result(work, question, explain) for question in questions]


def fill(desk: Desk, corpus: Path) -> None:
    """Bring a corpus file into a desk's index."""
    with desk.work() as work:
        for entry in labelled.corpus(corpus):
            answers.index_text(work, entry)


def write(path: Path, found: Sequence[Result]) -> None:
    """Write results as JSON lines."""
    lines = (json.dumps(result, ensure_ascii=False) for result in found)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def report(found: Sequence[Result], qrels: Path) -> str:
    """The measures with their 95 % intervals, one a line. Raises ValueError when the file labels no question."""
    by_id = {result["query_id"]: result for result in found}
    judged = [_judged(by_id.get(query), labels) for query, labels in labelled.labels(qrels).items()]
    if not judged:
        raise ValueError(f"{qrels.name} labels no question, so nothing can be measured")
    values, ranges = measure(judged), intervals(judged)
    head = f"{len(judged)} questions, {sum(row.has_answer for row in judged)} of them with an answer"
    return "\n".join([head, *(_line(name, values[name], *ranges[name]) for name in MEASURES)])


def _line(name: str, value: float, least: float, most: float) -> str:
    """One measure; a dash where no question bears on it, such as false answers when each has an answer."""
    return f"{name:14}{'-':>7}" if isnan(value) else f"{name:14}{value:7.3f}  {least:.3f} to {most:.3f}"


def _judged(result: Result | None, labels: labelled.Labels) -> Judged:
    found = result or {"answered": False, "confidence": 0.0, "ranked": []}
    return judge(labels.relevant, labels.group, found["answered"], found["confidence"], found["ranked"])


def _result(work: Work, question: labelled.LabelledQuestion, explain: bool) -> Result:
    verdict, found = answers.find(work, question.text, question.locale)
    result: Result = {
        "query_id": question.id,
        "answered": verdict is Verdict.ANSWER,
        "confidence": found.confidence,
        "ranked": [one.key for one in found.ranked[:RANKED]],
    }
    return result | ({"reason": dict(reasons(found.question, found.ranked[0]))} if explain and found.ranked else {})
