"""Which language a question is in, by its small words; unsure is an answer too."""

from collections.abc import Iterable, Mapping

from helpcenter.domain.answers.analysis import forms

_CERTAIN = 0.25
_AHEAD = 2


def guess(text: str, fillers: Mapping[str, frozenset[str]]) -> str | None:
    """The locale whose fillers the question uses clearly most, None when that cannot be told.

    `fillers` are the folded small words of each locale. Kana settle it at once: nothing else is written with them.
    """
    if "ja" in fillers and any("\u3040" <= character <= "\u30ff" for character in text[:400]):
        return "ja"
    found = forms(text[:400])
    counts = sorted(((_count(found, few), locale) for locale, few in fillers.items()), reverse=True)
    if not found or not counts or counts[0][0] < max(_AHEAD, _CERTAIN * len(found)):
        return None
    ahead = counts[0][0] - (counts[1][0] if len(counts) > 1 else 0)
    return counts[0][1] if ahead >= _AHEAD else None


def _count(found: Iterable[str], few: frozenset[str]) -> int:
    return sum(form in few for form in found)
