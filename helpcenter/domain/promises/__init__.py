"""Opening hours and the promises counted in them. The rules are data: see `helpcenter/policy.toml`."""

from .calendars import ALWAYS, Calendar, Interval, Span, public_holidays
from .promise import Promise, PromiseKind, PromiseRule

__all__ = ["ALWAYS", "Calendar", "Interval", "Promise", "PromiseKind", "PromiseRule", "Span", "public_holidays"]
