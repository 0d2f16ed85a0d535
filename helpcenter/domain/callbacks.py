"""Callbacks: somebody asked to be called; which number, when, and how far that has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from helpcenter.domain.people import Specialist
from helpcenter.domain.tickets import Ticket


class CallbackState(StrEnum):
    """waiting ⇄ claimed → done, or missed (we gave up), handed over (to e-mail), cancelled (by the customer)."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    DONE = "done"
    MISSED = "missed"
    HANDED_OVER = "handed_over"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Whether nobody will call any more."""
        return self not in (CallbackState.WAITING, CallbackState.CLAIMED)


class Attempt(StrEnum):
    """How a call went."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    WRONG_NUMBER = "wrong_number"


@dataclass(frozen=True)
class Window:
    """When somebody wants to be called, UTC. `end` is the last moment of their own choice."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Wish:
    """What a customer asks for in the callback form. `window` None means as soon as possible; `consent` to call."""

    site_id: int
    phone: str
    country: str
    subject: str
    body: str
    window: Window | None
    consent: bool
    question: str = ""
    asked: str = ""
    evidence: Mapping[str, str] = field(default_factory=dict)
    follows: int | None = None
    """The ticket of the same customer that this one goes on from."""


@dataclass(frozen=True)
class Callback:
    """One wish to be called. `phone` is E.164; `window` None means as soon as possible; `due_at` is when we call."""

    ticket: Ticket
    phone: str
    locale: str
    window: Window | None
    state: CallbackState
    due_at: datetime
    claimed_by: Specialist | None
    tries: int
    consent_at: datetime

    @property
    def is_over(self) -> bool:
        """Whether nobody will call any more."""
        return self.state.is_over
