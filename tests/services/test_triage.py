"""Filters find what the values say, and triage changes many tickets and takes it back, on both stores."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.faults import Invalid, NotFound
from helpcenter.domain.filters import parse
from helpcenter.domain.people import Contact, Role, Specialist
from helpcenter.domain.tickets import Priority, Status, Submission
from helpcenter.domain.triage import NOBODY, Change, tags_of
from helpcenter.domain.views import filtered
from helpcenter.services import people, snoozes, tickets, triage, views
from helpcenter.store import filters


@pytest.fixture
def ben(desk: Desk) -> Specialist:
    return desk.do(people.put_specialist, "ben@team.example", "Ben Big", ("en",), Role.SPECIALIST)


@pytest.fixture
def numbers(desk: Desk, ada: Specialist, ben: Specialist, carol: Contact) -> list[int]:
    """Six tickets that differ in everything that can be asked for."""
    made = []
    for at in range(6):
        locale = ("en", "fr", "de")[at % 3]
        said = Submission(carol.site_id, "email", carol.email, f"Subject {at}", f"Body of zebra{at} crossing", locale)
        made.append(desk.do(tickets.submit, carol, said).ticket_id)
    desk.do(triage.change, ada, made[:2], Change(assignee_id=ada.id, add_tags=("billing", "vip")))
    desk.do(triage.change, ada, made[1:3], Change(priority=Priority.HIGH, status=Status.WAITING, add_tags=("bug",)))
    desk.do(triage.change, ada, [made[3]], Change(status=Status.SOLVED, assignee_id=ben.id))
    desk.do(snoozes.snooze, ada, made[4], datetime.now(UTC) + timedelta(days=1))
    return made


LINES = {
    "status:new": [0, 4, 5],
    "status:new,waiting": [0, 1, 2, 4, 5],
    "-status:new": [1, 2, 3],
    "lang:fr,de": [1, 2, 4, 5],
    "assignee:me": [0, 1],
    'assignee:"Ben Big"': [3],
    "assignee:none": [2, 4, 5],
    "-assignee:me": [2, 3, 4, 5],
    "tag:billing": [0, 1],
    "tag:billing -tag:bug": [0],
    "tag:bug,vip status:waiting": [1, 2],
    "priority:high": [1, 2],
    "channel:email": [0, 1, 2, 3, 4, 5],
    "channel:chat": [],
    "plan:enterprise": [0, 1, 2, 3, 4, 5],
    "plan:free": [],
    "-plan:free tag:vip": [0, 1],
    "from:carol@customer.example is:snoozed": [4],
    "is:mine,snoozed": [0, 1, 4],
    "-is:snoozed": [0, 1, 2, 3, 5],
    "is:unassigned status:new": [4, 5],
    "is:unread": [3],
    "is:late": [],
    "-is:late lang:en": [0, 3],
    "created<1h": [0, 1, 2, 3, 4, 5],
    "created>1h": [],
    "updated>2030-01-01": [],
    "updated<=2030-01-01": [0, 1, 2, 3, 4, 5],
    "crossing lang:en": [0, 3],
    "zebra4": [4],
    '"zebra2 crossing"': [2],
}


@pytest.mark.parametrize("rare", [1_000, 0], ids=["the rare leads", "nothing is rare"])
def test_a_filter_finds_what_it_asks_for(
    desk: Desk, ada: Specialist, numbers: list[int], rare: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filters, "RARE", rare)
    everything = [desk.see(tickets.get, number) for number in numbers]
    for line, wanted in LINES.items():
        view = filtered(parse(line))
        found = desk.see(views.page, view, ada.id)
        assert {ticket.id for ticket in found} == {numbers[at] for at in wanted}, line
        assert found == sorted(found, key=lambda each: (each.updated_at, each.id), reverse=True)
        if view.asked and not view.asked.words:
            held = {each.id for each in everything if view.holds(each, ada.id, datetime.now(UTC))}
            assert held == {each.id for each in found}, line
        paged = []
        while more := desk.see(
            views.page, view, ada.id, before=(paged[-1].updated_at, paged[-1].id) if paged else None, limit=2
        ):
            paged += more
        assert paged == found, line


def test_the_time_left_is_asked_for(desk: Desk, ada: Specialist, numbers: list[int]) -> None:
    promised = [number for number in numbers if desk.see(tickets.get, number).due_at]
    assert promised
    for line, wanted in (("sla<52w", promised), ("sla>1m", promised), ("sla>52w", [])):
        assert {each.id for each in desk.see(views.page, filtered(parse(line)), ada.id)} == set(wanted), line


def test_tags_are_known(desk: Desk, numbers: list[int]) -> None:
    assert desk.see(views.known_tags) == ["billing", "bug", "vip"]


def test_many_are_changed_and_it_is_taken_back(desk: Desk, ada: Specialist, numbers: list[int]) -> None:
    before = [desk.see(tickets.get, number) for number in numbers]
    wanted = Change(Status.OPEN, Priority.URGENT, NOBODY, ("new-tag",), ("billing",))
    done = desk.do(triage.change, ada, [*numbers, 999_999], wanted)
    assert done.refused == (999_999,)
    assert all(
        (each.status, each.priority, each.assignee) == (Status.OPEN, Priority.URGENT, None) for each in done.tickets
    )
    assert all("new-tag" in each.tags and "billing" not in each.tags for each in done.tickets)
    desk.do(tickets.assign, ada, numbers[5], ada.id)
    back = desk.do(triage.undo, ada, done.steps)
    assert back.refused == (numbers[5],)
    for was in before[:5]:
        now = desk.see(tickets.get, was.id)
        assert (now.status, now.priority, now.assignee, set(now.tags)) == (
            was.status, was.priority, was.assignee, set(was.tags)
        )  # fmt: skip
    again = desk.do(triage.undo, ada, back.steps)
    assert [each.priority for each in again.tickets] == [Priority.URGENT] * 5


def test_nothing_is_told_where_nothing_changes(desk: Desk, ada: Specialist, numbers: list[int]) -> None:
    done = desk.do(triage.change, ada, numbers[:1], Change(add_tags=("BILLING",), assignee_id=ada.id))
    assert (done.steps, done.tickets[0].version) == ((), desk.see(tickets.get, numbers[0]).version)
    assert len(desk.see(tickets.timeline, numbers[0])) == 3


def test_bad_tags_and_people_change_nothing(desk: Desk, ada: Specialist, numbers: list[int]) -> None:
    for tag in ("", "a,b", 'quo"te', "x" * 51):
        with pytest.raises(Invalid):
            desk.do(triage.change, ada, numbers, Change(add_tags=(tag,)))
    with pytest.raises(Invalid):
        desk.do(triage.change, ada, numbers, Change(add_tags=tuple(f"t{at}" for at in range(31))))
    with pytest.raises(NotFound):
        desk.do(triage.change, ada, numbers, Change(priority=Priority.LOW, assignee_id=424_242))
    assert not any(desk.see(tickets.get, number).priority is Priority.LOW for number in numbers)


def test_a_line_of_tags() -> None:
    assert tags_of("#Billing, two -old +new") == (("billing", "two", "new"), ("old",))
