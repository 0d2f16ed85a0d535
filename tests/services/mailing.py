"""What tests of mail do over and over."""

from __future__ import annotations

from helpcenter import reception
from helpcenter.desk import Desk
from helpcenter.domain.deliveries import Delivery
from helpcenter.domain.mailroom import Entry, Place
from helpcenter.domain.people import Specialist
from helpcenter.domain.tickets import Message, Ticket
from helpcenter.services import deliveries, tickets


def take(desk: Desk, mail: bytes, place: Place | None = None) -> Entry:
    return reception.take(desk, place or Place(), mail)


def ticket(desk: Desk, entry: Entry) -> Ticket:
    assert entry.ticket_id is not None, entry
    return desk.see(tickets.get, entry.ticket_id)


def timeline(desk: Desk, entry: Entry) -> list[Message]:
    assert entry.ticket_id is not None, entry
    return desk.see(tickets.timeline, entry.ticket_id)


def letters(desk: Desk, name: str = "") -> list[Delivery]:
    return [each for each in desk.see(deliveries.recent) if name in ("", each.letter.name)]


def replied(desk: Desk, ada: Specialist, entry: Entry) -> Delivery:
    assert entry.ticket_id is not None
    desk.do(tickets.reply, ada, entry.ticket_id, "Please reload the page.")
    return letters(desk, "reply")[0]
