"""Tickets on both stores: submitted once, answered, told to the journal, never lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.faults import Conflict, Fault, Forbidden, Invalid, NotFound
from helpcenter.domain.journal import Cursor
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.tickets import MessageKind, Status, Submission
from helpcenter.services import deliveries, inbox, journal, people, tickets
from helpcenter.services.idempotency import Once

FORM = Once("session:1", "k1")


@pytest.fixture
def submission(carol: Contact) -> Submission:
    return Submission(carol.site_id, "email", carol.email, "It broke", "Here is how.\nTwice.", "fr", question="broken?")


def test_a_submission_is_ticket_message_letter_and_events_in_one(
    desk: Desk, carol: Contact, submission: Submission
) -> None:
    receipt = desk.do(tickets.submit, carol, submission, FORM)
    ticket, messages = desk.see(inbox.read, carol, receipt.ticket_id)
    assert (ticket.status, ticket.subject, ticket.question) == (Status.NEW, "It broke", "broken?")
    assert [m.body for m in messages] == ["Here is how.\nTwice."]
    assert ticket.due_at == receipt.promised_at is not None
    [delivery] = desk.see(deliveries.of_ticket, receipt.ticket_id)
    assert (delivery.letter.name, delivery.letter.to, delivery.letter.locale) == ("acknowledgement", carol.email, "fr")
    assert [e.kind for e in desk.see(journal.since, Cursor())] == ["ticket.submitted"]


def test_the_same_form_twice_is_one_ticket(desk: Desk, carol: Contact, submission: Submission) -> None:
    first = desk.do(tickets.submit, carol, submission, FORM)
    second = desk.do(tickets.submit, carol, submission, FORM)
    assert second == replace(first, repeated=True)
    assert desk.see(inbox.look, carol).counts["all"] == 1
    with pytest.raises(Conflict):
        desk.do(tickets.submit, carol, replace(submission, body="Something else"), FORM)


def test_faults_are_named_by_field_and_nothing_is_written(desk: Desk, carol: Contact, submission: Submission) -> None:
    with pytest.raises(Invalid) as refusal:
        desk.do(tickets.submit, carol, replace(submission, subject=" ", email="nobody", body="x" * 50_001))
    assert refusal.value.faults == {
        "subject": Fault.MISSING,
        "email": Fault.NOT_AN_ADDRESS,
        "body": Fault.TOO_LONG,
    }
    assert desk.see(inbox.look, carol).tickets == ()
    assert desk.see(journal.since, Cursor()) == []


def test_a_ticket_is_taken_only_in_a_language_that_is_answered(
    desk: Desk, carol: Contact, submission: Submission
) -> None:
    with pytest.raises(Invalid) as refusal:
        desk.do(tickets.submit, carol, replace(submission, locale="pl"))
    assert refusal.value.faults == {"locale": Fault.NOT_OFFERED}


def test_a_channel_closed_by_policy_is_refused(desk: Desk, site, sign, submission: Submission) -> None:  # type: ignore[no-untyped-def]
    free = desk.do(people.identify, site, sign("free@customer.example", plan="free", account=None))
    with pytest.raises(Forbidden):
        desk.do(tickets.submit, free, submission)


def test_reply_leaves_as_letter_and_note_stays_inside(
    desk: Desk, carol: Contact, ada: Specialist, submission: Submission
) -> None:
    number = desk.do(tickets.submit, carol, submission).ticket_id
    desk.do(tickets.reply, ada, number, "Customer is upset.", note=True)
    desk.do(tickets.reply, ada, number, "Try this.")
    ticket, messages = desk.see(inbox.read, carol, number)
    assert [m.body for m in messages] == ["Here is how.\nTwice.", "Try this."]
    assert (ticket.status, ticket.unread, ticket.assignee) == (Status.WAITING, True, ada)
    assert [m.kind for m in desk.see(tickets.timeline, number)] == [
        MessageKind.REPLY,
        MessageKind.NOTE,
        MessageKind.REPLY,
    ]
    acknowledgement, letter = desk.see(deliveries.of_ticket, number)
    assert letter.letter.values["body"] == "Try this."
    assert letter.in_reply_to == acknowledgement.message_id
    assert letter.references == (acknowledgement.message_id,)


def test_two_specialists_do_not_answer_the_same_version(
    desk: Desk, carol: Contact, ada: Specialist, submission: Submission
) -> None:
    number = desk.do(tickets.submit, carol, submission).ticket_id
    seen = desk.see(tickets.get, number).version
    desk.do(tickets.reply, ada, number, "First.", expected_version=seen)
    with pytest.raises(Conflict):
        desk.do(tickets.reply, ada, number, "Second.", expected_version=seen)
    assert len(desk.see(tickets.timeline, number)) == 2


def test_close_reopen_and_answer(desk: Desk, carol: Contact, ada: Specialist, submission: Submission) -> None:
    number = desk.do(tickets.submit, carol, submission).ticket_id
    desk.do(tickets.assign, ada, number, ada.id)
    assert desk.do(inbox.close, carol, number).status is Status.CLOSED
    assert desk.see(inbox.look, carol).counts == {"all": 1, "open": 0, "closed": 1, "favourites": 0, "unread": 0}
    reopened = desk.do(inbox.reopen, carol, number)
    assert (reopened.status, reopened.assignee, reopened.closed_at) == (Status.OPEN, ada, None)
    desk.do(inbox.close, carol, number)
    desk.do(tickets.answer_as_contact, carol, number, "Still broken")
    ticket, messages = desk.see(inbox.read, carol, number)
    assert ticket.status is Status.OPEN
    assert [m.data.get("event") for m in messages if m.kind is MessageKind.EVENT] == [
        "closed",
        "reopened",
        "closed",
        "reopened",
    ]


def test_nobody_reads_anybody_elses_ticket(desk: Desk, carol: Contact, site, sign, submission: Submission) -> None:  # type: ignore[no-untyped-def]
    number = desk.do(tickets.submit, carol, submission).ticket_id
    mallory = desk.do(people.identify, site, sign("mallory@other.example"))
    for verb in (inbox.read, inbox.close, inbox.reopen, inbox.mark_seen):
        with pytest.raises(NotFound):
            desk.do(verb, mallory, number)
    with pytest.raises(NotFound):
        desk.do(tickets.answer_as_contact, mallory, number, "hello")
    with pytest.raises(NotFound):
        desk.do(inbox.read, carol, 2**70)
