"""Who may use which channel: policy as data, and the one pure function that decides."""

from .deciding import decide
from .model import Policy
from .rules import VISITOR, ChannelRules, ClockRules, SeatRule
from .tables import PolicyError
from .values import Asker, Channel, ChannelDecision, Moment, Reason

__all__ = [
    "VISITOR",
    "Asker",
    "Channel",
    "ChannelDecision",
    "ChannelRules",
    "ClockRules",
    "Moment",
    "Policy",
    "PolicyError",
    "Reason",
    "SeatRule",
    "decide",
]
