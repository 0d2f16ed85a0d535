"""The operator's settings laid over the shipped ones, which are one preset of several."""

from collections.abc import Mapping

from .tables import PolicyError, Table

WEEK_KEYS = frozenset(
    ("every_day", "weekdays", "weekend", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
)


def layered(own: Mapping[str, object], shipped: Mapping[str, object]) -> dict[str, object]:
    """One mapping of `policy`, `hours`, `promises` and `clocks`. Raises PolicyError for a preset that is not shipped.

    `policy` is the name of a preset, or a table that changes single rules of the preset it names (`plans` by default).
    """
    own_policy = _own_policy(own)
    presets = Table((), shipped).table("presets")
    preset = Table(("policy",), own_policy).choice("preset", presets.values, "plans")
    return {
        "policy": merged(presets.table(preset).values, own_policy),
        "hours": _hours(Table((), own).table("hours"), Table((), shipped).table("hours")),
        **{name: _over(Table((), own), Table((), shipped), name) for name in ("promises", "clocks")},
    }


def merged(below: Mapping[str, object], above: Mapping[str, object]) -> dict[str, object]:
    """Two tables as one: tables are merged key by key, of everything else `above` wins."""
    result = dict(below)
    for key, value in above.items():
        under = result.get(key)
        if isinstance(value, Mapping) and isinstance(under, Mapping):
            result[key] = merged(under, value)
        else:
            result[key] = value
    return result


def _over(own: Table, shipped: Table, name: str) -> dict[str, object]:
    return merged(shipped.table(name).values, own.table(name).values)


def _own_policy(own: Mapping[str, object]) -> Mapping[str, object]:
    policy = own.get("policy", {})
    if isinstance(policy, str):
        return {"preset": policy}
    if not isinstance(policy, Mapping):
        raise PolicyError('the name of a preset, such as policy = "open", or a table is expected', ("policy",))
    return policy


def _hours(own: Table, shipped: Table) -> dict[str, object]:
    """Calendars merged by name. Who names any day of the week names the whole week: the shipped one is dropped."""
    calendars = dict(shipped.values)
    for name in own.values:
        above = own.table(name).values
        below = shipped.table(name).values
        if WEEK_KEYS & above.keys():
            below = {key: value for key, value in below.items() if key not in WEEK_KEYS}
        calendars[name] = merged(below, above)
    return calendars
