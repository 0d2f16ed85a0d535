"""Questions: what customers typed, what they were shown, read and said, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from helpcenter.domain.answers import Verdict
from helpcenter.domain.text import one_line

DECIDED_AFTER = timedelta(hours=24)
"""How long after a question a ticket of the same person counts as following from it."""

MOST_SHOWN = 10
MAX_PAGE = 500
"""Characters of a page's address that are kept."""


class Unhelpful(StrEnum):
    """Why an answer did not help."""

    OTHER_QUESTION = "other_question"
    UNCLEAR = "unclear"
    OUTDATED = "outdated"
    TRIED = "tried"


class Ending(StrEnum):
    """How a question ended: it was answered, the person contacted us, or left."""

    ANSWERED = "answered"
    CONTACTED = "contacted"
    LEFT = "left"


@dataclass(frozen=True)
class Shown:
    """One result as it stood before the reader; `path` is its address below the public one, without a place in it."""

    kind: str
    id: str
    locale: str
    title: str
    path: str


@dataclass(frozen=True)
class Question:
    """A question that was asked. Times are UTC; `person` tells people apart and names nobody.

    `shown` is in the order of the list, `opened` holds the paths of those that were opened. `helpful` is None until
    the person said something, `reason` stands beside a no. `confidence` (0..1) is that of the first result.
    """

    id: int
    site_id: int
    locale: str
    text: str
    page: str
    person: str
    contact_id: int | None
    verdict: Verdict
    confidence: float
    shown: tuple[Shown, ...]
    opened: tuple[str, ...]
    helpful: bool | None
    reason: Unhelpful | None
    ticket_id: int | None
    asked_at: datetime
    contacted_at: datetime | None

    @property
    def ending(self) -> Ending:
        """How it ended, as far as is known now."""
        if self.contacted_at is not None:
            return Ending.CONTACTED
        return Ending.ANSWERED if self.helpful else Ending.LEFT

    @property
    def was_read(self) -> bool:
        """Whether the person opened a result, or said that the answer helped: seeing a passage is not reading it."""
        return bool(self.opened) or self.helpful is True

    @property
    def unanswered(self) -> bool:
        """Whether the knowledge base owes an answer: there was none that anybody read, or it was said not to help."""
        return self.helpful is False or (self.verdict is not Verdict.ANSWER and not self.was_read)

    def is_decided(self, now: datetime) -> bool:
        """Whether enough time has passed to say that the person did not contact us."""
        return self.contacted_at is not None or now - self.asked_at >= DECIDED_AFTER

    def is_deflected(self, now: datetime) -> bool:
        """Whether it spared a ticket: the person read something and wrote to nobody in the next 24 hours."""
        return self.was_read and self.contacted_at is None and self.is_decided(now)


def page_address(address: str) -> str:
    """Return a page's http(s) address without query and fragment, which may hold what is nobody's business.

    Empty for anything else.
    """
    try:
        parts = urlsplit(one_line(address[: 4 * MAX_PAGE]))
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    name = f"[{host}]" if ":" in host else host
    port = parts.netloc.rpartition("@")[2].rpartition("]")[2].partition(":")[2]
    return f"{parts.scheme}://{name}{f':{port}' if port.isdecimal() else ''}{parts.path}"[:MAX_PAGE]
