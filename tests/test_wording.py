"""Decisions in words: every code has its sentences, and times are those of the reader."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from gettext import NullTranslations
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

from helpcenter.domain.policy import Asker, Channel, Moment, Policy, Reason, decide
from helpcenter.domain.promises import Promise, PromiseKind
from helpcenter.policy_file import policy_from_text
from helpcenter.wording import Reader, channel_name, moment_text, note, promise_text, sentences, what_opens, why_closed

plain = NullTranslations()
english = Reader(plain.gettext, plain.ngettext, Locale.parse("en_GB"))
berlin = replace(english, locale=Locale.parse("de"), zone=ZoneInfo("Europe/Berlin"))
tokyo = replace(english, locale=Locale.parse("ja"), zone=ZoneInfo("Asia/Tokyo"))
NOW = datetime(2026, 11, 22, 20, tzinfo=UTC)
STRICT = """
[policy.channels.chat]
when_not_offered = "closed"
[policy.channels.callback]
number = "+49 30 1234567"
[policy.channels.email]
plans = []
closed_on.desktop = 2020-01-01
"""
policies = [policy_from_text(""), policy_from_text('policy = "open"'), policy_from_text(STRICT)]


@pytest.mark.parametrize(
    ("reader", "ahead", "text"),
    [
        (english, timedelta(minutes=5), "20:05"),
        (english, timedelta(hours=21), "Monday 17:00"),
        (english, timedelta(days=6), "Saturday 20:00"),
        (english, timedelta(days=7), "Sunday, 29 November 2026 20:00"),
        (berlin, timedelta(hours=3), "Montag 00:00"),  # midnight there
        (tokyo, timedelta(hours=12), "17:00"),  # already Monday there
    ],
)
def test_moments_are_said_in_the_readers_zone(reader: Reader, ahead: timedelta, text: str) -> None:
    assert moment_text(NOW + ahead, NOW, reader) == text


@pytest.mark.parametrize(
    ("kind", "amount", "ahead", "text"),
    [
        (PromiseKind.NOW, 2, timedelta(minutes=2), "Somebody answers now."),
        (PromiseKind.MINUTES, 5, timedelta(minutes=5), "Usually within 5 minutes, by 20:05."),
        (PromiseKind.MINUTES, 1, timedelta(minutes=1), "Usually within one minute, by 20:01."),
        (PromiseKind.MINUTES, 5, timedelta(hours=13, minutes=5), "By Monday 09:05."),
        (PromiseKind.BUSINESS_DAYS, 1, timedelta(hours=21), "Within one business day, by Monday 17:00."),
        (PromiseKind.BUSINESS_DAYS, 2, timedelta(hours=45), "Within 2 business days, by Tuesday 17:00."),
    ],
)
def test_promises(kind: PromiseKind, amount: int, ahead: timedelta, text: str) -> None:
    assert promise_text(Promise(kind, NOW + ahead, amount), NOW, english) == text


def test_values_are_said_as_names_of_the_readers_language() -> None:
    reason = Reason("language", {"language": "pl", "languages": "en,fr", "answered_in": ""})
    assert why_closed(reason, NOW, berlin) == "It is not offered in Polnisch."
    assert what_opens(reason, NOW, berlin) == "Choose one of these languages: Englisch und Französisch."
    device = Reason("device", {"device": "mobile", "since": "2024-09-03"})
    assert why_closed(device, NOW, english) == "It has not been offered on phones since 3 September 2024."
    number = Reason("number", {"number": "+49 30 1234567", "languages": "en"})
    assert note(number, NOW, english).endswith("+49 30 1234567. The phone is answered in English only.")


def test_a_percent_sign_in_a_name_stays_one() -> None:
    reason = Reason("plan", {"plan": "100% %(x)s", "plans": "Team %s"})
    assert why_closed(reason, NOW, english) == "It is not part of your plan, 100% %(x)s."
    assert what_opens(reason, NOW, english) == "It comes with: Team %s."


askers = st.builds(
    Asker,
    st.sampled_from([None, "free", "professional", "gold"]),
    st.sampled_from([None, "core"]),
    st.sampled_from([None, date(2024, 6, 1)]),
    st.sampled_from(["en", "pl", "ca", "", "xx-YY"]),
    st.sampled_from(["desktop", "mobile"]),
    st.booleans(),
)
moments = st.builds(
    Moment,
    st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),
    st.sampled_from([frozenset(), frozenset({"en"})]),
)


@settings(deadline=None)
@given(st.sampled_from(policies), askers, moments, st.sampled_from([english, berlin, tokyo]))
def test_every_decision_has_its_sentences(policy: Policy, asker: Asker, moment: Moment, reader: Reader) -> None:
    for found in decide(policy, asker, moment):
        said = sentences(found, moment.at, reader)
        assert len(said) == 2 * len(found.reasons) + len(found.notes) + (found.promise is not None)
        assert all(text and "%(" not in text for text in said)


@pytest.mark.parametrize("channel", Channel)
def test_every_channel_has_a_name(channel: Channel) -> None:
    assert channel_name(channel, english)
