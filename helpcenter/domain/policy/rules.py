"""The rules of one channel as data, as an operator writes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from helpcenter.domain.locales import resolve
from helpcenter.domain.promises import Calendar, PromiseRule

from .values import Channel

VISITOR = "visitor"
"""Stands among a channel's plans for everybody who is not signed in."""


class Otherwise(StrEnum):
    """What becomes of a channel when nobody is there: it closes, stays open for later, or does not mind."""

    CLOSED = "closed"
    LATER = "later"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class SeatRule:
    """Contacts of accounts created on or after `since` need one of `seats` for the channels named."""

    since: date
    seats: tuple[str, ...]
    channels: frozenset[Channel]

    def forbids(self, channel: Channel, seat: str | None, account_created: date | None) -> bool:
        """Whether the rule closes `channel`; an account without a known day of creation is an old one."""
        is_new = account_created is not None and account_created >= self.since
        return is_new and channel in self.channels and seat not in self.seats


@dataclass(frozen=True, slots=True)
class ClockRules:
    """What happens by itself as time goes by: warnings, tickets that fall silent, calls that reached nobody."""

    warn_before: timedelta
    """How long before a promise runs out specialists are warned; never before half of its time has passed."""
    close_after: timedelta | None
    """How long a customer may be silent when it is their turn until the ticket is closed; None is for ever."""
    close_notice: timedelta
    """How long before that they get a letter that says so."""
    callback_retries: tuple[PromiseRule, ...]
    """When somebody who was not reached is called again, counted in the channel's hours; then we write to them."""


@dataclass(frozen=True, slots=True)
class ChannelRules:
    """Everything that decides about one channel. Without any rule it is open to everybody at any time."""

    plans: frozenset[str] | None = None
    """The plans that may use it (`visitor` among them for those who are not signed in); None is everybody."""
    proof: bool = False
    """Whether the e-mail address has to be proven first."""
    languages: tuple[str, ...] = ()
    """The languages in which it is answered; empty is any language."""
    fallback_language: str | None = None
    """The language for those whose own is not among them; None closes the channel to them."""
    closed_on: Mapping[str, date] = field(default_factory=dict)
    """The devices on which it is closed, with the day (UTC) from which on."""
    hours: Calendar | None = None
    """Its opening hours, in which its promise is counted too; None is always."""
    outside_hours: Otherwise = Otherwise.CLOSED
    nobody_available: Otherwise = Otherwise.OPEN
    """What happens when no specialist for the language is available."""
    promise: PromiseRule | None = None
    promise_later: PromiseRule | None = None
    """What is promised in place of `now` when nobody is there."""
    number: str = ""
    """A telephone number that customers may call themselves."""
    number_languages: tuple[str, ...] = ()

    def answer_language(self, own: str) -> str | None:
        """The language in which somebody with the language tag `own` is answered; None when in none."""
        if not self.languages:
            return own
        return resolve([own], self.languages, self.fallback_language or "") or None
