"""What goes into a policy decision and what comes out: plain values, no rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from helpcenter.domain.promises import Promise


class Channel(StrEnum):
    """The ways to get help, in the order in which they are shown."""

    KNOWLEDGE = "knowledge"
    COMMUNITY = "community"
    CHAT = "chat"
    EMAIL = "email"
    CALLBACK = "callback"


@dataclass(frozen=True, slots=True)
class Asker:
    """The person who asks, as far as the policy looks at people."""

    plan: str | None
    """The account's plan; None for a visitor who is not signed in."""
    seat: str | None
    """`core`, `sales`, `service`, or None for a contact without a seat."""
    account_created: date | None
    """The day the account was created; None when there is no account or nobody knows."""
    language: str
    """The contact's own language setting, a language tag such as `pt` or `pt-BR`."""
    device: str
    """`desktop` or `mobile`."""
    proven: bool
    """True for a signed identity and for a proven e-mail address."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The circumstances at which somebody asks."""

    at: datetime
    """An aware time, in UTC."""
    available_languages: frozenset[str] = frozenset()
    """The languages for which a specialist is available for chat now."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing to tell the customer: a stable code, and the values its sentence needs (see `helpcenter.wording`).

    Codes: visitor, plan, seat, language, device, hours, presence, proof, number. Several names in one value are joined
    by a comma, times are ISO 8601 in UTC.
    """

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChannelDecision:
    """Whether one channel is open to one person at one moment, and everything there is to say about it."""

    channel: Channel
    open: bool
    reasons: tuple[Reason, ...]
    """Why it is closed, each with what opens it: all of them. Empty when it is open."""
    notes: tuple[Reason, ...]
    """What somebody who uses it should know. That it is answered in another language is said of a closed one too."""
    language: str
    """The language in which it will be answered."""
    promise: Promise | None
    """When somebody answers; None for a closed channel and where there is nobody who answers."""
    opens_at: datetime | None
    """The next opening (UTC) when the hours are among the reasons."""
