"""Mail on its way by Pilot: what came, what goes out, read, mended; hostile mail is text; who may do what."""

from __future__ import annotations

from typing import Any

import pytest

from helpcenter import reception
from helpcenter.desk import Desk
from helpcenter.domain.deliveries import DeliveryState
from helpcenter.domain.faults import Conflict, Forbidden, NotFound
from helpcenter.domain.mailroom import Place, Verdict
from helpcenter.domain.people import Contact, Role, Specialist
from helpcenter.services import deliveries, mailboxes, mailroom, people, postroom, sessions, tickets
from tests.mails import raw, report
from tests.services.mailing import letters, replied, take
from tests.tui.conftest import AtWork, Writer, picture, shown, until
from tests.tui.test_hostile import BIDI, ESCAPES, MARKUP, acting
from tui.screens.mailroom import MailroomScreen
from tui.screens.ticket import TicketScreen

pytestmark = pytest.mark.usefixtures("site")
HTML = "<p>Only <b>HTML</b> says it</p><script>alert(1)</script>"


def html_mail(**values: Any) -> bytes:
    mail = raw("x", **values).replace(b"text/plain", b"text/html")
    return mail.replace(b"\r\n\r\nx", b"\r\n\r\n" + HTML.encode())


def broken(desk: Desk) -> int:
    """A mail that failed three times, as the ledger has it."""
    mail = raw("It is readable after all.", subject="Late but here")
    from helpcenter.domain.mail.envelope import envelope
    from helpcenter.services import mail_arrival

    digest = mail_arrival.keep(desk.settings, mail)
    for _ in range(3):
        entry = desk.do(mailroom.failed, Place(), digest, len(mail), envelope(mail), "MemoryError: too much", kept=True)
    assert entry.verdict is Verdict.QUARANTINED
    return entry.id


async def test_what_came_is_read_and_its_ticket_opened(desk: Desk, at_work: AtWork) -> None:
    take(desk, html_mail(subject="First"))
    files = (("a.log", "text/plain", b"x" * 20),)
    entry = take(desk, raw("My list is empty.", subject="Second", files=files))
    async with at_work(size=(100, 40)) as pilot:
        await pilot.press("f7")
        await shown(pilot, "Mail · incoming · all mail")
        await shown(pilot, "My list is empty.")
        assert "+ a.log" in picture(pilot.app)
        await pilot.press("s")
        await shown(pilot, "Content-Type: multipart/mixed")
        await pilot.press("s", "j")
        await shown(pilot, "Only HTML says it")
        assert "alert(1)" not in picture(pilot.app)
        await pilot.press("k", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TicketScreen), "its ticket")
        assert isinstance(pilot.app.screen, TicketScreen)
        assert pilot.app.screen.ticket.id == entry.ticket_id
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, MailroomScreen), "back in the mail")


async def test_a_mail_that_could_not_be_read_is_received_anew(desk: Desk, at_work: AtWork) -> None:
    take(desk, raw(subject="All well"))
    broken(desk)
    async with at_work() as pilot:
        await pilot.press("f7", "f")
        await shown(pilot, "needs attention")
        await shown(pilot, "! could not be read")
        await shown(pilot, "MemoryError: too much")
        assert "All well" not in picture(pilot.app)
        await pilot.press("r")
        await shown(pilot, "✓ new ticket")
        await pilot.press("f")
        await shown(pilot, "Late but here")
        await pilot.press("r")
        await shown(pilot, "This mail was processed")
    assert desk.see(mailroom.counts) == {Verdict.TICKET: 2}


async def test_letters_are_held_sent_anew_and_told_with_the_servers_words(
    desk: Desk, write: Writer, ada: Specialist, at_work: AtWork
) -> None:
    write()
    gone = desk.do(deliveries.claim)
    assert gone is not None
    desk.do(deliveries.failed, gone, f"550 5.1.1 no such user {ESCAPES}", permanent=True)
    async with at_work(size=(150, 40)) as pilot:
        await pilot.press("f7", "tab")
        await shown(pilot, "Mail · outgoing")
        await shown(pilot, "550 5.1.1 no such user")
        assert not acting(pilot.app)
        await pilot.press("h")
        await shown(pilot, "only waiting ones can be held")
        await pilot.press("r")
        await shown(pilot, "… waits to be sent")
        await pilot.press("h")
        await until(pilot, lambda: letters(desk)[0].state is DeliveryState.HELD, "it is held")
        await pilot.press("R")
        await until(pilot, lambda: letters(desk)[0].state is DeliveryState.QUEUED, "it is let go")
        await pilot.press("H")
        await until(pilot, lambda: letters(desk)[0].state is DeliveryState.HELD, "all are held")
        await shown(pilot, "! held back")


