"""What can be wrong with what somebody asks for. Faces turn these into sentences and status codes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Fault(StrEnum):
    """Why one field cannot be taken; the sentence for it lives in `helpcenter.wording`."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    NOT_AN_ADDRESS = "not_an_address"
    NOT_OFFERED = "not_offered"
    UNKNOWN = "unknown"
    WRONG = "wrong"
    EXPIRED = "expired"
    TOO_SHORT = "too_short"
    NOWHERE = "nowhere"
    NOT_A_NUMBER = "not_a_number"
    NOT_CALLABLE = "not_callable"
    TAKEN = "taken"


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a failure of ours
    """Base of every orderly no."""


class Invalid(Refusal):
    """Fields that cannot be taken, each with its fault. Nothing was written."""

    def __init__(self, faults: Mapping[str, Fault]) -> None:
        super().__init__(", ".join(f"{field}: {fault}" for field, fault in faults.items()))
        self.faults = dict(faults)


class NotFound(Refusal):
    """There is no such thing, or it is somebody else's: the same answer for both."""


class Expired(Refusal):
    """It was there, and its time is over."""


class Conflict(Refusal):
    """It changed meanwhile, or the same key came with another body."""


class Forbidden(Refusal):
    """Known person, but this is not theirs to do."""


class Unfit(Refusal):
    """A text that cannot be taken as it is; `reason` says why and in which line. Nothing was written."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TooOften(Refusal):
    """More at once than is taken. `after` is the seconds after which it is taken again. Nothing was written."""

    def __init__(self, what: str, after: int) -> None:
        super().__init__(what)
        self.after = after


class Unavailable(Refusal):
    """The store cannot be reached now; trying again later is right. Nothing was written."""
