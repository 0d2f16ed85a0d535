"""Figures for an overseer, in the text format that Prometheus reads (version 0.0.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Labels = Mapping[str, str]


@dataclass(frozen=True)
class Metric:
    """One figure with its samples. `kind` is counter, gauge or histogram; `samples` are (suffix, labels, value)."""

    name: str
    kind: str
    about: str
    samples: tuple[tuple[str, Labels, float], ...]


def single(name: str, kind: str, about: str, value: float) -> Metric:
    """Return a figure without labels."""
    return Metric(name, kind, about, (("", {}, value),))


def by_label(name: str, kind: str, about: str, label: str, values: Mapping[str, float]) -> Metric:
    """Return a figure with one label."""
    return Metric(name, kind, about, tuple(("", {label: key}, value) for key, value in values.items()))


@dataclass(frozen=True)
class StoreFigures:
    """What is counted at every scrape: of what may be many, an index is read up to a bound.

    `oldest_waiting` is the age of the oldest letter or message in the queue; `late` are promises past their time.
    """

    at_work: Mapping[str, int]
    newest_ticket: int
    outbox: Mapping[str, int]
    oldest_waiting: timedelta
    late: int
    journal_end: int


@dataclass(frozen=True)
class StoreTotals:
    """What takes reading a whole index, so it is counted now and then: what is done with, and the store's size."""

    closed: Mapping[str, int]
    sent: int
    verdicts: Mapping[str, int]
    bytes: int


def exposition(metrics: Iterable[Metric]) -> str:
    """Return the page that an overseer reads."""
    return "".join(f"{line}\n" for metric in metrics for line in _lines(metric))


def _lines(metric: Metric) -> Iterator[str]:
    yield f"# HELP {metric.name} {_escaped(metric.about)}"
    yield f"# TYPE {metric.name} {metric.kind}"
    for suffix, labels, value in metric.samples:
        said = ",".join(f'{name}="{_escaped(text, quotes=True)}"' for name, text in labels.items())
        yield f"{metric.name}{suffix}{{{said}}} {value:.15g}" if said else f"{metric.name}{suffix} {value:.15g}"


def _escaped(text: str, *, quotes: bool = False) -> str:
    text = text.replace("\\", "\\\\").replace("\n", "\\n")
    return text.replace('"', '\\"') if quotes else text
