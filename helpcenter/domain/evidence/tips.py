"""Writing help that reacts to what is written: which question would a specialist have to ask back?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from helpcenter.domain.evidence import tip_words

ENOUGH = 80
"""Characters from which on a text may well say what happened."""
MOST_TIPS = 3


class TipCode(StrEnum):
    """What would make a text easier to answer; the sentence for it lives in `helpcenter.wording_evidence`."""

    WHICH = "which"
    EXACT_MESSAGE = "exact_message"
    SHOW = "show"
    LINK = "link"
    MORE = "more"


@dataclass(frozen=True)
class Tip:
    """One piece of writing help. `values` holds the writer's own word for the thing, for `which`."""

    code: TipCode
    values: Mapping[str, str] = field(default_factory=dict)


_LINK = re.compile(r"https?://\S|www\.\S|\b[\w-]+\.(?:com|org|net|io|app|dev|de|fr|jp|pl|es|pt|br)/\S", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“„«»「『”'’‘].{3,}?[\"”“»«」』'’]", re.DOTALL)
_NAMED = re.compile(r"[\"“„«「『‘#]\s?\w|\b[A-Z]{2,}-?\d|\d{2,}")
_CODE = re.compile(r"\b[45]\d\d\b|\b0x[0-9a-f]{2,}|\b[A-Z][A-Z0-9_]{2,}[_-]\d+|\b\w+(?:Error|Exception)\b|:\s*\S+.{8,}")


def tips(text: str, locale: str, *, files: int = 0) -> tuple[Tip, ...]:
    """Return at most three tips for a text in a language, the most useful first; nothing for one that says enough.

    `files` is how many are attached. Unknown languages are read with the English rules.
    """
    words = tip_words.of(locale)
    if not text.strip():
        return ()
    found = []
    if thing := _vague_thing(text, words):
        found.append(Tip(TipCode.WHICH, {"thing": thing}))
    if words.error.search(text) and not _QUOTED.search(text) and not _CODE.search(text):
        found.append(Tip(TipCode.EXACT_MESSAGE))
    if words.seen.search(text) and not files:
        found.append(Tip(TipCode.SHOW))
    if (words.place.search(text) or thing) and not _LINK.search(text):
        found.append(Tip(TipCode.LINK))
    if len(text.strip()) * words.density < ENOUGH:
        found.append(Tip(TipCode.MORE))
    return tuple(found[:MOST_TIPS])


def _vague_thing(text: str, words: tip_words.TipWords) -> str | None:
    """The thing that is said not to work while nothing says which one it is."""
    found = words.broken_thing.search(text)
    if found is None or _NAMED.search(text) or _LINK.search(text):
        return None
    return next((each for each in found.groups() if each), "").strip()
