"""What an operator may write, and what each mistake is answered with: the line, the key, and the mend."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.domain.policy import Channel, Policy, PolicyError
from helpcenter.domain.promises import PromiseKind, PromiseRule
from helpcenter.policy_file import policy_from_text, shipped_settings

MONDAY = date(2026, 11, 23)


def intervals(policy: Policy, day: date) -> tuple[tuple[int, int], ...]:
    hours = policy.channels[Channel.CHAT].hours
    assert hours is not None
    return hours.intervals(day)


def test_nothing_written_is_the_shipped_table() -> None:
    assert policy_from_text("") == policy_from_text('policy = "plans"')


def test_one_line_takes_a_preset() -> None:
    assert policy_from_text('policy = "open"').channels[Channel.CALLBACK].plans is None


def test_single_rules_change_and_the_others_stay() -> None:
    policy = policy_from_text('[policy.channels.chat]\nplans = ["free", "visitor"]')
    assert policy.channels[Channel.CHAT].plans == {"free", "visitor"}
    assert policy.channels[Channel.CHAT].languages == policy_from_text("").channels[Channel.CHAT].languages
    assert policy.channels[Channel.EMAIL] == policy_from_text("").channels[Channel.EMAIL]


def test_plans_of_ones_own() -> None:
    policy = policy_from_text('[policy.plans]\nteam = "Team"\n[policy.channels.callback]\nplans = ["team"]')
    assert policy.plans["team"] == "Team"
    assert policy.channels[Channel.CALLBACK].plans == {"team"}


def test_dates_of_rules_are_data() -> None:
    policy = policy_from_text(
        "[policy.seat]\nsince = 2030-01-01\n[policy.channels.chat]\nclosed_on.mobile = 2029-01-01"
    )
    assert policy.seat is not None
    assert policy.seat.since == date(2030, 1, 1)
    assert policy.channels[Channel.CHAT].closed_on == {"mobile": date(2029, 1, 1)}


def test_a_device_is_let_in_again_by_false() -> None:
    assert policy_from_text("[policy.channels.chat]\nclosed_on.mobile = false").channels[Channel.CHAT].closed_on == {}


def test_naming_a_day_replaces_the_shipped_week() -> None:
    policy = policy_from_text('[hours.business]\nevery_day = ["10:00-12:00"]\nsunday = []')
    assert intervals(policy, MONDAY) == ((600, 720),)
    assert intervals(policy, date(2026, 11, 28)) == ((600, 720),)
    assert intervals(policy, date(2026, 11, 22)) == ()


def test_naming_only_the_zone_keeps_the_shipped_week() -> None:
    policy = policy_from_text('[hours.business]\nzone = "Asia/Tokyo"')
    hours = policy.channels[Channel.CHAT].hours
    assert hours is not None
    assert (hours.zone, hours.intervals(MONDAY)) == (ZoneInfo("Asia/Tokyo"), ((540, 1020),))


def test_the_teams_zone_is_that_of_calendars_without_one() -> None:
    for policy in (policy_from_text('time_zone = "Europe/Paris"'), policy_from_text("", time_zone="Europe/Paris")):
        hours = policy.channels[Channel.EMAIL].hours
        assert hours is not None
        assert hours.zone == ZoneInfo("Europe/Paris")


def test_a_calendar_with_everything() -> None:
    text = """
    [hours.night]
    zone = "Europe/Berlin"
    weekdays = ["13:00-14:00", "18:00-02:00"]
    friday = ["00:00-24:00"]
    holidays = "DE-BE"
    closed = [2026-11-24, "2026-11-25"]
    dates = { "2026-12-25" = ["10:00 - 11:00"] }
    [policy.channels.chat]
    hours = "night"
    """
    policy = policy_from_text(text)
    assert intervals(policy, MONDAY) == ((780, 840), (1080, 1560))
    assert intervals(policy, date(2026, 11, 27)) == ((0, 1440),)
    assert intervals(policy, date(2026, 11, 24)) == intervals(policy, date(2026, 11, 25)) == ()
    assert intervals(policy, date(2026, 12, 25)) == ((600, 660),)
    assert intervals(policy, date(2027, 1, 1)) == ()


def test_promises_are_data() -> None:
    policy = policy_from_text('[promises]\ncallback = "2 hours"\nnow_means = "4 minutes"')
    assert policy.channels[Channel.CALLBACK].promise == PromiseRule(PromiseKind.MINUTES, 120)
    assert policy.first_reply_due(Channel.CHAT, datetime(2026, 11, 23, 10, tzinfo=UTC)) == datetime(
        2026, 11, 23, 10, 4, tzinfo=UTC
    )


MISTAKES = [
    ('policy = "opn"', 1, "policy.preset", 'did you mean "open"'),
    ("policy = 3", 1, "policy", "preset"),
    ('[policy]\nchanels = "x"', 2, "policy.chanels", 'did you mean "channels"'),
    ("[policy.channels.fax]", 1, "policy.channels.fax", "no such setting"),
    ('[policy.channels.chat]\n\nplan = ["free"]', 3, "policy.channels.chat.plan", 'did you mean "plans"'),
    ('[policy.channels.chat]\nplans = ["startr"]', 2, "policy.channels.chat.plans", 'did you mean "starter"'),
    ('[policy.channels.chat]\nplans = "all"', 2, "policy.channels.chat.plans", "list of texts"),
    ('policy.channels.chat.proof = "yes"', 1, "policy.channels.chat.proof", "true or false"),
    ('[policy.channels]\nchat.hours = "busines"', 2, "policy.channels.chat.hours", 'did you mean "business"'),
    ('[policy.channels.chat]\nwhen_not_offered = "pl"', 2, "policy.channels.chat.when_not_offered", "not one of"),
    ('[policy.channels.chat]\noutside_hours = "maybe"', 2, "policy.channels.chat.outside_hours", "not one of"),
    ("[policy.channels.email.closed_on]\nwatch = true", 2, "policy.channels.email.closed_on.watch", "no such setting"),
    ('[policy.channels.email]\nclosed_on = { mobile = "x" }', 2, "policy.channels.email.closed_on.mobile", "a date"),
    ("[policy.channels]\nemail = 1", 2, "policy.channels.email", "a table"),
    ("[policy.seat]\nsince = 2024-03-05T10:00:00Z", 2, "policy.seat.since", "a date such as"),
    ('[policy.seat]\nchannels = ["mail"]', 2, "policy.seat.channels", 'did you mean "email"'),
    ('[policy.plans]\nbig = "Big, bigger"', 2, "policy.plans.big", "without a comma"),
    ('[policy.plans]\nvisitor = "Guest"', 2, "policy.plans.visitor", "visitor"),
    ('[hours.business]\nzone = "Europe/Berln"', 2, "hours.business.zone", 'did you mean "Europe/Berlin"'),
    ('[hours.business]\nzone = "../../etc/passwd"', 2, "hours.business.zone", "not a time zone"),
    ('[hours.business]\nholidays = "DE-XX"', 2, "hours.business.holidays", "no holidays are known"),
    ('[hours.business]\nmonday = ["9-17"]', 2, "hours.business.monday", "not an interval"),
    ('[hours.business]\nmonday = ["09:00-25:00"]', 2, "hours.business.monday", "not an interval"),
    ('[hours.business]\nmonday = ["09:00-24:30"]', 2, "hours.business.monday", "24:00"),
    ('[hours.business]\nmonday = ["09:00-09:00"]', 2, "hours.business.monday", "no length"),
    ('[hours.business]\nmonday = ["09:00-12:00", "11:00-13:00"]', 2, "hours.business.monday", "overlap"),
    ("[hours.business]\nmonday = []", 1, "hours.business", "never opens"),
    ("[hours.business]\nclosed = 2026-12-24", 2, "hours.business.closed", "list of dates"),
    ('[hours.business]\nclosed = ["Christmas"]', 2, "hours.business.closed", "a date such as"),
    ('[hours.business.dates]\n"soon" = []', 2, "hours.business.dates.soon", "a date such as"),
    ("[hours]\nbusiness = 3", 2, "hours.business", "a table"),
    ('[promises]\nchat = "soon"', 2, "promises.chat", "not a promise"),
    ("[promises]\nchat = 5", 2, "promises.chat", "text in quotes"),
    ('[promises]\nnow_means = "1 business day"', 2, "promises.now_means", "minutes"),
    ('[promises]\nknowledge = "now"', 2, "promises.knowledge", "no such setting"),
    (
        'policy = "open"\n[promises]\nchat_later = "now"',
        3,
        "promises.chat_later",
        'needs a promise other than "now"',
    ),
]


@pytest.mark.parametrize(("text", "line", "path", "problem"), MISTAKES, ids=[path for _, _, path, _ in MISTAKES])
def test_a_mistake_names_line_key_and_mend(text: str, line: int, path: str, problem: str) -> None:
    with pytest.raises(PolicyError) as caught:
        policy_from_text(text, "ours.toml")
    error = caught.value
    assert (error.source, error.line, ".".join(error.path)) == ("ours.toml", line, path)
    assert problem in error.problem
    assert str(error).startswith(f"ours.toml, line {line}, {path}: ")


def test_broken_toml_names_the_line() -> None:
    with pytest.raises(PolicyError, match=r"ours.toml: .*line 2"):
        policy_from_text("[policy]\npreset = open", "ours.toml")


def test_lines_are_not_found_inside_texts_or_comments() -> None:
    text = 'team_name = """\n[promises]\nchat = "x"\n"""\n# chat = 1\n[promises]  # ours\n\n"chat" = "soon"'
    with pytest.raises(PolicyError) as caught:
        policy_from_text(text)
    assert caught.value.line == 8


words = st.text("aé:0-/. ", max_size=8)
toml_values = st.recursive(
    st.one_of(st.booleans(), st.integers(), words, st.dates(), st.floats(allow_nan=False)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(words, inner, max_size=3)),
    max_leaves=6,
)
policy_keys = st.sampled_from(
    ["preset", "plans", "seat", "channels", "chat", "email", "hours", "languages", "closed_on", "since", "proof", "x"]
)
hours_keys = st.sampled_from(["business", "night", "zone", "holidays", "monday", "weekend", "closed", "dates", "x"])
promise_keys = st.sampled_from(["chat", "email", "callback", "chat_later", "now_means", "x"])


def tables(keys: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, object]]:
    deeper = st.dictionaries(keys, st.one_of(toml_values, st.dictionaries(keys, toml_values, max_size=3)), max_size=3)
    return st.dictionaries(keys, st.one_of(toml_values, deeper), max_size=3)


settings_tables = {"policy": tables(policy_keys), "hours": tables(hours_keys), "promises": tables(promise_keys)}


@given(st.fixed_dictionaries({}, optional=settings_tables))
def test_anything_written_is_a_policy_or_a_clear_error(own: dict[str, object]) -> None:
    try:
        policy = Policy.from_mapping(own, shipped_settings())
    except PolicyError as error:
        named = bool(error.path and error.problem)
    else:
        named = set(policy.channels) == set(Channel)
    assert named
