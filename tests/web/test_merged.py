"""A ticket that goes on in another one, as its customer sees it."""

from __future__ import annotations

from typing import Any

from helpcenter.desk import Desk
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.tickets import Submission
from helpcenter.services import inbox, merging, tickets


def test_a_merged_ticket_leads_to_the_other_and_what_was_typed_arrives(
    customer: Any, desk: Desk, carol: Contact, ada: Specialist, ticket: int
) -> None:
    other = Submission(carol.site_id, "email", carol.email, "The same again", "Once more: it broke.", "en")
    target = desk.do(tickets.submit, carol, other).ticket_id
    customer.go(f"/inbox/{ticket}")
    desk.do(merging.merge, ada, target, [ticket])
    customer.send("/messages", body="Typed while it was merged")
    _, messages = desk.see(inbox.read, carol, target)
    assert messages[-1].body == "Typed while it was merged"
    customer.go(f"/inbox/{ticket}")
    assert customer.path.startswith(f"/inbox/{target}")
    assert f"Your ticket #{ticket} goes on here" in customer.text
    assert f"/inbox/{ticket}" not in customer.go("/inbox").html


def test_what_was_split_off_is_linked_both_ways(
    customer: Any, desk: Desk, carol: Contact, ada: Specialist, ticket: int
) -> None:
    said = desk.do(tickets.answer_as_contact, carol, ticket, "And my invoice is wrong")
    made = desk.do(merging.split, ada, ticket, said.seq)
    assert f"/inbox/{made.id}" in customer.go(f"/inbox/{ticket}").html
    assert f"This began in ticket #{ticket}" in customer.go(f"/inbox/{made.id}").text
