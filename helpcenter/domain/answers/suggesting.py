"""Suggestions while somebody types: titles and known questions that hold every word begun."""

from collections.abc import Iterable
from dataclasses import dataclass

from helpcenter.domain.answers.analysis import forms, unspaced


@dataclass(frozen=True)
class Line:
    """A text that may be suggested, folded for comparison. `asked` tells a known question from a title."""

    key: str
    text: str
    folded: str
    asked: bool


def line(key: str, text: str, asked: bool) -> Line:
    """A line for `text`."""
    return Line(key, text, _folded(text), asked)


def suggestions(lines: Iterable[Line], typed: str, limit: int) -> list[Line]:
    """Lines that hold every word of `typed`, the last ones as beginnings, one a document, the best first.

    Best is what begins as typed, then titles, then the shortest.
    """
    wanted = list(dict.fromkeys(form for form in forms(typed[:200]) if not (unspaced(form) and len(form) == 1)))[:12]
    if not wanted:
        wanted = forms(typed[:200])[:1]
    if not wanted:
        return []
    begun = _folded(typed[:200])
    found = [one for one in lines if all(f" {form}" in one.folded for form in wanted)]
    found.sort(key=lambda one: (not one.folded.startswith(begun), one.asked, len(one.text), one.text, one.key))
    first: dict[str, Line] = {}
    for one in found:
        first.setdefault(one.key, one)
    return list(first.values())[:limit]


def _folded(text: str) -> str:
    return " " + " ".join(forms(text))
