"""Reading `[policy]` and `[promises]`: the rules as operators write them."""

from collections.abc import Mapping
from datetime import date

from helpcenter.domain.promises import Calendar, PromiseKind, PromiseRule

from .rules import VISITOR, ChannelRules, Otherwise, SeatRule
from .tables import Table, meant, written
from .values import Channel

EVERYONE = "everyone"
_ANY_LANGUAGE = "any"
_ALWAYS = "always"
_DEVICES = ("desktop", "mobile")
_SPOKEN_ON = (Channel.CHAT, Channel.EMAIL, Channel.CALLBACK)
_KEYS = (
    "plans",
    "proof",
    "languages",
    "when_not_offered",
    "closed_on",
    "hours",
    "outside_hours",
    "when_nobody_is_available",
    "number",
    "number_languages",
)


def read_plans(table: Table) -> dict[str, str]:
    """The plans by key, each with its name. A comma would split the name where several are listed."""
    plans = {key: table.text(key) for key in table.values}
    for key, name in plans.items():
        if not name or "," in name or key == VISITOR:
            raise table.error("a plan needs a name without a comma, and cannot be called visitor", key)
    return plans


def read_seat(rules: Table) -> SeatRule | None:
    """The seat rule, None when there is none."""
    if "seat" not in rules.values:
        return None
    table = rules.table("seat")
    table.only(("since", "seats", "channels"))
    channels = table.texts("channels")
    for name in channels:
        if name not in list(Channel):
            raise table.error(f'there is no channel "{name}"{meant(name, Channel)}', "channels")
    return SeatRule(table.day("since"), table.texts("seats"), frozenset(map(Channel, channels)))


def read_channels(
    table: Table, promises: Table, plans: Mapping[str, str], calendars: Mapping[str, Calendar]
) -> dict[Channel, ChannelRules]:
    """The rules of every channel, in display order; a channel nothing is said about is open to everybody."""
    table.only(Channel)
    promises.only(("now_means", *(f"{channel}{when}" for channel in _SPOKEN_ON for when in ("", "_later"))))
    return {channel: _channel(table.table(channel), promises, plans, calendars) for channel in Channel}


def _channel(
    table: Table, promises: Table, plans: Mapping[str, str], calendars: Mapping[str, Calendar]
) -> ChannelRules:
    table.only(_KEYS)
    languages = () if table.values.get("languages") == _ANY_LANGUAGE else table.texts("languages")
    name = table.path[-1]
    rules = ChannelRules(
        plans=_plans(table, plans),
        proof=table.flag("proof"),
        languages=languages,
        fallback_language=_fallback(table, languages),
        closed_on=_closed_on(table),
        hours=_hours(table, calendars),
        outside_hours=Otherwise(table.choice("outside_hours", ("closed", "later"), "closed")),
        nobody_available=Otherwise(table.choice("when_nobody_is_available", Otherwise, "open")),
        promise=_promise(promises, name),
        promise_later=_promise(promises, f"{name}_later"),
        number=table.text("number"),
        number_languages=table.texts("number_languages"),
    )
    _refuse_a_now_for_later(rules, promises, name)
    return rules


def _plans(table: Table, plans: Mapping[str, str]) -> frozenset[str] | None:
    if table.values.get("plans", EVERYONE) == EVERYONE:
        return None
    names = table.texts("plans")
    for name in names:
        if name not in plans and name != VISITOR:
            problem = f'there is no plan "{name}" in [policy.plans]{meant(name, [*plans, VISITOR])}'
            raise table.error(problem, "plans")
    return frozenset(names)


def _fallback(table: Table, languages: tuple[str, ...]) -> str | None:
    if not languages:
        return None
    choice = table.choice("when_not_offered", (*languages, Otherwise.CLOSED), Otherwise.CLOSED)
    return None if choice == Otherwise.CLOSED else choice


def _closed_on(table: Table) -> dict[str, date]:
    devices = table.table("closed_on")
    devices.only(_DEVICES)
    return {
        device: date.min if since is True else devices.as_day(since, device)
        for device, since in devices.values.items()
        if since is not False
    }


def _hours(table: Table, calendars: Mapping[str, Calendar]) -> Calendar | None:
    return calendars.get(table.choice("hours", (_ALWAYS, *calendars), _ALWAYS))


def _promise(promises: Table, key: str) -> PromiseRule | None:
    text, patience = promises.text(key), _patience(promises)
    try:
        return PromiseRule.parse(text, patience) if text else None
    except ValueError as error:
        raise promises.error(str(error), key) from None


def _patience(promises: Table) -> int:
    """The minutes that "now" may take."""
    text = promises.text("now_means", "2 minutes")
    try:
        rule = PromiseRule.parse(text)
    except ValueError as error:
        raise promises.error(str(error), "now_means") from None
    if rule.kind is not PromiseKind.MINUTES:
        raise promises.error(f'minutes such as "2 minutes" are expected, not {written(text)}', "now_means")
    return rule.amount


def _refuse_a_now_for_later(rules: ChannelRules, promises: Table, name: str) -> None:
    """A channel that stays open when nobody is there must not go on promising `now`."""
    stays_open = Otherwise.LATER in (rules.nobody_available, rules.outside_hours if rules.hours else None)
    later = rules.promise_later or rules.promise
    if stays_open and later is not None and later.kind is PromiseKind.NOW:
        raise promises.error(
            f'{name} stays open when nobody is there, so it needs a promise other than "now"', f"{name}_later"
        )
