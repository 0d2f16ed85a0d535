"""Which language a question is in, by its small words; unsure is an answer too."""

import re
from collections.abc import Mapping

from helpcenter.domain.answers.analysis import forms

_LEAST_WORDS = 2
_LEAST = 1.0
_AHEAD = 0.8
_ADDRESS = re.compile(r"\S*(?:://|@)\S*")


def guess(text: str, fillers: Mapping[str, frozenset[str]]) -> str | None:
    """The locale whose fillers the question uses clearly most, None when that cannot be told.

    `fillers` are the folded small words of each locale; one that several share counts for less.
    Kana settle it at once: nothing else is written with them.
    """
    text = _ADDRESS.sub(" ", text[:400])
    if "ja" in fillers and any("\u3040" <= character <= "\u30ff" for character in text):
        return "ja"
    found = set(forms(text))
    counts = {form: sum(form in few for few in fillers.values()) for form in found}
    weights = sorted(((_weight(found & few, counts), locale) for locale, few in fillers.items()), reverse=True)
    if not weights or weights[0][0] < _LEAST or len(found & fillers[weights[0][1]]) < _LEAST_WORDS:
        return None
    second = weights[1][0] if len(weights) > 1 else 0.0
    return weights[0][1] if weights[0][0] - second >= _AHEAD else None


def _weight(used: set[str], counts: Mapping[str, int]) -> float:
    return sum(1 / counts[form] for form in sorted(used))
