"""The demo's store: complete, true to the services, the same however often it is seeded."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from helpcenter.demo.cast import CUSTOMERS, OTHERS, SITE_KEY
from helpcenter.demo.seed import ARTICLES, host_origin, open_site, seed
from helpcenter.desk import Desk
from helpcenter.domain.journal import Cursor
from helpcenter.domain.mailroom import Verdict
from helpcenter.domain.staff_access import AccessKind
from helpcenter.domain.tickets import MessageKind, Status
from helpcenter.domain.views import ALL, BUILT_IN
from helpcenter.services import (
    articles,
    callbacks,
    chats,
    deliveries,
    journal,
    mailroom,
    people,
    policy,
    questions,
    shelves,
    sites,
    staff_access,
    surveys,
    tickets,
    views,
)
from helpcenter.store import journal as journal_rows


def test_seeding_twice_changes_nothing(desk: Desk) -> None:
    seed(desk)
    told = desk.see(journal_rows.count)
    before = [ticket.version for ticket in desk.see(views.page, ALL, 0)]
    seed(desk)
    assert desk.see(journal_rows.count) == told
    assert [ticket.version for ticket in desk.see(views.page, ALL, 0)] == before


def test_tickets_are_of_all_kinds(demo: Desk) -> None:
    found = demo.see(views.page, ALL, 0)
    assert len(found) >= 25
    assert {ticket.status for ticket in found} == set(Status)
    assert {ticket.contact.locale for ticket in found} == set(demo.settings.locales)
    kinds = Counter(m.kind for ticket in found for m in demo.see(tickets.timeline, ticket.id))
    assert kinds[MessageKind.NOTE] >= 4
    assert kinds[MessageKind.REPLY] >= 50
    assert any(ticket.due_at for ticket in found)
    assert all(ticket.created_at <= ticket.updated_at for ticket in found)
    emi = next(t for t in found if t.topic == "subscription" and t.contact.locale == "ja")
    assert emi.assignee
    assert emi.assignee.name == "Kenji Mori"


def test_every_ticket_is_in_journal_and_outbox(demo: Desk) -> None:
    found = demo.see(views.page, ALL, 0)
    submitted = [e.ticket_id for e in demo.see(journal.since, Cursor(), 5000) if e.kind == "ticket.submitted"]
    assert sorted(ticket.id for ticket in found) == sorted(each for each in submitted if each)
    for ticket in found:
        letters = demo.see(deliveries.of_ticket, ticket.id)
        if ticket.channel == "chat":
            assert not letters, "nothing is mailed while it is live"
            continue
        assert letters[0].letter.name == ("callback" if ticket.channel == "callback" else "acknowledgement")
        assert all(each.letter.to.endswith(".example") for each in letters)


def test_policy_tells_the_people_of_the_switch_apart(demo: Desk) -> None:
    site = demo.see(sites.get, SITE_KEY)
    open_to = {}
    for customer in CUSTOMERS:
        contact = demo.do(people.ensure, site.id, customer.email, "en")
        open_to[customer.key] = [d.channel for d in demo.see(policy.channels, contact, contact.locale) if d.open]
    assert "email" in open_to["enterprise"]
    assert "email" in open_to["polish"]
    assert "email" not in open_to["free"]
    assert "email" not in open_to["starter"]


def test_articles_are_there_with_their_questions(demo: Desk) -> None:
    english = [source for source in demo.see(articles.sources) if source.locale == "en"]
    assert len(english) == len(list((ARTICLES / "en").glob("*.md"))) >= 16
    assert all(len(source.suggested) >= 2 and len(source.asked_as) >= 4 for source in english)
    there = {shelf.category.slug for shelf in demo.see(shelves.home, "en")}
    assert there == {source.category for source in english}


def test_the_host_page_may_embed_the_widget(demo: Desk) -> None:
    site = demo.do(open_site, demo.settings)
    assert set(site.origins) == {host_origin(demo.settings), "http://localhost:8080"}


def test_nobody_of_the_cast_can_be_reached_by_mail() -> None:
    assert all(customer.email.endswith(".example") for customer in (*CUSTOMERS, *OTHERS))


def test_a_call_is_wanted_a_ticket_is_put_aside_and_tickets_are_rated(demo: Desk) -> None:
    assert demo.see(callbacks.count) == 2
    assert demo.see(views.counts, BUILT_IN, 0)["snoozed"] == 1
    now = datetime.now(UTC)
    assert len(demo.see(surveys.between, now - timedelta(days=1), now + timedelta(days=1))) == 3


@pytest.mark.parametrize("now", ["2026-11-24T10:00Z", "2026-11-22T20:00Z"], ids=["open", "closed"])
def test_something_goes_on(desk: Desk, now: str) -> None:
    with time_machine.travel(now, tick=True):
        seed(desk)
        ada = desk.see(people.specialist, "ada@helpcenter.example")
        waiting = desk.see(chats.queue, ada).waiting
        assert len(waiting) == (2 if now.startswith("2026-11-24") else 0)
        assert all(chat.customer_here for chat in waiting)
        [windowed, due] = sorted(desk.see(callbacks.queue), key=lambda each: each.window is None)
        assert due.window is None
        assert {entry.verdict for entry in desk.see(mailroom.ledger)} == {Verdict.TICKET, Verdict.AUTO_REPLY}
        elena = desk.do(people.ensure, windowed.ticket.site_id, "elena@northwindgrain.example", "en")
        assert [entry.kind for entry in desk.see(staff_access.log, elena)] == [AccessKind.USED]
        assert len(desk.see(questions.of_contact, elena)) == 1
