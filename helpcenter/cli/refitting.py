"""Refitting the shipped weights on folders of labelled questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import fmean

from helpcenter.cli import labelled
from helpcenter.cli.labelled import LabelledQuestion
from helpcenter.domain.answers import weights as shipped
from helpcenter.domain.answers.engine import Engine
from helpcenter.domain.answers.evaluation import MEASURES, Judged, measure
from helpcenter.domain.answers.memory import MemoryIndex
from helpcenter.domain.answers.training import Example, fit, left_out, unweighed
from helpcenter.services.answer_engines import document, shipped_lexicon

MOST = 500
"""Questions of one set that take part; more teach little and take long."""

_HEAD = '"""Weights of the ranker and of the confidence. Written by `helpcenter answers train`; not by hand."""\n'


def refit(data: Path, write: bool, say: Callable[[str], None], most: int = MOST) -> None:
    """Fit, say how it does on sets left out and what changes, and `write` the new table when asked.

    Of each set at most `most` questions take part, evenly picked, so that the same data give the same weights.
    """
    folders = sorted(folder for folder in data.iterdir() if (folder / "qrels.jsonl").is_file())
    if len({family(folder.name) for folder in folders}) < 2:
        raise ValueError("training needs sets of at least two families, or nothing can be left out")
    sets = {folder.name: examples(folder, most) for folder in folders}
    judged = left_out(sets, {name: family(name) for name in sets})
    for line in table(judged):
        say(line)
    ranking, confidence = fit(sets)
    for line in [*_changed("ranking", shipped.RANKING, ranking), *_changed("conf.", shipped.CONFIDENCE, confidence)]:
        say(line)
    if write:
        Path(shipped.__file__).write_text(
            f"{_HEAD}\nRANKING = {_literal(ranking)}\n\nCONFIDENCE = {_literal(confidence)}\n", encoding="utf-8"
        )


def family(name: str) -> str:
    """Sets of one family share their source in several languages: "covid-de" and "covid-en" are "covid"."""
    return name.partition("-")[0]


def examples(folder: Path, most: int = MOST) -> list[Example]:
    """The labelled questions of one folder with their candidates, each locale's documents in an index of its own."""
    entries = labelled.corpus(folder / "corpus.jsonl")
    labels = labelled.labels(folder / "qrels.jsonl")
    engines = {
        locale: Engine(
            MemoryIndex(document(entry) for entry in entries if entry.locale == locale), shipped_lexicon(locale)
        )
        for locale in {entry.locale for entry in entries}
    }
    made = []
    for question in evenly(labelled.questions(folder / "queries.jsonl"), most):
        engine, known = engines.get(question.locale), labels.get(question.id)
        if engine and known:
            found = engine.find(question.text)
            made.append(Example(known.group, frozenset(known.relevant), found.question, unweighed(found.ranked)))
    return made


def evenly(rows: Sequence[LabelledQuestion], most: int) -> Sequence[LabelledQuestion]:
    """At most `most` of the rows, from all over."""
    return [rows[at * len(rows) // most] for at in range(most)] if len(rows) > most else rows


def table(judged: Mapping[str, Sequence[Judged]]) -> list[str]:
    """One line a set and their mean."""
    values = {name: measure(rows) for name, rows in judged.items()}
    lines = [f"{'left out':16}" + "".join(f"{name:>14}" for name in MEASURES)]
    lines += [f"{name:16}" + "".join(f"{found[m]:14.3f}" for m in MEASURES) for name, found in values.items()]
    return [*lines, f"{'mean of sets':16}" + "".join(f"{_mean(values, m):14.3f}" for m in MEASURES)]


def _mean(values: Mapping[str, Mapping[str, float]], name: str) -> float:
    return fmean([found[name] for found in values.values() if found[name] == found[name]] or [float("nan")])


def _changed(which: str, old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return [f"{which:8}{name or '(constant)':22}{old.get(name)!s:>20} -> {new.get(name)!s:>20}" for name in names]


def _literal(weights: Mapping[str, object]) -> str:
    lines = "".join(f'    "{name}": {value},\n' for name, value in weights.items())
    return f"{{\n{lines}}}"
