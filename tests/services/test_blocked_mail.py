"""Mail of an address that a specialist blocked is spam, in the ledger and nowhere else; taken back, it is mail."""

from __future__ import annotations

from helpcenter.desk import Desk
from helpcenter.domain.mailroom import Verdict
from helpcenter.domain.people import Specialist
from helpcenter.domain.sites import Site
from helpcenter.domain.tickets import Status
from helpcenter.services import spam
from tests.mails import raw
from tests.services.mailing import take, ticket

SELLER = "Seller <seller@spam.example>"


def test_a_blocked_address_opens_no_tickets_until_it_is_taken_back(desk: Desk, site: Site, ada: Specialist) -> None:
    first = take(desk, raw("Buy this", sender=SELLER))
    number = ticket(desk, first).id
    desk.do(spam.mark, ada, number, block=True)
    second = take(desk, raw("Buy that", sender=SELLER.upper()))
    assert (second.verdict, second.reason, second.ticket_id) == (
        Verdict.SPAM,
        "a specialist blocked this address",
        None,
    )
    desk.do(spam.unmark, ada, number, Status.NEW)
    assert take(desk, raw("Sorry", sender=SELLER)).verdict is Verdict.TICKET
