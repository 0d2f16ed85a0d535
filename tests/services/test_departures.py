"""Specialists who leave the team, and what becomes of their doors, their work and their words."""

from __future__ import annotations

import pytest

from helpcenter.desk import Desk, Work
from helpcenter.domain.api_tokens import ApiRight
from helpcenter.domain.audit import Deed
from helpcenter.domain.faults import Conflict, Forbidden, NotFound
from helpcenter.domain.people import Contact, Presence, Role, Specialist
from helpcenter.domain.tickets import Status, Submission
from helpcenter.services import api_tokens, audit, credentials, departures, people, tickets
from helpcenter.services.chats import presence

PASSWORD = "correct horse battery"


@pytest.fixture
def ben(desk: Desk) -> Specialist:
    return desk.do(people.put_specialist, "ben@team.example", "Ben", ("fr",), Role.SPECIALIST)


@pytest.fixture
def his(desk: Desk, carol: Contact, ben: Specialist) -> int:
    """The number of a ticket that Ben has and has answered."""
    wish = Submission(carol.site_id, "email", carol.email, "Invoice", "Where is my invoice?", "en")
    number = desk.do(tickets.submit, carol, wish).ticket_id
    desk.do(tickets.assign, ben, number, ben.id)
    desk.do(tickets.reply, ben, number, "Here it is.", status=Status.OPEN)
    return number


def test_no_door_opens_any_more(desk: Desk, ada: Specialist, ben: Specialist) -> None:
    desk.do(credentials.set_password, ben.email, PASSWORD)
    token, program = desk.do(credentials.new_token, ben.email, "laptop"), desk.do(_program, ben)
    desk.do(presence.set_presence, ben, Presence.ONLINE)
    assert desk.do(departures.leave, ben.email, by=ada) == 0
    newest = desk.see(audit.log)[0]
    assert (newest.deed, newest.who, newest.subject) == (Deed.SPECIALIST_LEFT, ada.name, ben.email)
    assert desk.do(credentials.sign_in, ben.email, PASSWORD) is None
    assert desk.do(credentials.by_token, token) is None
    assert desk.see(api_tokens.bearer, program) is None
    assert [each.specialist.email for each in desk.see(presence.desks)] == [ada.email]
    with pytest.raises(Forbidden):
        desk.do(credentials.new_token, ada.email, "", by=ben)
    with pytest.raises(NotFound):
        desk.see(people.specialist, ben.email)


def test_their_tickets_are_nobodys_and_their_words_stay(desk: Desk, ada: Specialist, his: int, ben: Specialist) -> None:
    assert desk.do(departures.leave, ben.email) == 1
    assert desk.see(tickets.get, his).assignee is None
    assert [each.author.name for each in desk.see(tickets.timeline, his) if each.body] == ["Carol", "Ben"]
    with pytest.raises(NotFound):
        desk.do(tickets.assign, ada, his, ben.id)


def test_a_closed_ticket_still_says_who_had_it(desk: Desk, ada: Specialist, his: int, ben: Specialist) -> None:
    desk.do(tickets.set_status, ben.author, his, Status.SOLVED)
    assert desk.do(departures.leave, ben.email) == 0
    assignee = desk.see(tickets.get, his).assignee
    assert assignee is not None
    assert assignee.name == "Ben"


def test_accounts_look_for_another_success_manager(
    desk: Desk, ada: Specialist, carol: Contact, ben: Specialist
) -> None:
    desk.do(people.set_success_manager, carol, ben.id)
    desk.do(departures.leave, ben.email)
    account = desk.see(people.get, carol.id).account
    assert account is not None
    assert account.success_manager_id is None


def test_the_last_admin_stays_while_others_answer(desk: Desk, ada: Specialist, ben: Specialist) -> None:
    with pytest.raises(Conflict):
        desk.do(departures.leave, ada.email)
    desk.do(departures.leave, ben.email)
    desk.do(departures.leave, ada.email)
    assert desk.see(people.specialists) == []


def test_who_comes_back_is_the_same_person_without_the_old_doors(desk: Desk, ada: Specialist, ben: Specialist) -> None:
    token = desk.do(credentials.new_token, ben.email, "laptop")
    desk.do(departures.leave, ben.email)
    back = desk.do(people.put_specialist, ben.email, "Ben", ("fr",), Role.SPECIALIST)
    assert back.id == ben.id
    assert desk.do(credentials.by_token, token) is None


def test_only_admins_let_others_go(desk: Desk, ada: Specialist, ben: Specialist) -> None:
    with pytest.raises(Forbidden):
        desk.do(departures.leave, ada.email, by=ben)
    with pytest.raises(NotFound):
        desk.do(departures.leave, "nobody@team.example")


def _program(work: Work, who: Specialist) -> str:
    return api_tokens.add(work, "Shop", who.email, [ApiRight.TICKETS_READ])
