"""Working copies: a specialist's own text of a translation, until it is saved for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class WorkingCopy:
    """One specialist's text of a translation, as a Markdown file with front matter; `changed_at` is UTC.

    It began as `base`, which was the revision `based_on`; 0 for an article that is not there yet. `in_review` says
    that its author asks a lead to save and publish it.
    """

    id: int
    slug: str
    locale: str
    specialist_id: int
    author: str
    based_on: int
    base: str
    text: str
    in_review: bool
    changed_at: datetime

    @property
    def changed(self) -> bool:
        """Whether its author wrote anything."""
        return self.text != self.base
