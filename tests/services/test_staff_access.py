"""Staff access: the customer's switch, the specialist's use of it, and a log that both can read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.faults import Fault, Forbidden, Invalid, NotFound
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.sites import Site
from helpcenter.domain.staff_access import AccessKind
from helpcenter.domain.tickets import Submission
from helpcenter.services import inbox, people, staff_access, tickets


@pytest.fixture
def ticket(desk: Desk, carol: Contact) -> int:
    """A ticket of Carol's."""
    submission = Submission(carol.site_id, "email", carol.email, "It broke", "Here is how.", "en")
    return desk.do(tickets.submit, carol, submission).ticket_id


def now(desk: Desk, contact: Contact) -> Contact:
    """The contact as it stands now."""
    return desk.see(people.get, contact.id)


def test_it_is_on_and_each_use_is_written_down_for_the_customer(
    desk: Desk, carol: Contact, ada: Specialist, ticket: int
) -> None:
    desk.do(staff_access.use, ada, ticket, "  to see  what Carol sees ")
    [entry] = desk.see(staff_access.log, carol)
    assert (entry.kind, entry.author.name, entry.ticket_id, entry.reason, entry.own) == (
        AccessKind.USED, "Ada", ticket, "to see what Carol sees", True,
    )  # fmt: skip
    _, messages = desk.see(inbox.read, carol, ticket)
    assert messages[-1].data == {"event": "staff_access", "reason": "to see what Carol sees"}


def test_off_is_off_until_somebody_of_the_account_turns_it_on(
    desk: Desk, carol: Contact, ada: Specialist, ticket: int
) -> None:
    desk.do(staff_access.allow, carol, False)
    for _again in range(2):
        desk.do(staff_access.allow, now(desk, carol), False)
    with pytest.raises(Forbidden):
        desk.do(staff_access.use, ada, ticket, "to look")
    assert len(desk.see(inbox.read, carol, ticket)[1]) == 1, "what was refused leaves no trace in the ticket"
    desk.do(staff_access.allow, now(desk, carol), True)
    desk.do(staff_access.use, ada, ticket, "to look")
    kinds = [entry.kind for entry in desk.see(staff_access.log, carol)]
    assert kinds == [AccessKind.USED, AccessKind.ALLOWED, AccessKind.WITHDRAWN]


def test_a_host_does_not_turn_it_on_again(desk: Desk, site: Site, sign: Callable[..., str], carol: Contact) -> None:
    desk.do(staff_access.allow, carol, False)
    again = desk.do(people.identify, site, sign())
    assert again.account is not None
    assert not again.account.staff_access


def test_colleagues_share_the_switch_and_the_log_strangers_see_nothing(
    desk: Desk, site: Site, sign: Callable[..., str], carol: Contact, ada: Specialist, ticket: int
) -> None:
    desk.do(staff_access.use, ada, ticket, "to look")
    dan = desk.do(people.identify, site, sign("dan@customer.example", name="Dan"))
    [entry] = desk.see(staff_access.log, dan)
    assert (entry.ticket_id, entry.own) == (ticket, False)
    stranger = desk.do(people.identify, site, sign("eve@other.example", account={"id": "a-2"}))
    assert desk.see(staff_access.log, stranger) == []


def test_nobody_goes_in_without_a_reason_an_account_or_a_ticket(
    desk: Desk, site: Site, carol: Contact, ada: Specialist, ticket: int
) -> None:
    for reason, fault in (("", Fault.MISSING), (" \u200b", Fault.MISSING), ("x" * 501, Fault.TOO_LONG)):
        with pytest.raises(Invalid) as refusal:
            desk.do(staff_access.use, ada, ticket, reason)
        assert refusal.value.faults == {"reason": fault}
    with pytest.raises(NotFound):
        desk.do(staff_access.use, ada, 99_999, "to look")
    alone = desk.do(people.prove, site.id, "alone@nowhere.example", "en")
    with pytest.raises(NotFound):
        desk.do(staff_access.allow, alone, True)
    assert desk.see(staff_access.log, alone) == []