async def test_a_letter_that_opens_a_door_is_not_shown(desk: Desk, carol: Contact, at_work: AtWork) -> None:
    desk.do(sessions.ask_for_proof, carol.site_id, "new@customer.example", "en")
    code = letters(desk)[0].letter.values["code"]
    async with at_work(size=(150, 40)) as pilot:
        await pilot.press("f7", "tab", "s")
        await shown(pilot, "This letter opens a door")
        assert code not in picture(pilot.app)


async def test_hostile_mail_is_text(desk: Desk, at_work: AtWork) -> None:
    for number, evil in enumerate((MARKUP, BIDI, ESCAPES)):
        body = f"{evil}\n".encode("utf-8", "replace")
        head = f"From: {evil.replace(chr(10), ' ')} <e{number}@c.example>\r\nSubject: {evil}\r\n".encode()
        take(desk, head + f"Message-ID: <{number}@c.example>\r\n\r\n".encode() + body)
    take(desk, b"\x00\xff\x1b[31m" * 500)
    async with at_work(size=(80, 24)) as pilot:
        await pilot.press("f7")
        await shown(pilot, "Mail · incoming")
        for key in ("j", "j", "j", "s", "k", "k", "k", "space", "s"):
            await pilot.press(key)
            await until(pilot, lambda: not pilot.app.screen.workers, "it is read")
            assert not acting(pilot.app)
        await pilot.resize_terminal(20, 5)
        await pilot.pause()
        await pilot.resize_terminal(160, 50)
        await shown(pilot, "Result")
        assert pilot.app.return_code is None


async def test_what_is_missing_is_said_at_once(desk: Desk, ada: Specialist, at_work: AtWork) -> None:
    place = Place("support", "INBOX", 7)
    desk.do(mailboxes.lease, "support", "somebody")
    async with at_work() as pilot:
        await pilot.press("f7")
        await shown(pilot, "No mail yet.")
        desk.do(mailboxes.looked, place, {1, 2, 3})
        await shown(pilot, "Mails in support are not accounted for")
        await pilot.press("f5")
        await shown(pilot, "support: 3 mails on the server are not accounted for")
        desk.do(mailboxes.stumbled, "support", f"no {ESCAPES}")
        await shown(pilot, "support cannot be collected")
        assert not acting(pilot.app)


async def test_a_failing_address_stands_on_the_card(desk: Desk, ada: Specialist, at_work: AtWork) -> None:
    first = take(desk, raw())
    letter = replied(desk, ada, first)
    take(desk, report(letter.message_id, "carol@customer.example"))
    async with at_work(size=(140, 40)) as pilot:
        await pilot.press("enter")
        await shown(pilot, "Mail has not been getting")
        await shown(pilot, "no such user")


async def test_a_mention_is_told_at_once(desk: Desk, write: Writer, ada: Specialist, at_work: AtWork) -> None:
    number = write()
    ben = desk.do(people.put_specialist, "ben@team.example", f"Ben {MARKUP[:20]}", ("en",), Role.SPECIALIST)
    async with at_work() as pilot:
        desk.do(tickets.reply, ben, number, "@ada look", note=True)
        await shown(pilot, "mentioned you")
        assert not acting(pilot.app)


def test_what_cannot_be_done_with_single_mails_is_refused(desk: Desk, carol: Contact) -> None:
    with pytest.raises(NotFound):
        desk.do(postroom.retry, 99)
    desk.do(sessions.ask_for_proof, carol.site_id, "new@customer.example", "en")
    [letter] = letters(desk)
    with pytest.raises(Forbidden):
        desk.see(postroom.letter, letter.id)
    with pytest.raises(Conflict):
        desk.do(postroom.retry, letter.id)
    with pytest.raises(NotFound):
        reception.replay(desk, 99)
