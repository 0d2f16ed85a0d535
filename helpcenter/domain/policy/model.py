"""The policy of one installation, made of the shipped table and what the operator changed."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from helpcenter.domain.promises import ALWAYS, Promise

from .layers import layered
from .places import line_of
from .reading import read_channels, read_plans, read_seat
from .reading_clocks import read_clocks
from .reading_hours import read_calendars
from .rules import ChannelRules, ClockRules, SeatRule
from .tables import PolicyError, Table
from .values import Channel


@dataclass(frozen=True, slots=True)
class Policy:
    """Every rule about who may use which channel, with the calendars and promises resolved."""

    plans: Mapping[str, str]
    """The plans in ascending order, each with the name that customers know it by."""
    channels: Mapping[Channel, ChannelRules]
    """All channels in the order in which they are shown."""
    clocks: ClockRules
    """What happens by itself as time goes by."""
    seat: SeatRule | None = None

    @classmethod
    def from_mapping(cls, own: Mapping[str, object], shipped: Mapping[str, object]) -> "Policy":
        """Lay the operator's `policy`, `hours`, `promises` and `clocks` over the shipped ones; other keys are not ours.

        `time_zone` is the team's, for calendars that name none; UTC if absent. Raises PolicyError naming the key.
        """
        settings = Table((), layered(own, shipped))
        rules = settings.table("policy")
        rules.only(("preset", "plans", "seat", "channels"))
        plans = read_plans(rules.table("plans"))
        calendars = read_calendars(settings.table("hours"), Table((), own).text("time_zone", "UTC"))
        channels = read_channels(rules.table("channels"), settings.table("promises"), plans, calendars)
        return cls(plans, channels, read_clocks(settings.table("clocks")), read_seat(rules))

    @classmethod
    def load(cls, text: str, source: str, shipped: Mapping[str, object], time_zone: str = "UTC") -> "Policy":
        """The same from the TOML text of `helpcenter.toml`; errors name `source`, the line and the key.

        `time_zone` is the team's where the text has none.
        """
        try:
            return cls.from_mapping({"time_zone": time_zone} | tomllib.loads(text), shipped)
        except tomllib.TOMLDecodeError as error:
            raise PolicyError(str(error), source=source) from error
        except PolicyError as error:
            raise PolicyError(error.problem, error.path, source, line_of(text, error.path)) from error

    def promise(self, channel: Channel, at: datetime, later: bool = False) -> Promise | None:
        """What `channel` promises to somebody who writes at `at` (aware); `later` when nobody is there to answer now.

        None for a channel on which nobody answers, and when its hours never come again.
        """
        rules = self.channels[channel]
        rule = rules.promise_later if later and rules.promise_later else rules.promise
        return None if rule is None else rule.give(at, rules.hours or ALWAYS)

    def first_reply_due(self, channel: Channel, at: datetime, later: bool = False) -> datetime | None:
        """The moment (UTC) by which a ticket or a customer's message of `at` is to be answered: the promise's clock."""
        promise = self.promise(channel, at, later)
        return None if promise is None else promise.due
