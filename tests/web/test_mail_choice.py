"""Letters about replies stopped by one click of a mail program, or on a page; never by a scanner that opens links."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from typing import Any
from urllib.parse import urlsplit

from helpcenter.channels.memory import MemoryChannel
from helpcenter.config import Settings
from helpcenter.courier import Courier
from helpcenter.desk import Desk
from helpcenter.domain.people import Specialist
from helpcenter.factory import desk_of
from helpcenter.rendering import LetterWriter
from helpcenter.services import deliveries, tickets

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def letters(app: Any, settings: Settings) -> list[Any]:
    """What is due, as mail programs read it."""
    channel = MemoryChannel()
    Courier(desk_of(app), LetterWriter(app, settings), channel).carry_due()
    return [message_from_bytes(mail.raw, policy=default) for mail in channel.sent]


def test_one_click_stops_replies_and_nothing_else(
    app: Any, client: Any, desk: Desk, settings: Settings, ada: Specialist, ticket: int
) -> None:
    desk.do(tickets.reply, ada, ticket, "Try this.")
    acknowledgement, reply = letters(app, replace(settings, public_url="https://help.example"))
    assert acknowledgement["List-Unsubscribe"] is None, "nobody can do without it"
    assert reply["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = reply["List-Unsubscribe"]
    assert address.startswith("<https://help.example/unsubscribe/")
    link = urlsplit(address.strip("<>")).path
    page = client.get(link).get_data(as_text=True)
    assert "Stop these mails" in page
    desk.do(tickets.reply, ada, ticket, "And this.")
    assert len(letters(app, settings)) == 1, "opening the link stopped nothing"
    assert client.post(link, data=ONE_CLICK).status_code == 200
    desk.do(tickets.reply, ada, ticket, "Or that.")
    assert letters(app, settings) == []
    assert "Send them again" in client.get(link).get_data(as_text=True)
    assert client.post(link, data={"wanted": "yes"}).status_code == 200
    desk.do(tickets.reply, ada, ticket, "Here again.")
    assert len(letters(app, settings)) == 1


def test_an_altered_link_is_nobodys(client: Any, desk: Desk, settings: Settings, ticket: int) -> None:
    for link in (f"/unsubscribe/{ticket}.{'0' * 24}", f"/unsubscribe/{ticket}", "/unsubscribe/٣.a", "/unsubscribe/9.x"):
        assert client.get(link).status_code == 404
        assert client.post(link, data=ONE_CLICK).status_code == 404
    assert len(desk.see(deliveries.of_ticket, ticket)) == 1


def test_without_encryption_no_one_click_is_promised(
    app: Any, desk: Desk, settings: Settings, ada: Specialist, ticket: int
) -> None:
    desk.do(tickets.reply, ada, ticket, "Try this.")
    *_, reply = letters(app, settings)
    assert reply["List-Unsubscribe"]
    assert reply["List-Unsubscribe-Post"] is None
