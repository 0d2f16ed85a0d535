"""Who may use which channel: every cell of the shipped table, then hours and presence."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from helpcenter.domain.policy import Asker, Channel, ChannelDecision, Moment, Policy, decide
from helpcenter.domain.promises import Promise, PromiseKind
from helpcenter.policy_file import policy_from_text

PLANS = policy_from_text("")
OPEN = policy_from_text('policy = "open"')
OFFERED = ("en", "fr", "de", "ja", "pt", "es")
CONTACTS = (Channel.CHAT, Channel.EMAIL, Channel.CALLBACK)
MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
SUNDAY_NIGHT = datetime(2026, 11, 22, 20, tzinfo=UTC)

customer = Asker("enterprise", "core", date(2020, 1, 1), "en", "desktop", proven=True)
visitor = Asker(None, None, None, "en", "desktop", proven=False)


def at(moment: datetime = MONDAY, available: tuple[str, ...] = OFFERED) -> Moment:
    return Moment(moment, frozenset(available))


def decision(channel: Channel, asker: Asker, moment: Moment | None = None, policy: Policy = PLANS) -> ChannelDecision:
    return next(each for each in decide(policy, asker, moment or at()) if each.channel is channel)


def codes(found: ChannelDecision) -> list[str]:
    return [reason.code for reason in found.reasons]


class TestS1PlansByChannel:
    """The shipped table, cell by cell: one of everything in order, so that only the plan decides."""

    TABLE = {
        #          visitor free  start  prof  enterprise
        "knowledge": (True, True, True, True, True),
        "community": (True, True, True, True, True),
        "chat": (False, False, True, True, True),
        "email": (False, False, True, True, True),
        "callback": (False, False, False, True, True),
    }
    CELLS = [
        (channel, plan, cell)
        for channel, row in TABLE.items()
        for plan, cell in zip((None, "free", "starter", "professional", "enterprise"), row, strict=True)
    ]

    @pytest.mark.parametrize(("channel", "plan", "is_open"), CELLS)
    def test_cell(self, channel: str, plan: str | None, is_open: bool) -> None:
        found = decision(Channel(channel), replace(customer, plan=plan))
        assert found.open is is_open
        assert codes(found) == ([] if is_open else ["visitor" if plan is None else "plan"])

    def test_the_reason_names_the_plans_that_open_it(self) -> None:
        assert decision(Channel.CALLBACK, replace(customer, plan="free")).reasons[0].values == {
            "plan": "Free",
            "plans": "Professional,Enterprise",
        }
        assert decision(Channel.CHAT, visitor).reasons[0].values == {"plans": "Starter,Professional,Enterprise"}

    def test_a_plan_nobody_knows_is_no_plan_of_the_table(self) -> None:
        assert decision(Channel.EMAIL, replace(customer, plan="gold")).reasons[0].values["plan"] == "gold"

    def test_channels_come_in_display_order(self) -> None:
        assert [each.channel for each in decide(PLANS, visitor, at())] == list(Channel)


class TestS2Seats:
    @pytest.mark.parametrize("channel", CONTACTS)
    @pytest.mark.parametrize("seat", ["core", "sales", "service", None, "view-only"])
    @pytest.mark.parametrize("created", [None, date(2024, 3, 4), date(2024, 3, 5), date(2024, 6, 1)])
    def test_cell(self, channel: Channel, seat: str | None, created: date | None) -> None:
        found = decision(channel, replace(customer, seat=seat, account_created=created))
        needs_one = created is not None and created >= date(2024, 3, 5)
        lacks_one = seat not in ("core", "sales", "service")
        assert codes(found) == (["seat"] if needs_one and lacks_one else [])

    @pytest.mark.parametrize("channel", [Channel.KNOWLEDGE, Channel.COMMUNITY])
    def test_reading_needs_no_seat(self, channel: Channel) -> None:
        assert decision(channel, replace(customer, seat=None, account_created=date(2026, 1, 1))).open


class TestS6Languages:
    @pytest.mark.parametrize("channel", CONTACTS)
    @pytest.mark.parametrize("language", OFFERED)
    def test_offered(self, channel: Channel, language: str) -> None:
        found = decision(channel, replace(customer, language=language))
        assert (found.open, found.language, found.notes) == (True, language, ())

    @pytest.mark.parametrize("channel", CONTACTS)
    @pytest.mark.parametrize("language", ["pl", "ar", "zh-Hant", ""])
    def test_not_offered_is_answered_in_english_and_says_so(self, channel: Channel, language: str) -> None:
        found = decision(channel, replace(customer, language=language))
        assert (found.open, found.language) == (True, "en")
        (note,) = found.notes
        assert note.code == "language"
        assert note.values == {"language": language, "languages": "en,fr,de,ja,pt,es", "answered_in": "en"}

    @pytest.mark.parametrize(("own", "served"), [("pt-BR", "pt"), ("fr_CA", "fr"), ("EN-gb", "en")])
    def test_a_regional_language_is_served_by_its_base_without_a_word(self, own: str, served: str) -> None:
        found = decision(Channel.CALLBACK, replace(customer, language=own), at(available=("pt-BR", "fr", "en")))
        assert (found.language, found.notes) == (served, ())

    def test_a_related_language_is_said(self) -> None:
        found = decision(Channel.EMAIL, replace(customer, language="ca"))
        assert (found.language, [note.code for note in found.notes]) == ("es", ["language"])

    def test_the_phone_number_itself_is_answered_in_english_only(self) -> None:
        policy = policy_from_text('[policy.channels.callback]\nnumber = "+49 30 1234567"')
        found = decision(Channel.CALLBACK, replace(customer, language="fr"), policy=policy)
        assert found.language == "fr"
        assert found.notes[0].values == {"number": "+49 30 1234567", "languages": "en"}
        assert decision(Channel.CALLBACK, replace(visitor, language="fr"), policy=policy).notes == ()

    def test_a_language_not_offered_may_close_the_channel_instead(self) -> None:
        policy = policy_from_text('[policy.channels.chat]\nwhen_not_offered = "closed"')
        assert codes(decision(Channel.CHAT, replace(customer, language="pl"), policy=policy)) == ["language"]
        assert decision(Channel.CHAT, replace(customer, language="de"), policy=policy).open

    @pytest.mark.parametrize("channel", [Channel.KNOWLEDGE, Channel.COMMUNITY])
    def test_reading_is_in_ones_own_language(self, channel: Channel) -> None:
        found = decision(channel, replace(customer, language="pl"))
        assert (found.language, found.notes, found.promise) == ("pl", (), None)


class TestS18Devices:
    withdrawn = datetime(2024, 9, 3, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("channel", "before", "since"),
        [
            (Channel.KNOWLEDGE, True, True),
            (Channel.COMMUNITY, True, True),
            (Channel.CHAT, False, False),
            (Channel.EMAIL, True, True),
            (Channel.CALLBACK, True, False),
        ],
    )
    def test_mobile(self, channel: Channel, before: bool, since: bool) -> None:
        phone = replace(customer, device="mobile")
        monday_before, day_of_withdrawal = datetime(2024, 9, 2, 10, tzinfo=UTC), datetime(2024, 9, 3, 10, tzinfo=UTC)
        assert decision(channel, phone, at(monday_before)).open is before
        found = decision(channel, phone, at(day_of_withdrawal))
        assert found.open is since
        assert codes(found) == ([] if since else ["device"])
        assert decision(channel, customer, at(day_of_withdrawal)).open

    def test_the_reason_has_the_date(self) -> None:
        reasons = decision(Channel.CALLBACK, replace(customer, device="mobile")).reasons
        assert reasons[0].values == {"device": "mobile", "since": "2024-09-03"}


class TestHoursAndPresence:
    def test_promises_in_opening_hours(self) -> None:
        promises = {each.channel: each.promise for each in decide(PLANS, customer, at())}
        assert promises == {
            Channel.KNOWLEDGE: None,
            Channel.COMMUNITY: None,
            Channel.CHAT: Promise(PromiseKind.NOW, MONDAY + timedelta(minutes=2), 2),
            Channel.EMAIL: Promise(PromiseKind.BUSINESS_DAYS, MONDAY + timedelta(days=1), 1),
            Channel.CALLBACK: Promise(PromiseKind.MINUTES, MONDAY + timedelta(minutes=5), 5),
        }

    def test_closed_hours_name_the_next_opening_and_leave_email(self) -> None:
        chat, email, callback = decide(PLANS, customer, at(SUNDAY_NIGHT))[2:]
        opening = datetime(2026, 11, 23, 9, tzinfo=UTC)
        assert (codes(chat), chat.opens_at, chat.promise) == (["hours"], opening, None)
        assert (codes(callback), callback.opens_at) == (["hours"], opening)
        assert email.promise == Promise(PromiseKind.BUSINESS_DAYS, datetime(2026, 11, 23, 17, tzinfo=UTC), 1)
        assert (email.open, email.notes, email.opens_at) == (True, (), None)

    @pytest.mark.parametrize(("language", "is_there"), [("fr", True), ("de", False), ("pl", False)])
    def test_chat_needs_somebody_who_speaks_the_language(self, language: str, is_there: bool) -> None:
        asker = replace(customer, language=language)
        chat, email = decide(PLANS, asker, at(available=("fr",)))[2:4]
        assert codes(chat) == ([] if is_there else ["presence"])
        assert email.open

    def test_chat_may_stay_open_and_promise_less_when_nobody_is_there(self) -> None:
        policy = policy_from_text('[policy.channels.chat]\nwhen_nobody_is_available = "later"')
        chat = decision(Channel.CHAT, customer, at(available=()), policy)
        assert chat.open
        assert chat.promise == Promise(PromiseKind.BUSINESS_DAYS, MONDAY + timedelta(days=1), 1)
        assert [note.code for note in chat.notes] == ["presence"]

    def test_presence_is_not_asked_about_outside_the_hours(self) -> None:
        assert codes(decision(Channel.CHAT, customer, at(SUNDAY_NIGHT, available=()))) == ["hours"]

    def test_the_ticket_gets_the_same_clock(self) -> None:
        for found in decide(PLANS, customer, at()):
            due = PLANS.first_reply_due(found.channel, MONDAY)
            assert due == (found.promise.due if found.promise else None)


class TestTheExampleOfTheManual:
    def test_every_reason_is_named(self) -> None:
        asker = Asker("starter", None, date(2024, 6, 1), "pl", "mobile", proven=True)
        found = {each.channel: codes(each) for each in decide(PLANS, asker, at(SUNDAY_NIGHT, ()))}
        assert found == {
            Channel.KNOWLEDGE: [],
            Channel.COMMUNITY: [],
            Channel.CHAT: ["seat", "device", "hours"],
            Channel.EMAIL: ["seat"],
            Channel.CALLBACK: ["plan", "seat", "device", "hours"],
        }


class TestOpenPreset:
    def test_a_visitor_proves_the_address_first_and_nothing_else(self) -> None:
        for found in decide(OPEN, visitor, at()):
            assert codes(found) == (["proof"] if found.channel in CONTACTS else [])

    def test_callback_at_night_promises_the_morning(self) -> None:
        found = decision(Channel.CALLBACK, replace(visitor, proven=True), at(SUNDAY_NIGHT), OPEN)
        assert found.promise == Promise(PromiseKind.MINUTES, datetime(2026, 11, 23, 9, 5, tzinfo=UTC), 5)
        assert [note.code for note in found.notes] == ["hours"]
