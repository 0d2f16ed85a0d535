"""Reading `[clocks]`: what happens by itself as time goes by, as operators write it."""

import re
from datetime import timedelta

from helpcenter.domain.promises import PromiseKind, PromiseRule

from .rules import ClockRules
from .tables import Table

NEVER = "never"
_SPAN = re.compile(r"(?P<amount>[1-9]\d{0,3}) (?P<unit>minute|hour|day)s?")


def read_clocks(table: Table) -> ClockRules:
    """The rules of the clocks. Raises PolicyError naming the key."""
    table.only(("warn_before", "close_after", "close_notice", "callback_retries"))
    never = table.text("close_after") == NEVER
    rules = ClockRules(
        warn_before=_span(table, "warn_before"),
        close_after=None if never else _span(table, "close_after"),
        close_notice=_span(table, "close_notice"),
        callback_retries=tuple(_retry(table, text) for text in table.texts("callback_retries")),
    )
    if rules.close_after is not None and rules.close_notice >= rules.close_after:
        raise table.error("the letter must go out after the customer fell silent: give less than close_after",
                          "close_notice")  # fmt: skip
    return rules


def _span(table: Table, key: str) -> timedelta:
    text = table.text(key)
    spoken = _SPAN.fullmatch(text)
    if spoken is None:
        raise table.error(f'"{text}" is not a span; write "45 minutes", "2 hours" or "14 days"', key)
    return timedelta(**{f"{spoken['unit']}s": int(spoken["amount"])})


def _retry(table: Table, text: str) -> PromiseRule:
    try:
        rule = PromiseRule.parse(text)
    except ValueError as error:
        raise table.error(str(error), "callback_retries") from None
    if rule.kind is PromiseKind.NOW:
        raise table.error('"now" is no pause; write "15 minutes", "2 hours" or "1 business day"', "callback_retries")
    return rule
