"""Views: the value's own answer and the store's are the same, on both stores."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.people import Contact, Role, Specialist
from helpcenter.domain.tickets import Status, Submission, Ticket
from helpcenter.domain.views import BUILT_IN
from helpcenter.services import people, tickets, views


def _key(ticket: Ticket) -> tuple[datetime, int]:
    return ticket.updated_at, ticket.id


def test_what_a_view_holds_and_what_the_store_finds_agree(desk: Desk, ada: Specialist, carol: Contact) -> None:
    ben = desk.do(people.put_specialist, "ben@team.example", "Ben", ("en",), Role.SPECIALIST)
    numbers = []
    for status in Status:
        for assignee in (None, ada, ben):
            made = Submission(carol.site_id, "email", carol.email, "Subject", "Body", "en")
            number = desk.do(tickets.submit, carol, made).ticket_id
            desk.do(tickets.assign, ada, number, assignee.id if assignee else None)
            desk.do(tickets.set_status, ada.author, number, status)
            numbers.append(number)
    everything = sorted((desk.see(tickets.get, number) for number in numbers), key=_key, reverse=True)
    assert len(everything) == 15
    counts = desk.see(views.counts, BUILT_IN, ada.id)
    for view in BUILT_IN:
        held = [ticket.id for ticket in everything if view.holds(ticket, ada.id, datetime.now(UTC))]
        assert [ticket.id for ticket in desk.see(views.page, view, ada.id)] == held
        assert counts[view.id] == len(held)
        paged: list[Ticket] = []
        while more := desk.see(views.page, view, ada.id, before=_key(paged[-1]) if paged else None, limit=4):
            paged += more
        assert [ticket.id for ticket in paged] == held


def test_counting_stops_where_it_says(
    desk: Desk, ada: Specialist, carol: Contact, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "COUNT_AT_MOST", 2)
    for _ in range(3):
        desk.do(tickets.submit, carol, Submission(carol.site_id, "email", carol.email, "Subject", "Body", "en"))
    assert desk.see(views.counts, BUILT_IN, ada.id)["all"] == 2
