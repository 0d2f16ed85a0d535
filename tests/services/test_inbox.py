"""The inbox below its pages: search, orders, places, pages of a timeline, what other tabs are told, follow-ups."""

from __future__ import annotations

from datetime import timedelta

import pytest

from helpcenter.desk import Desk, Work
from helpcenter.domain.faults import NotFound
from helpcenter.domain.inbox import Place
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.sites import Site
from helpcenter.domain.tickets import Status, Submission
from helpcenter.services import inbox, journal, people, tickets
from helpcenter.services.inbox import PAGE, TIMELINE
from tests.signing import Signer


def submitted(desk: Desk, who: Contact, subject: str, body: str = "Text", **values: int) -> int:
    submission = Submission(who.site_id, "email", who.email, subject, body, "en", **values)
    return desk.do(tickets.submit, who, submission).ticket_id


def found(desk: Desk, who: Contact, search: str) -> list[str]:
    return [ticket.subject for ticket in desk.see(inbox.look, who, search=search).tickets]


@pytest.fixture
def mallory(desk: Desk, site: Site, sign: Signer) -> Contact:
    return desk.do(people.identify, site, sign("mallory@other.example"))


def test_search_looks_at_subject_number_and_what_the_customer_may_read(
    desk: Desk, carol: Contact, ada: Specialist, mallory: Contact
) -> None:
    first = submitted(desk, carol, "Ärger mit 100% Rabatt", "Der Export bricht ab.")
    second = submitted(desk, carol, "Invoice", "Where is it?")
    submitted(desk, mallory, "Ärger, Invoice, Export", "secret word")
    desk.do(tickets.reply, ada, second, "In your mailbox.")
    desk.do(tickets.reply, ada, second, "A rude remark", note=True)
    assert found(desk, carol, "ärger") == ["Ärger mit 100% Rabatt"]
    assert found(desk, carol, "EXPORT rabatt") == ["Ärger mit 100% Rabatt"]
    assert found(desk, carol, "0% R") == ["Ärger mit 100% Rabatt"]
    assert found(desk, carol, "mailbox") == ["Invoice"]
    assert found(desk, carol, f"#{first}") == ["Ärger mit 100% Rabatt"]
    for nothing in ("rude", "secret", "1_0", "export mailbox", "a" * 5_000):
        assert found(desk, carol, nothing) == [], nothing
    assert len(found(desk, carol, "  ")) == 2
    assert found(desk, carol, "\x00 \ud800") == []


def test_orders_page_without_gap_or_repetition_also_among_equal_moments(desk: Desk, carol: Contact) -> None:
    numbers = []
    with desk.work() as work:
        for index in range(2 * PAGE + 5):
            work.now += timedelta(seconds=index % 2)
            submission = Submission(carol.site_id, "email", carol.email, f"Number {index}", "Text", "en")
            numbers.append(tickets.submit(work, carol, submission).ticket_id)
    desk.do(tickets.answer_as_contact, carol, numbers[3], "Once more")
    expected = {"newest": numbers[::-1], "oldest": numbers}
    for order, wanted in expected.items():
        assert walked(desk, carol, order) == wanted
    assert walked(desk, carol, "changed")[-1] == numbers[0]
    assert sorted(walked(desk, carol, "changed")) == numbers


def walked(desk: Desk, who: Contact, order: str) -> list[int]:
    seen: list[int] = []
    place: Place | None = None
    while True:
        page = desk.see(inbox.look, who, order=order, after=place)
        seen += [ticket.id for ticket in page.tickets]
        if page.next is None:
            return seen
        place = Place.parse(str(page.next))


def test_what_the_customer_cannot_see_moves_nothing_in_their_inbox(desk: Desk, carol: Contact, ada: Specialist) -> None:
    first, second = (submitted(desk, carol, name, name) for name in ("First", "Second"))
    with desk.work() as work:
        work.now += timedelta(hours=1)
        tickets.reply(work, ada, first, "Only for us", note=True)
        tickets.assign(work, ada, first, ada.id)
        tickets.set_status(work, ada.author, first, Status.WAITING)
    found = desk.see(inbox.look, carol)
    assert [ticket.id for ticket in found.tickets] == [second, first]
    assert found.changed[first] == desk.see(tickets.timeline, first)[0].at
    with desk.work() as work:
        work.now += timedelta(hours=2)
        tickets.reply(work, ada, first, "For you too")
    assert walked(desk, carol, "changed") == [first, second]


def test_an_unknown_order_is_not_found(desk: Desk, carol: Contact) -> None:
    with pytest.raises(NotFound):
        desk.see(inbox.look, carol, order="random")


def test_a_long_timeline_comes_in_pages_and_notes_do_not_count(desk: Desk, carol: Contact, ada: Specialist) -> None:
    number = submitted(desk, carol, "Long", "0")
    with desk.work() as work:
        for index in range(1, TIMELINE + 20):
            tickets.reply(work, ada, number, str(index), note=index % 7 == 0)
    said = [str(index) for index in range(TIMELINE + 20) if index % 7 or index == 0]
    latest = desk.see(inbox.open_ticket, carol, number)
    assert [message.body for message in latest.messages] == said[-TIMELINE:]
    assert latest.earlier
    before = desk.see(inbox.open_ticket, carol, number, before=latest.messages[40].seq)
    assert [message.body for message in before.messages] == said[: len(said) - TIMELINE + 40]
    assert not before.earlier
    fresh = desk.see(inbox.open_ticket, carol, number, after=latest.messages[-3].seq)
    assert [message.body for message in fresh.messages] == said[-2:]
    assert fresh.earlier is False


def test_other_tabs_learn_of_reading_and_starring(desk: Desk, carol: Contact, ada: Specialist) -> None:
    number = submitted(desk, carol, "Tabs")
    desk.do(tickets.reply, ada, number, "Hello")
    cursor = desk.see(inbox.open_ticket, carol, number).cursor
    for _again in range(2):
        desk.do(inbox.mark_seen, carol, number)
        desk.do(inbox.set_favourite, carol, number, True)
    told = desk.see(journal.public_since, carol.id, cursor)
    assert [event.kind for event in told] == ["ticket.seen", "ticket.starred"]


def events(work: Work, who: Contact, number: int) -> list[tuple[str, int]]:
    _, messages = inbox.read(work, who, number)
    return [(message.data["event"], message.data["ticket"]) for message in messages if "ticket" in message.data]


def test_a_follow_up_and_its_ticket_tell_of_each_other(desk: Desk, carol: Contact) -> None:
    earlier = submitted(desk, carol, "First")
    desk.do(inbox.close, carol, earlier)
    later = submitted(desk, carol, "Second", follows=earlier)
    assert desk.see(events, carol, earlier) == [("continued", later)]
    assert desk.see(events, carol, later) == [("follows", earlier)]
    assert desk.see(tickets.get, earlier).status.is_closed


def test_nobody_links_to_what_is_not_theirs(desk: Desk, carol: Contact, mallory: Contact) -> None:
    hers = submitted(desk, carol, "Private")
    for number in (hers, 2**70, -1, 0):
        later = submitted(desk, mallory, "Curious", follows=number)
        assert desk.see(events, mallory, later) == []
    assert desk.see(events, carol, hers) == []
