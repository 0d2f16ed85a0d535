"""The one decision that widget, pages, terminal and command line show."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from helpcenter.domain.locales import resolve, tag
from helpcenter.domain.promises import PromiseKind

from .model import Policy
from .rules import VISITOR, ChannelRules, Otherwise
from .values import Asker, Channel, ChannelDecision, Moment, Reason


def decide(policy: Policy, asker: Asker, moment: Moment) -> tuple[ChannelDecision, ...]:
    """What every channel is to `asker` at `moment`, in display order; every reason is named, not only the first."""
    return tuple(_Case(policy, channel, rules, asker, moment).decide() for channel, rules in policy.channels.items())


@dataclass(frozen=True, slots=True)
class _Absence:
    """Nobody is there: why, what that does to the channel, and when somebody will be (None: nobody knows)."""

    reason: Reason
    effect: Otherwise
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Case:
    """One channel, one person, one moment."""

    policy: Policy
    channel: Channel
    rules: ChannelRules
    asker: Asker
    moment: Moment

    def decide(self) -> ChannelDecision:
        answered_in = self.rules.answer_language(self.asker.language)
        absence = self._absence(answered_in)
        closes = absence is not None and absence.effect is Otherwise.CLOSED
        reasons = (*self._person(), *self._language(answered_in), *self._device())
        if absence is not None and closes:
            reasons = (*reasons, absence.reason)
        language = answered_in or self.asker.language
        return ChannelDecision(
            channel=self.channel,
            open=not reasons,
            reasons=reasons,
            notes=(*self._language_note(language), *(() if reasons else self._notes(absence))),
            language=language,
            promise=None if reasons else self.policy.promise(self.channel, self.moment.at, absence is not None),
            opens_at=absence.until if absence is not None and closes else None,
        )

    def _person(self) -> Iterator[Reason]:
        """Plan, seat and proof. A visitor is told to sign in or prove the address: either one makes the plan known."""
        asker, rules = self.asker, self.rules
        allowed = rules.plans is None or (asker.plan or VISITOR) in rules.plans
        if not allowed:
            yield self._not_allowed(rules.plans or frozenset())
        seat = self.policy.seat
        if seat is not None and seat.forbids(self.channel, asker.seat, asker.account_created):
            yield Reason("seat", {"seats": ",".join(seat.seats), "since": seat.since.isoformat()})
        if rules.proof and not asker.proven and (allowed or asker.plan is not None):
            yield Reason("proof")

    def _not_allowed(self, plans: frozenset[str]) -> Reason:
        names = ",".join(name for plan, name in self.policy.plans.items() if plan in plans)
        if self.asker.plan is None:
            return Reason("visitor", {"plans": names})
        return Reason("plan", {"plan": self.policy.plans.get(self.asker.plan, self.asker.plan), "plans": names})

    def _language(self, answered_in: str | None) -> Iterator[Reason]:
        if answered_in is None:
            yield Reason("language", self._language_values(""))

    def _device(self) -> Iterator[Reason]:
        since = self.rules.closed_on.get(self.asker.device)
        if since is not None and since <= self.moment.at.astimezone(UTC).date():
            shown = "" if since == date.min else since.isoformat()
            yield Reason("device", {"device": self.asker.device, "since": shown})

    def _absence(self, answered_in: str | None) -> _Absence | None:
        """Closed hours come before presence: who is available now says nothing about the next opening."""
        rules, at = self.rules, self.moment.at
        if rules.hours is not None and not rules.hours.is_open(at):
            opening = rules.hours.next_opening(at)
            reason = Reason("hours", {"opens_at": opening.isoformat() if opening else ""})
            return _Absence(reason, rules.outside_hours, opening)
        if rules.nobody_available is Otherwise.OPEN or answered_in is None:
            return None
        if resolve([answered_in], sorted(self.moment.available_languages), ""):
            return None
        return _Absence(Reason("presence", {"language": answered_in}), rules.nobody_available)

    def _language_note(self, language: str) -> Iterator[Reason]:
        if tag(language).partition("-")[0] != tag(self.asker.language).partition("-")[0]:
            yield Reason("language", self._language_values(language))

    def _notes(self, absence: _Absence | None) -> Iterator[Reason]:
        rules = self.rules
        # A promise in business days already reckons with closed hours; any other sounds wrong without the reason.
        if absence is not None and rules.promise and rules.promise.kind is not PromiseKind.BUSINESS_DAYS:
            yield absence.reason
        if rules.number:
            yield Reason("number", {"number": rules.number, "languages": _listed(rules.number_languages)})

    def _language_values(self, answered_in: str) -> dict[str, str]:
        offered_in = _listed(self.rules.languages)
        return {"language": self.asker.language, "languages": offered_in, "answered_in": answered_in}


def _listed(names: Iterable[str]) -> str:
    return ",".join(names)
