"""The specialists' side of chats on both stores: taken once, passed on, given up, gone over to e-mail exactly once."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.chats import ChatState, Refused
from helpcenter.domain.faults import Conflict, Fault, Forbidden, Invalid, NotFound
from helpcenter.domain.people import Contact, Presence, Role, Specialist
from helpcenter.domain.policy import Channel
from helpcenter.domain.sites import Site
from helpcenter.domain.tickets import Status
from helpcenter.services import chats, deliveries, people, policy, tickets
from helpcenter.services.chats.presence import PRESENCE_LIFE
from helpcenter.services.idempotency import Once
from tests.services.chatting import events, hello, open_always, spoken
from tests.signing import Signer


@pytest.fixture
def kenji(desk: Desk) -> Specialist:
    made = desk.do(people.put_specialist, "kenji@team.example", "Kenji", ("ja", "en"), Role.SPECIALIST)
    desk.do(chats.set_presence, made, Presence.ONLINE, 1)
    return made


@pytest.fixture
def number(settings: Settings, desk: Desk, carol: Contact, ada: Specialist) -> int:
    open_always(settings)
    desk.do(chats.set_presence, ada, Presence.ONLINE)
    return desk.do(chats.start, carol, hello(carol)).ticket_id


def test_the_queue_is_in_order_and_says_whose_turn_it_is(
    desk: Desk, ada: Specialist, kenji: Specialist, site: Site, sign: Signer, number: int
) -> None:
    dave = desk.do(people.identify, site, sign("dave@customer.example", name="Dave"))
    second = desk.do(chats.start, dave, hello(dave)).ticket_id
    queue = desk.see(chats.queue, ada)
    assert [(each.ticket_id, each.position, each.contact_name) for each in queue.waiting] == [
        (number, 1, "Carol"), (second, 2, "Dave"),
    ]  # fmt: skip
    desk.do(chats.accept, ada, number)
    queue = desk.see(chats.queue, ada)
    assert [each.ticket_id for each in queue.mine] == [number]
    assert [(each.ticket_id, each.position) for each in queue.waiting] == [(second, 1)]
    assert [(each.specialist.name, each.capacity, each.busy) for each in queue.desks] == [
        ("Ada", 3, 1),
        ("Kenji", 1, 0),
    ]


def test_of_two_who_take_a_chat_at_once_one_has_it(desk: Desk, ada: Specialist, kenji: Specialist, number: int) -> None:
    together, outcomes = threading.Barrier(2), []

    def accept(who: Specialist) -> None:
        together.wait()
        try:
            outcomes.append(desk.do(chats.accept, who, number).specialist_name)
        except Conflict:
            outcomes.append("too late")

    threads = [threading.Thread(target=accept, args=(who,)) for who in (ada, kenji)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert outcomes.count("too late") == 1
    chat = desk.see(chats.state, ada, number)
    assert chat.specialist_name in outcomes
    assert events(desk, ada, number) == ["chat_accepted"]
    owner = ada if chat.specialist_id == ada.id else kenji
    assert desk.do(chats.accept, owner, number) == chat, "one's own again changes nothing"


def test_nobody_takes_more_than_they_can_hold_nor_what_they_cannot_read(
    desk: Desk, carol: Contact, kenji: Specialist, number: int
) -> None:
    desk.do(chats.accept, kenji, number)
    second = desk.do(chats.start, carol, hello(carol), Once("session:1", "2")).ticket_id
    french = desk.do(chats.start, carol, hello(carol, "fr"), Once("session:1", "3")).ticket_id
    with pytest.raises(Forbidden, match=Refused.CAPACITY):
        desk.do(chats.accept, kenji, second)
    desk.do(chats.set_presence, kenji, Presence.ONLINE, 2)
    with pytest.raises(Forbidden, match=Refused.LANGUAGE):
        desk.do(chats.accept, kenji, french)
    assert desk.do(chats.accept, kenji, second).state is ChatState.LIVE
    for wrong in (0, -1, 1000):
        with pytest.raises(Invalid):
            desk.do(chats.set_presence, kenji, Presence.ONLINE, wrong)


def test_only_its_own_specialist_writes_passes_on_and_ends(
    desk: Desk, ada: Specialist, kenji: Specialist, number: int
) -> None:
    for verb in (lambda: desk.do(chats.say, ada, number, "Hi", "a1"), lambda: desk.do(chats.finish, ada, number)):
        with pytest.raises(Conflict):
            verb()
    desk.do(chats.accept, ada, number)
    for verb in (
        lambda: desk.do(chats.say, kenji, number, "Hi", "k1"),
        lambda: desk.do(chats.transfer, kenji, number, ada.id),
        lambda: desk.do(chats.finish, kenji, number),
    ):
        with pytest.raises(Conflict):
            verb()


def test_passed_on_to_a_colleague_it_waits_for_them_then_for_anybody(
    desk: Desk, ada: Specialist, kenji: Specialist, number: int
) -> None:
    desk.do(chats.accept, kenji, number)
    passed = desk.do(chats.transfer, kenji, number, ada.id)
    assert (passed.state, passed.wanted_id, passed.specialist_id) == (ChatState.WAITING, ada.id, None)
    with pytest.raises(Forbidden, match=Refused.WANTED):
        desk.do(chats.accept, kenji, number)
    assert desk.do(chats.accept, ada, number).specialist_id == ada.id
    desk.do(chats.transfer, ada, number, kenji.id)
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=61)):
        desk.do(chats.set_presence, ada, Presence.ONLINE)
        assert desk.do(chats.accept, ada, number).specialist_id == ada.id, "Kenji has gone"
    assert events(desk, ada, number).count("chat_passed_on") == 2


def test_passed_on_to_a_language(desk: Desk, ada: Specialist, kenji: Specialist, number: int) -> None:
    desk.do(chats.accept, ada, number)
    with pytest.raises(Invalid) as refusal:
        desk.do(chats.transfer, ada, number, locale="xx")
    assert refusal.value.faults == {"locale": Fault.NOT_OFFERED}
    with pytest.raises(Conflict):
        desk.do(chats.transfer, ada, number, locale="de")
    with pytest.raises(NotFound):
        desk.do(chats.transfer, ada, number, 10_000)
    desk.do(chats.set_presence, kenji, Presence.AWAY)
    with pytest.raises(Conflict):
        desk.do(chats.transfer, ada, number, kenji.id)
    desk.do(chats.set_presence, kenji, Presence.ONLINE)
    passed = desk.do(chats.transfer, ada, number, locale="ja")
    assert (passed.locale, passed.wanted_id) == ("ja", None)
    assert desk.see(tickets.get, number).locale == "ja", "letters follow the language"
    assert desk.do(chats.accept, kenji, number).state is ChatState.LIVE


def test_a_chat_that_is_finished_is_solved(desk: Desk, carol: Contact, ada: Specialist, number: int) -> None:
    desk.do(chats.accept, ada, number)
    desk.do(chats.say, ada, number, "Done.", "a1")
    ended = desk.do(chats.finish, ada, number)
    assert (ended.state, desk.see(tickets.get, number).status) == (ChatState.ENDED, Status.SOLVED)
    assert desk.do(chats.finish, ada, number) == ended
    assert desk.see(chats.queue, ada).mine == ()


def test_chat_is_offered_only_where_somebody_is_there_for_the_language(
    desk: Desk, carol: Contact, ada: Specialist, settings: Settings
) -> None:
    settings.policy_file.write_text("[hours.business]\nevery_day = ['00:00-24:00']\n")  # type: ignore[union-attr]

    def offered(language: str) -> bool:
        decisions = desk.see(policy.channels, carol, language)
        return next(each.open for each in decisions if each.channel is Channel.CHAT)

    assert not offered("en")
    desk.do(chats.set_presence, ada, Presence.ONLINE)
    assert offered("en")
    assert offered("fr-CA")
    assert not offered("ja")
    with time_machine.travel(datetime.now(UTC) + PRESENCE_LIFE, tick=False) as clock:
        assert not offered("en"), "a terminal that fell silent is not there"
        desk.do(chats.heartbeat, ada)
        assert offered("en")
        clock.shift(timedelta(seconds=1))
        desk.do(chats.set_presence, ada, Presence.OFFLINE)
        assert not offered("en")


def test_a_chat_that_nobody_takes_goes_on_by_mail_exactly_once(
    desk: Desk, carol: Contact, ada: Specialist, number: int
) -> None:
    assert desk.do(chats.settle_due) == 0
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=121)):
        desk.do(chats.here, carol, number)
        together, done = threading.Barrier(3), []

        def settle() -> None:
            together.wait()
            done.append(desk.do(chats.settle_due))

        threads = [threading.Thread(target=settle) for _ in range(3)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert sum(done) == 1
    chat = desk.see(chats.state, carol, number)
    assert (chat.state, chat.position) == (ChatState.BY_MAIL, None)
    [delivery] = desk.see(deliveries.of_ticket, number)
    assert (delivery.letter.name, delivery.letter.locale) == ("transcript", "en")
    assert [line["body"] for line in delivery.letter.values["lines"]] == ["Hello, it broke."]
    desk.do(chats.say, carol, number, "I write here, then.", "c1")
    assert desk.see(tickets.get, number).due_at is not None
    with pytest.raises(Conflict):
        desk.do(chats.say, ada, number, "Hello", "a1")
    assert desk.do(tickets.reply, ada, number, "By mail.").body == "By mail."
    assert len(desk.see(deliveries.of_ticket, number)) == 2


def test_a_customer_who_is_gone_gets_the_transcript_and_may_continue(
    desk: Desk, carol: Contact, ada: Specialist, number: int
) -> None:
    desk.do(chats.accept, ada, number)
    desk.do(chats.say, ada, number, "Are you there?", "a1")
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=50)) as clock:
        desk.do(chats.heartbeat, ada)
        assert desk.do(chats.settle_due) == 0
        clock.shift(timedelta(seconds=11))
        assert desk.do(chats.settle_due) == 1
        assert desk.do(chats.settle_due) == 0
        assert desk.see(tickets.get, number).status is Status.WAITING
        again = desk.do(chats.continue_, carol, number)
        assert (again.state, again.specialist_id) == (ChatState.WAITING, None)
        desk.do(chats.accept, ada, number)
        desk.do(chats.say, carol, number, "Back.", "c1")
        assert desk.do(chats.leave, carol, number).state is ChatState.BY_MAIL
        assert desk.do(chats.leave, carol, number).state is ChatState.BY_MAIL
    first, second = desk.see(deliveries.of_ticket, number)
    assert [len(each.letter.values["lines"]) for each in (first, second)] == [2, 1], "each tells what is new"
    assert second.in_reply_to == first.message_id
    desk.do(chats.set_presence, ada, Presence.OFFLINE)
    assert desk.do(chats.continue_, carol, number).state is ChatState.BY_MAIL, "nobody is there: that is what happens"


def test_a_terminal_that_dies_gives_its_chats_back(
    desk: Desk, carol: Contact, ada: Specialist, kenji: Specialist, number: int
) -> None:
    desk.do(chats.accept, ada, number)
    with time_machine.travel(datetime.now(UTC) + PRESENCE_LIFE + timedelta(seconds=1)):
        desk.do(chats.here, carol, number)
        desk.do(chats.heartbeat, kenji)
        assert desk.do(chats.settle_due) == 1
        back = desk.see(chats.state, carol, number)
        assert (back.state, back.position, back.specialist_id) == (ChatState.WAITING, 1, None)
        assert desk.do(chats.accept, kenji, number).specialist_name == "Kenji"
    assert events(desk, carol, number) == ["chat_accepted", "chat_returned", "chat_accepted"]
    assert spoken(desk, carol, number) == ["Hello, it broke."]


def test_an_open_stream_keeps_its_customer_here(desk: Desk, carol: Contact, number: int) -> None:
    assert desk.see(chats.here_soon_over, {carol.id}) == []
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=40)) as clock:
        assert desk.see(chats.here_soon_over, {carol.id + 1}) == []
        [due] = desk.see(chats.here_soon_over, {carol.id})
        desk.do(chats.here_all, [due])
        clock.shift(timedelta(seconds=40))
        assert desk.do(chats.settle_due) == 0


def test_who_arrives_is_away_unless_they_took_chats(desk: Desk, ada: Specialist) -> None:
    assert not desk.do(chats.arrive, ada).available
    desk.do(chats.set_presence, ada, Presence.ONLINE, 5)
    back = desk.do(chats.arrive, ada)
    assert (back.available, back.capacity) == (True, 5)


@pytest.mark.parametrize(
    "store_url", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)  # on SQLite writers take turns
def test_arriving_never_overwrites_what_is_said_meanwhile(desk: Desk, ada: Specialist) -> None:
    desk.do(chats.set_presence, ada, Presence.AWAY)
    with desk.work() as arriving:
        assert not any(each.available for each in chats.desks(arriving))
        speaker = threading.Thread(target=desk.do, args=(chats.set_presence, ada, Presence.ONLINE))
        speaker.start()
        speaker.join()
        chats.arrive(arriving, ada)
    assert [each.available for each in desk.see(chats.desks)] == [True]
