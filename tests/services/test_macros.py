"""Macros rewritten: nobody writes over a colleague's change, and no two have one name; on both stores."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.faults import Conflict, Forbidden, Invalid
from helpcenter.domain.macros import Macro, MacroError, unknown_variable
from helpcenter.domain.people import Role, Specialist
from helpcenter.domain.tickets import Priority, Status
from helpcenter.domain.triage import Change
from helpcenter.services import macros, people


@pytest.fixture
def thanks(desk: Desk, ada: Specialist) -> Macro:
    change = Change(status=Status.SOLVED, priority=Priority.LOW, add_tags=("kind",), remove_tags=("rude",))
    desk.do(macros.put, Macro("Thanks", {"en": "Hi {contact.name}", "de": "Guten Tag"}, change, to_me=True), ada)
    return desk.see(macros.every)[0]


def test_a_macro_gets_another_name_and_stays_one(desk: Desk, ada: Specialist, thanks: Macro) -> None:
    renamed = replace(thanks, name="Many thanks")
    desk.do(macros.rewrite, thanks, renamed, ada)
    assert desk.see(macros.every) == [renamed]


def test_what_was_read_before_a_colleague_wrote_is_not_written_over(desk: Desk, ada: Specialist, thanks: Macro) -> None:
    theirs = replace(thanks, texts={**thanks.texts, "fr": "Bonjour"})
    desk.do(macros.rewrite, thanks, theirs, ada)
    with pytest.raises(Conflict):
        desk.do(macros.rewrite, thanks, replace(thanks, to_me=False), ada)
    assert desk.see(macros.every) == [theirs]
    desk.do(macros.remove, "Thanks", ada)
    with pytest.raises(Conflict):
        desk.do(macros.rewrite, theirs, thanks, ada)
    assert desk.see(macros.every) == []


def test_no_two_have_one_name(desk: Desk, ada: Specialist, thanks: Macro) -> None:
    with pytest.raises(Invalid):
        desk.do(macros.rewrite, None, Macro(" Thanks ", {"en": "Other"}), ada)
    other = desk.do(macros.rewrite, None, Macro("Other", {"en": "Other"}), ada)
    with pytest.raises(Invalid):
        desk.do(macros.rewrite, other, replace(other, name="Thanks"), ada)
    assert [each.name for each in desk.see(macros.every)] == ["Other", "Thanks"]


def test_a_text_with_an_unknown_variable_is_not_kept(desk: Desk, ada: Specialist, thanks: Macro) -> None:
    with pytest.raises(MacroError, match=r"line 2 has the unknown variable \{contact\.nam\}"):
        desk.do(macros.rewrite, thanks, replace(thanks, texts={"en": "Hi\n{contact.nam}"}), ada)
    assert desk.see(macros.every) == [thanks]
    assert unknown_variable("a\nb {x}") == (2, "{x}")
    assert unknown_variable("{ contact.name } {}") == (1, "{}")
    assert unknown_variable("{contact.name}") is None


def test_only_leads_write_macros(desk: Desk, thanks: Macro) -> None:
    ben = desk.do(people.put_specialist, "ben@team.example", "Ben", ("en",), Role.SPECIALIST)
    with pytest.raises(Forbidden):
        desk.do(macros.rewrite, thanks, replace(thanks, name="Mine"), ben)
    assert desk.see(macros.every) == [thanks]
