"""Tags renamed, merged and removed wherever they are, some tickets at a time, on both stores."""

from __future__ import annotations

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.audit import Deed
from helpcenter.domain.faults import Forbidden, Invalid
from helpcenter.domain.filters import parse, with_tag
from helpcenter.domain.macros import Macro
from helpcenter.domain.people import Contact, Role, Specialist
from helpcenter.domain.tickets import Submission
from helpcenter.domain.triage import Change
from helpcenter.domain.views import filtered
from helpcenter.services import audit, macros, people, tags, tickets, triage, views


@pytest.fixture
def tagged(desk: Desk, ada: Specialist, carol: Contact) -> list[int]:
    """Five tickets: all with `bill`, the first two with `invoice`, too."""
    made = [
        desk.do(
            tickets.submit, carol, Submission(carol.site_id, "email", carol.email, f"Subject {at}", "Body", "en")
        ).ticket_id
        for at in range(5)
    ]
    desk.do(triage.change, ada, made, Change(add_tags=("bill",)))
    desk.do(triage.change, ada, made[:2], Change(add_tags=("invoice",)))
    return made


def all_of(desk: Desk, ids: list[int]) -> list[tuple[str, ...]]:
    return [desk.see(tickets.get, each).tags for each in ids]


def found(desk: Desk, tag: str) -> int:
    return len(desk.see(views.page, filtered(parse(f"tag:{tag}")), 0))


def test_a_tag_becomes_another_everywhere_and_tickets_keep_their_place(
    desk: Desk, ada: Specialist, tagged: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tags, "AT_ONCE", 2)
    desk.do(macros.put, Macro("Pay", {"en": "Pay."}, Change(add_tags=("bill", "vip"), remove_tags=("bill",))), ada)
    desk.do(views.keep, ada, "Bills", "tag:vip,Bill -tag:bill lang:en", shared=False)
    before = [(each.id, each.updated_at) for each in desk.see(views.page, filtered(parse("lang:en")), 0)]
    calls = 1
    while desk.do(tags.rename, "bill", " #Invoice ", ada):
        calls += 1
    assert calls == 3
    assert all_of(desk, tagged) == [("invoice",)] * 5
    assert desk.see(tags.counts, desk.see(tags.known)) == {"invoice": 5, "vip": 0}
    assert (found(desk, "invoice"), found(desk, "bill")) == (5, 0)
    assert [(t.id, t.updated_at) for t in desk.see(views.page, filtered(parse("lang:en")), 0)] == before
    (macro,) = desk.see(macros.every)
    assert (macro.change.add_tags, macro.change.remove_tags) == (("invoice", "vip"), ("invoice",))
    assert desk.see(views.own, ada)[0].text == "tag:vip,invoice -tag:invoice lang:en"
    (entry, *_) = desk.see(audit.log)
    assert (entry.deed, entry.subject, entry.data) == (Deed.TAG_RENAMED, "bill", {"to": "invoice"})


def test_a_tag_is_taken_from_everything(desk: Desk, ada: Specialist, tagged: list[int]) -> None:
    desk.do(macros.put, Macro("Pay", {"en": "Pay."}, Change(add_tags=("bill",))), ada)
    assert not desk.do(tags.remove, "bill", ada)
    assert all_of(desk, tagged) == [("invoice",), ("invoice",), (), (), ()]
    assert desk.see(macros.every)[0].change.add_tags == ()
    assert desk.see(tags.known) == ["invoice"]


@pytest.mark.parametrize("name", ["", " # ", "a:b", "x" * 51, "bill"])
def test_a_name_that_cannot_be_one_changes_nothing(desk: Desk, ada: Specialist, tagged: list[int], name: str) -> None:
    with pytest.raises(Invalid):
        desk.do(tags.rename, "bill", name, ada)
    assert found(desk, "bill") == 5


def test_only_leads_keep_house(desk: Desk, tagged: list[int]) -> None:
    ben = desk.do(people.put_specialist, "ben@team.example", "Ben", ("en",), Role.SPECIALIST)
    for verb in (lambda work: tags.rename(work, "bill", "b", ben), lambda work: tags.remove(work, "bill", ben)):
        with pytest.raises(Forbidden):
            desk.do(verb)
    assert found(desk, "bill") == 5


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tag:old", "tag:new"),
        ("-tag:a,OLD,new status:open", "-tag:a,new status:open"),
        ('"tag:old" subtag:old older tag:older', '"tag:old" subtag:old older tag:older'),
    ],
)
def test_only_the_tag_in_a_filter_changes(before: str, after: str) -> None:
    assert with_tag(before, "old", "new") == after
