"""Views that specialists save: theirs or everybody's, counted, removed; and who may."""

from __future__ import annotations

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.faults import Forbidden, Invalid, NotFound
from helpcenter.domain.filters import FilterError, parse
from helpcenter.domain.people import Contact, Role, Specialist
from helpcenter.domain.tickets import Submission
from helpcenter.domain.triage import Change
from helpcenter.domain.views import MAX_NAME, filtered
from helpcenter.services import people, tickets, triage, views


@pytest.fixture
def ben(desk: Desk) -> Specialist:
    """A colleague who leads nobody."""
    return desk.do(people.put_specialist, "ben@team.example", "Ben", ("en",), Role.SPECIALIST)


def test_views_are_ones_own_or_shared_by_those_who_may(desk: Desk, ada: Specialist, ben: Specialist) -> None:
    own = desk.do(views.keep, ben, " My  French ", "lang:fr", shared=False)
    shared = desk.do(views.keep, ada, "Billing", "tag:billing", shared=True)
    assert [(each.id, each.name, each.shared) for each in desk.see(views.own, ben)] == [
        (shared, "Billing", True),
        (own, "My French", False),
    ]
    assert [each.id for each in desk.see(views.own, ada)] == [shared]
    with pytest.raises(Forbidden):
        desk.do(views.keep, ben, "Everybody's", "lang:de", shared=True)
    with pytest.raises(Forbidden):
        desk.do(views.drop, ben, shared)
    with pytest.raises(NotFound):
        desk.do(views.drop, ada, own)
    desk.do(views.drop, ben, own)
    assert [each.id for each in desk.see(views.own, ben)] == [shared]


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [("", "lang:fr", Invalid), ("x" * (MAX_NAME + 1), "lang:fr", Invalid), ("x", "color:red", FilterError)],
)
def test_what_cannot_be_a_view_is_refused(
    desk: Desk, ada: Specialist, name: str, text: str, fault: type[Exception]
) -> None:
    with pytest.raises(fault):
        desk.do(views.keep, ada, name, text, shared=False)
    assert desk.see(views.own, ada) == []


def test_filters_are_counted(desk: Desk, ada: Specialist, carol: Contact) -> None:
    made = [
        desk.do(tickets.submit, carol, Submission(carol.site_id, "email", carol.email, f"{at}", "b", "en")).ticket_id
        for at in range(3)
    ]
    desk.do(triage.change, ada, made[:2], Change(add_tags=("billing",)))
    for text, count in (("tag:billing", 2), ("lang:en", 3), ("lang:fr", 0), ("status:new tag:billing", 2)):
        view = filtered(parse(text))
        assert desk.see(views.counts, [view], ada.id) == {"filter": count}, text
    assert desk.see(views.counts, [filtered(parse("words"))], ada.id) == {}
