"""Staff access: whether specialists may look into a customer's account, and the record of each time they did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from helpcenter.domain.people import Author

MAX_REASON = 500


class AccessKind(StrEnum):
    """What an entry of the log says: the switch was turned, or the access was used."""

    ALLOWED = "allowed"
    WITHDRAWN = "withdrawn"
    USED = "used"


@dataclass(frozen=True)
class AccessEntry:
    """One entry of an account's log. `ticket_id` and `reason` belong to a use; `at` is UTC.

    `own` tells whether the ticket is that of the contact who reads the log, and may be linked for them.
    """

    kind: AccessKind
    author: Author
    at: datetime
    ticket_id: int | None
    reason: str
    own: bool = False
