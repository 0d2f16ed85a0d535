"""Live chat on both stores: from the first line on, said once, in order, to those whom it concerns."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.attachments import FileFault, FilesRefused
from helpcenter.domain.chats import TYPING_LIFE, ChatState
from helpcenter.domain.faults import Conflict, Fault, Forbidden, Invalid, NotFound, TooOften
from helpcenter.domain.journal import Cursor
from helpcenter.domain.people import Contact, Presence, Specialist
from helpcenter.domain.sites import Site
from helpcenter.domain.tickets import MessageKind, Status
from helpcenter.services import attachments, chats, deliveries, inbox, journal, people, tickets
from helpcenter.services.attachments import Parcel
from helpcenter.services.chats.customers import MAX_ACTIVE
from helpcenter.services.chats.lines import BURST
from helpcenter.services.idempotency import Once
from tests.services.chatting import hello, open_always, spoken
from tests.signing import Signer

FORM = Once("session:1", "first")


@pytest.fixture
def number(settings: Settings, desk: Desk, carol: Contact, ada: Specialist) -> int:
    """Carol's chat, which waits while Ada is at her desk."""
    open_always(settings)
    desk.do(chats.set_presence, ada, Presence.ONLINE)
    return desk.do(chats.start, carol, hello(carol), FORM).ticket_id


@pytest.fixture
def live(desk: Desk, ada: Specialist, number: int) -> int:
    """Carol's chat, taken by Ada."""
    desk.do(chats.accept, ada, number)
    return number


@pytest.fixture
def mallory(desk: Desk, site: Site, sign: Signer) -> Contact:
    return desk.do(people.identify, site, sign("mallory@other.example", name="Mallory"))


def test_a_chat_is_a_ticket_from_its_first_line(desk: Desk, carol: Contact, number: int) -> None:
    ticket, messages = desk.see(inbox.read, carol, number)
    assert (ticket.channel, ticket.status, ticket.subject) == ("chat", Status.NEW, "Hello, it broke.")
    assert [(each.kind, each.body) for each in messages] == [(MessageKind.CHAT, "Hello, it broke.")]
    chat = desk.see(chats.state, carol, number)
    assert (chat.state, chat.position, chat.wait, chat.customer_here) == (ChatState.WAITING, 1, None, True)
    assert desk.do(chats.start, carol, hello(carol), FORM).repeated
    assert [each.kind for each in desk.see(journal.public_since, carol.id, Cursor())] == [
        "ticket.submitted", "chat.line", "chat.waiting",
    ]  # fmt: skip
    assert desk.see(deliveries.of_ticket, number) == [], "who talks live needs no mail about it"


def test_a_first_line_that_cannot_be_taken_writes_nothing(desk: Desk, carol: Contact, number: int) -> None:
    with pytest.raises(Invalid) as refusal:
        desk.do(chats.start, carol, replace(hello(carol, "pl"), body="x" * 10**6))
    assert refusal.value.faults == {"body": Fault.TOO_LONG, "locale": Fault.NOT_OFFERED}
    assert desk.see(inbox.look, carol).counts["all"] == 1


def test_chat_is_only_for_whom_the_policy_allows(desk: Desk, site: Site, sign: Signer, ada: Specialist) -> None:
    free = desk.do(people.identify, site, sign("free@customer.example", plan="free", account=None))
    with pytest.raises(Forbidden):
        desk.do(chats.start, free, hello(free))


def test_lines_go_both_ways_and_say_what_was_seen(desk: Desk, carol: Contact, ada: Specialist, live: int) -> None:
    line = desk.do(chats.say, ada, live, "Which list?", "a1")
    assert desk.see(tickets.get, live).status is Status.WAITING
    assert desk.see(inbox.counts, carol)["unread"] == 1
    desk.do(chats.seen, carol, live, 10_000)
    assert desk.see(chats.state, ada, live).customer_seen == line.seq
    assert desk.see(inbox.counts, carol)["unread"] == 0
    desk.do(chats.say, carol, live, "The long one.", "c1")
    assert desk.see(tickets.get, live).status is Status.OPEN
    desk.do(chats.seen, ada, live, line.seq + 1)
    desk.do(chats.seen, ada, live, 1)
    assert desk.see(chats.state, carol, live).specialist_seen == line.seq + 1
    assert spoken(desk, carol, live) == spoken(desk, ada, live) == ["Hello, it broke.", "Which list?", "The long one."]
    assert [each.message.body for each in desk.see(chats.lines, carol, live, line.seq)] == ["The long one."]


def test_the_same_client_id_is_the_same_line(desk: Desk, carol: Contact, ada: Specialist, live: int) -> None:
    first = desk.do(chats.say, carol, live, "Once", "c1")
    assert desk.do(chats.say, carol, live, "Once", "c1") == first
    for who, body in ((carol, "Something else"), (ada, "Once")):
        with pytest.raises(Conflict):
            desk.do(chats.say, who, live, body, "c1")
    for forged in ("", "x" * 61, "a b", "ü", "a\n"):
        with pytest.raises(Invalid):
            desk.do(chats.say, carol, live, "Twice", forged)
    desk.do(chats.finish, ada, live)
    assert desk.do(chats.say, carol, live, "Once", "c1") == first, "whose answer was lost may ask again, whatever came"


