"""What the answer engine gives to the faces: an answer, its hits, and the passage to show."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How sure the engine is: give the passage, offer a list, say that there is nothing, or nothing was asked."""

    ANSWER = "answer"
    MAYBE = "maybe"
    NONE = "none"
    EMPTY = "empty"


@dataclass(frozen=True)
class Passage:
    """Plain text of the place that answers; `highlights` are (start, end) character offsets into `text`."""

    text: str
    heading: str | None
    anchor: str | None
    highlights: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Hit:
    """One result. `kind` is "article", "thread" or "suggestion"; `reason` is for the editor: feature and its share."""

    kind: str
    id: str
    locale: str
    title: str
    url_path: str
    score: float
    passage: Passage | None
    reason: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Answer:
    """What a question gets. When `verdict` is ANSWER, `hits[0]` is the answer; `confidence` is a probability."""

    question: str
    locale: str
    verdict: Verdict
    confidence: float
    hits: tuple[Hit, ...]
