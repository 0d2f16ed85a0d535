"""The same form at the same time from many threads is one ticket; so is every acknowledged one, under load."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.faults import Invalid
from helpcenter.domain.journal import Cursor, Event
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.tickets import Submission
from helpcenter.services import inbox, journal, tickets
from helpcenter.services.idempotency import Once


def submission(contact: Contact, subject: str = "It broke") -> Submission:
    return Submission(contact.site_id, "email", contact.email, subject, "Here is how.", "en")


def test_ten_threads_with_one_form_make_one_ticket(desk: Desk, carol: Contact) -> None:
    form = Once("session:1", "same")
    with ThreadPoolExecutor(10) as threads:
        receipts = list(threads.map(lambda _: desk.do(tickets.submit, carol, submission(carol), form), range(10)))
    assert len({receipt.ticket_id for receipt in receipts}) == 1
    assert sum(not receipt.repeated for receipt in receipts) == 1
    assert desk.see(inbox.look, carol).counts["all"] == 1


def test_the_same_key_in_another_session_is_another_form(desk: Desk, carol: Contact) -> None:
    first = desk.do(tickets.submit, carol, submission(carol), Once("session:1", "k"))
    second = desk.do(tickets.submit, carol, submission(carol), Once("session:2", "k"))
    assert first.ticket_id != second.ticket_id


def test_writers_at_once_lose_nothing_and_a_reader_skips_nothing(desk: Desk, carol: Contact, ada: Specialist) -> None:
    """Readers that follow the journal while eight writers write see every event once."""
    seen: list[Event] = []

    def write(number: int) -> int:
        receipt = desk.do(tickets.submit, carol, submission(carol, f"Question {number}"))
        desk.do(tickets.reply, ada, receipt.ticket_id, "Like this.")
        return receipt.ticket_id

    with ThreadPoolExecutor(8) as threads:
        running = [threads.submit(write, number) for number in range(40)]
        while any(not job.done() for job in running):
            seen += desk.see(journal.since, seen[-1].cursor if seen else Cursor())
        numbers = {job.result() for job in running}
    while more := desk.see(journal.since, seen[-1].cursor if seen else Cursor()):
        seen += more
    assert len(numbers) == 40
    for kind in ("ticket.submitted", "ticket.replied"):
        assert sorted(e.ticket_id for e in seen if e.kind == kind and e.ticket_id) == sorted(numbers)
    assert [e.cursor for e in seen] == sorted(e.cursor for e in seen)


def test_a_refused_form_can_be_sent_again_with_the_same_key(desk: Desk, carol: Contact) -> None:
    form = Once("session:1", "k")
    good = submission(carol)
    with pytest.raises(Invalid):
        desk.do(tickets.submit, carol, replace(good, subject=""), form)
    assert desk.see(inbox.look, carol).counts["all"] == 0
    assert not desk.do(tickets.submit, carol, good, form).repeated