def test_one_line_said_by_many_threads_at_once_is_there_once(desk: Desk, carol: Contact, live: int) -> None:
    together, said = threading.Barrier(4), []

    def say() -> None:
        together.wait()
        said.append(desk.do(chats.say, carol, live, "Once", "c1").seq)

    threads = [threading.Thread(target=say) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(said) == 4
    assert len(set(said)) == 1
    assert spoken(desk, carol, live).count("Once") == 1


def test_files_come_with_a_line(desk: Desk, settings: Settings, carol: Contact, ada: Specialist, live: int) -> None:
    stored = attachments.store(settings, "log.txt", b"nothing secret\n")
    file = desk.do(attachments.keep, "session:1", stored)
    parcel = Parcel("session:1", (file.id,))
    line = desk.do(chats.say, carol, live, "", "c1", files=parcel)
    assert desk.do(chats.say, carol, live, "", "c1", files=parcel) == line
    [found] = desk.see(chats.lines, ada, live, line.seq - 1)
    assert [each.name for each in found.files] == ["log.txt"]
    with pytest.raises(FilesRefused) as refusal:
        desk.do(chats.say, carol, live, "", "c2", files=Parcel("session:1", (file.id,)))
    assert refusal.value.files[0].fault is FileFault.GONE


def test_nobody_has_anything_to_do_with_anybody_elses_chat(desk: Desk, mallory: Contact, live: int) -> None:
    tries = [
        (chats.state, ()), (chats.lines, ()), (chats.say, ("Hello", "m1")), (chats.typing, ()), (chats.seen, (1,)),
        (chats.here, ()), (chats.leave, ()), (chats.continue_, ()),
    ]  # fmt: skip
    for verb, values in tries:
        for ticket in (live, live + 1, 0, 2**70):
            with pytest.raises(NotFound):
                desk.do(verb, mallory, ticket, *values)  # type: ignore[arg-type]


def test_a_hundred_lines_a_second_are_too_many(desk: Desk, carol: Contact, ada: Specialist, live: int) -> None:
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        for turn in range(1, BURST):  # the chat's first line counts too
            desk.do(chats.say, carol, live, f"Line {turn}", f"c{turn}")
        for turn in range(BURST, 100):
            with pytest.raises(TooOften) as refusal:
                desk.do(chats.say, carol, live, f"Line {turn}", f"c{turn}")
        assert refusal.value.after > 0
        assert len(spoken(desk, carol, live)) == BURST
        desk.do(chats.say, ada, live, "Slowly, please.", "a1")
        clock.shift(timedelta(seconds=11))
        desk.do(chats.say, carol, live, "Sorry.", "c100")


def test_nobody_fills_the_queue_alone(desk: Desk, carol: Contact, number: int) -> None:
    for turn in range(MAX_ACTIVE - 1):
        desk.do(chats.start, carol, hello(carol), Once("session:1", f"again {turn}"))
    with pytest.raises(TooOften):
        desk.do(chats.start, carol, hello(carol), Once("session:1", "too much"))


def test_typing_stops_by_itself_and_with_the_line(desk: Desk, carol: Contact, ada: Specialist, live: int) -> None:
    desk.do(chats.typing, carol, live)
    desk.do(chats.typing, ada, live)
    assert desk.see(chats.state, carol, live).typing == ("Carol", "Ada")
    desk.do(chats.say, ada, live, "Hello", "a1")
    desk.do(chats.typing, carol, live, False)
    assert desk.see(chats.state, carol, live).typing == ()
    desk.do(chats.typing, carol, live)
    before = datetime.now(UTC)
    with time_machine.travel(before + TYPING_LIFE, tick=False):
        assert desk.see(chats.state, ada, live).typing == ()
        assert [each.ticket_id for each in desk.see(chats.stirred, before)] == [live]
    assert [each.kind for each in desk.see(journal.since, Cursor())].count("chat.line") == 2, "signs are no events"


def test_a_stale_tab_learns_that_the_ticket_was_closed(desk: Desk, carol: Contact, live: int) -> None:
    desk.do(inbox.close, carol, live)
    assert desk.see(chats.state, carol, live).state is ChatState.ENDED
    with pytest.raises(Conflict):
        desk.do(chats.say, carol, live, "Still there?", "c1")
    assert desk.do(chats.continue_, carol, live).state is ChatState.WAITING
    assert desk.see(tickets.get, live).status is Status.OPEN
    desk.do(chats.say, carol, live, "Still there?", "c1")


def test_away_and_offline_close_the_live_door(desk: Desk, carol: Contact, ada: Specialist, number: int) -> None:
    for gone in (Presence.AWAY, Presence.OFFLINE):
        desk.do(chats.set_presence, ada, gone)
        receipt = desk.do(chats.start, carol, hello(carol), Once("session:1", gone.value))
        assert desk.see(chats.state, carol, receipt.ticket_id).state is ChatState.BY_MAIL
        [letter] = desk.see(deliveries.of_ticket, receipt.ticket_id)
        assert (letter.letter.name, letter.letter.to) == ("transcript", carol.email)
