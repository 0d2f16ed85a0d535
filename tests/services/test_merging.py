"""Merging, splitting and linking tickets, spam, and custom fields: on both stores, with taking back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from helpcenter.config import ConfigError, Settings, load
from helpcenter.desk import Desk
from helpcenter.domain.faults import Conflict, Invalid, NotFound
from helpcenter.domain.joining import NotJoined, Why
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.sites import Site
from helpcenter.domain.ticket_fields import TicketField
from helpcenter.domain.tickets import MessageKind, Status, Submission
from helpcenter.factory import create_desk
from helpcenter.services import (
    attachments,
    conversations,
    inbox,
    merging,
    people,
    spam,
    ticket_fields,
    ticket_links,
    ticket_search,
    tickets,
)
from tests.domain.evidence import samples
from tests.signing import Signer

Write = Callable[..., int]


@pytest.fixture
def write(desk: Desk, carol: Contact) -> Write:
    """A customer's new ticket; returns its id."""

    def written(subject: str, body: str, contact: Contact = carol) -> int:
        made = Submission(contact.site_id, "email", contact.email, subject, body, "en")
        return desk.do(tickets.submit, contact, made).ticket_id

    return written


def said(desk: Desk, number: int) -> list[str]:
    """The bodies of a ticket's entries, events left out."""
    return [each.body for each in desk.see(tickets.timeline, number) if each.kind is not MessageKind.EVENT]


def test_a_merge_copies_what_was_said_and_can_be_taken_back(
    desk: Desk, ada: Specialist, carol: Contact, write: Write
) -> None:
    target, source = write("First", "the first matter"), write("Second", "the marzipan matter")
    file = desk.do(attachments.keep, "s", attachments.store(desk.settings, "a.png", samples.png()))
    with desk.work() as work:
        attachments.send(work, [file], tickets.timeline(work, source)[0])
    desk.do(tickets.reply, ada, target, "Solved?", status=Status.SOLVED)
    done = desk.do(merging.merge, ada, target, [source, target, source])
    assert said(desk, target) == ["the first matter", "Solved?", "the marzipan matter"]
    assert desk.see(tickets.get, target).status is Status.OPEN
    merged = desk.see(tickets.get, source)
    assert (merged.status, merged.merged_into) == (Status.CLOSED, target)
    assert [each.name for each in desk.see(attachments.of_ticket, target)] == ["a.png"]
    assert {hit.ticket.id for hit in desk.see(ticket_search.find, "marzipan", "date", 10)} == {source, target}
    assert [each.id for each in desk.see(inbox.look, carol).tickets] == [target]
    assert desk.see(inbox.counts, carol)["all"] == 1

    desk.do(merging.undo, ada, done)
    assert said(desk, target) == ["the first matter", "Solved?"]
    assert desk.see(tickets.get, target).status is Status.SOLVED
    back = desk.see(tickets.get, source)
    assert (back.status, back.merged_into) == (Status.NEW, None)
    assert back.due_at is not None
    assert not desk.see(attachments.of_ticket, target)
    assert {hit.ticket.id for hit in desk.see(ticket_search.find, "marzipan", "date", 10)} == {source}
    with pytest.raises(Conflict):
        desk.do(merging.undo, ada, done)


def test_what_comes_late_goes_where_the_merge_leads(desk: Desk, ada: Specialist, carol: Contact, write: Write) -> None:
    first, second, third = write("a", "one"), write("b", "two"), write("c", "three")
    desk.do(merging.merge, ada, second, [first])
    desk.do(merging.merge, ada, third, [second])
    desk.do(tickets.answer_as_contact, carol, first, "late")
    assert said(desk, third)[-1] == "late"
    with pytest.raises(NotJoined) as refused:
        desk.do(tickets.reply, ada, first, "Hello")
    assert refused.value.why is Why.MERGED
    desk.do(tickets.reply, ada, first, "a note is fine", note=True)


