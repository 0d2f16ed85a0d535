"""Who may use which channel: what holds for anybody at any time, over the whole grid of people and moments."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from helpcenter.domain.policy import Asker, Channel, ChannelDecision, Moment, Policy, decide
from helpcenter.policy_file import policy_from_text

PLANS = policy_from_text("")
OPEN = policy_from_text('policy = "open"')
OFFERED = ("en", "fr", "de", "ja", "pt", "es")
CONTACTS = (Channel.CHAT, Channel.EMAIL, Channel.CALLBACK)

askers = st.builds(
    Asker,
    st.sampled_from([None, "free", "starter", "professional", "enterprise", "gold"]),
    st.sampled_from([None, "core", "sales", "service", "other"]),
    st.one_of(st.none(), st.dates(date(2023, 1, 1), date(2026, 12, 31)), st.just(date(2024, 3, 5))),
    st.sampled_from([*OFFERED, "pl", "pt-BR", "ca", "ar", "", "nonsense"]),
    st.sampled_from(["desktop", "mobile"]),
    st.booleans(),
)
moments = st.builds(
    Moment,
    st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),
    st.frozensets(st.sampled_from(OFFERED)),
)
policies = st.sampled_from([PLANS, OPEN])


def codes(found: ChannelDecision) -> list[str]:
    return [reason.code for reason in found.reasons]


@given(policies, askers, moments)
def test_a_channel_is_open_exactly_when_nothing_speaks_against_it(policy: Policy, asker: Asker, moment: Moment) -> None:
    for found in decide(policy, asker, moment):
        assert found.open is (found.reasons == ())
        assert len(set(codes(found))) == len(found.reasons)
        assert found.open or found.promise is None
        assert (found.opens_at is not None) == ("hours" in codes(found))


@given(policies, askers, moments)
def test_reading_is_for_everybody(policy: Policy, asker: Asker, moment: Moment) -> None:
    knowledge, community, *_ = decide(policy, asker, moment)
    assert knowledge.open
    assert community.open


@given(policies, askers, moments)
def test_promises_are_kept_in_the_future_and_closed_hours_end(policy: Policy, asker: Asker, moment: Moment) -> None:
    for found in decide(policy, asker, moment):
        if found.open and found.channel in CONTACTS:
            assert found.promise is not None
            assert found.promise.due > moment.at
        if found.opens_at is not None:
            hours = policy.channels[found.channel].hours
            assert found.opens_at > moment.at
            assert hours is not None
            assert hours.is_open(found.opens_at)


@given(askers, moments)
def test_whoever_is_answered_is_answered_in_an_offered_language(asker: Asker, moment: Moment) -> None:
    for found in decide(PLANS, asker, moment)[2:]:
        assert found.language in OFFERED
        own, answered = asker.language.lower().partition("-")[0], found.language
        assert [note.code for note in found.notes] == ([] if own == answered else ["language"])


@given(askers, moments)
def test_open_preset_is_open_to_everybody_proven(asker: Asker, moment: Moment) -> None:
    assert all(found.open for found in decide(OPEN, replace(asker, proven=True), moment))


@given(askers, moments)
def test_the_shipped_table_read_the_long_way_round(asker: Asker, moment: Moment) -> None:
    chat, email, callback = decide(PLANS, asker, moment)[2:]
    new_without_seat = (
        asker.account_created is not None
        and asker.account_created >= date(2024, 3, 5)
        and asker.seat not in ("core", "sales", "service")
    )
    working = moment.at.weekday() < 5 and 9 <= moment.at.hour < 17
    person = asker.proven and not new_without_seat
    paying = asker.plan in ("starter", "professional", "enterprise")
    withdrawn = asker.device == "mobile" and moment.at.date() >= date(2024, 9, 3)
    assert email.open is (person and paying)
    there = chat.language in moment.available_languages
    assert chat.open is (person and paying and working and asker.device == "desktop" and there)
    assert callback.open is (person and asker.plan in ("professional", "enterprise") and working and not withdrawn)


@given(askers, moments)
def test_more_never_closes_a_channel(asker: Asker, moment: Moment) -> None:
    """A seat, a proof, a computer, the highest plan, a specialist for every language: each can only open."""
    best = replace(asker, plan="enterprise", seat="core", device="desktop", proven=True)
    now = replace(moment, available_languages=frozenset(OFFERED))
    for before, after in zip(decide(PLANS, asker, moment), decide(PLANS, best, now), strict=True):
        assert set(codes(after)) <= set(codes(before))