def test_tickets_of_two_people_stay_two(desk: Desk, ada: Specialist, site: Site, sign: Signer, write: Write) -> None:
    dave = desk.do(people.identify, site, sign(email="dave@customer.example", name="Dave"))
    mine, theirs = write("a", "one"), write("b", "two", dave)
    for target, sources, why in ((mine, [theirs], Why.OTHER_PERSON), (mine, [mine], Why.SELF)):
        with pytest.raises(NotJoined) as refused:
            desk.do(merging.merge, ada, target, sources)
        assert refused.value.why is why
    with pytest.raises(NotFound):
        desk.do(merging.merge, ada, mine, [999_999])
    assert said(desk, mine) == ["one"]


def test_a_split_opens_a_ticket_of_the_same_person(desk: Desk, ada: Specialist, carol: Contact, write: Write) -> None:
    number = write("Two things", "First thing")
    second = desk.do(tickets.answer_as_contact, carol, number, "Also: invoices\nare wrong")
    note = desk.do(tickets.reply, ada, number, "hm", note=True)
    made = desk.do(merging.split, ada, number, second.seq)
    assert (made.subject, made.contact.id, made.assignee) == ("Also: invoices", carol.id, ada)
    assert said(desk, made.id) == ["Also: invoices\nare wrong"]
    with pytest.raises(NotFound):
        desk.do(merging.split, ada, number, note.seq)
    desk.do(merging.unsplit, ada, number, made)
    assert desk.see(tickets.get, made.id).merged_into == number
    with pytest.raises(Conflict):
        desk.do(merging.unsplit, ada, number, made)


def test_linked_tickets_tell_of_each_other(desk: Desk, ada: Specialist, write: Write) -> None:
    one, other = write("a", "one"), write("b", "two")
    assert desk.do(ticket_links.link, ada, other, one)
    assert not desk.do(ticket_links.link, ada, one, other)
    assert [each.id for each in desk.see(conversations.read, one).linked] == [other]
    assert [each.id for each in desk.see(conversations.read, other).linked] == [one]
    assert desk.do(ticket_links.unlink, ada, one, other)
    assert not desk.see(conversations.read, one).linked
    with pytest.raises(NotJoined):
        desk.do(ticket_links.link, ada, one, one)
    with pytest.raises(NotFound):
        desk.do(ticket_links.link, ada, one, 999_999)


def test_spam_is_closed_without_a_letter_and_taken_back(desk: Desk, ada: Specialist, write: Write) -> None:
    number = write("Buy!", "cheap")
    marked = desk.do(spam.mark, ada, number, block=True)
    assert (marked.status, marked.tags) == (Status.CLOSED, ("spam",))
    assert not desk.see(conversations.read, number).letters
    back = desk.do(spam.unmark, ada, number, Status.NEW)
    assert (back.status, back.tags) == (Status.NEW, ())
    assert back.due_at is not None


def test_fields_are_checked_kept_and_told(settings: Settings, ada: Specialist, write: Write) -> None:
    fields = (TicketField("area", "Area", ("Billing", "Routes")), TicketField("order", "Order"))
    number = write("a", "b")
    desk = create_desk(replace(settings, ticket_fields=fields))
    try:
        desk.do(ticket_fields.put, ada, number, "area", " billing ")
        assert desk.do(ticket_fields.put, ada, number, "order", "A-1").fields == {"area": "Billing", "order": "A-1"}
        assert desk.do(ticket_fields.put, ada, number, "order", "").fields == {"area": "Billing"}
        with pytest.raises(Invalid):
            desk.do(ticket_fields.put, ada, number, "area", "Weather")
        with pytest.raises(NotFound):
            desk.do(ticket_fields.put, ada, number, "none", "x")
    finally:
        desk.close()


@pytest.mark.parametrize(
    ("tables", "told"),
    [
        ('[{"name": "Area"}]', "lower-case"),
        ('[{"name": "a"}, {"name": "a"}]', "two ticket fields"),
        ('[{"name": "a", "kind": "x"}]', "unknown key 'kind'"),
        ('[{"name": "a", "choices": "x"}]', "list of texts"),
        ("[1]", "needs a name"),
    ],
)
@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
def test_wrong_fields_in_the_settings_are_named(settings: Settings, tables: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        load(environ={"HELPCENTER_TICKET_FIELDS": tables}, data_dir=settings.data_dir)
