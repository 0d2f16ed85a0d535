"""A ticket read and answered by Pilot, on a real store."""

from __future__ import annotations

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.people import Contact, Role, Specialist
from helpcenter.domain.tickets import MessageKind, Status
from helpcenter.services import attachments, inbox, people, tickets
from tests.domain.evidence import samples
from tests.tui.conftest import AtWork, Writer, picture, queue_of, shown, until
from tui.drafts import Drafts
from tui.screens.ticket import TicketScreen

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.fixture
def ben(desk: Desk) -> Specialist:
    """A colleague."""
    return desk.do(people.put_specialist, "ben@team.example", "Ben", ("en",), Role.SPECIALIST)


def bodies(desk: Desk, number: int) -> list[tuple[MessageKind, str]]:
    """What was said in a ticket, events left out."""
    said = desk.see(tickets.timeline, number)
    return [(message.kind, message.body) for message in said if message.kind is not MessageKind.EVENT]


async def test_kinds_of_entries_are_told_apart_in_words(
    desk: Desk, ada: Specialist, ben: Specialist, carol: Contact, write: Writer, at_work: AtWork
) -> None:
    number = write("Kinds", "From the customer", question="why broken?")
    desk.do(tickets.reply, ben, number, "Between us", note=True)
    desk.do(tickets.reply, ben, number, "Dear Carol")
    desk.do(tickets.set_status, ada.author, number, Status.SOLVED)
    async with at_work(size=(120, 40)) as pilot:
        await pilot.press("enter")
        for text in (
            "◀ Carol wrote", "✎ Note by Ben, for the team only", "▶ Ben answered", "… waits to be sent",
            "Ada solved the ticket", "✓ Solved", "Plan: enterprise", "Account: Customer Ltd", "Seat: Core",
            "why broken?",
        ):  # fmt: skip
            await shown(pilot, text)


async def test_files_stand_below_what_they_came_with(
    desk: Desk, carol: Contact, write: Writer, at_work: AtWork
) -> None:
    number = write("Evidence", "See the files")
    for name, data in (("[@click=bell]shot\x1b[31m.png", samples.png()), ("net.har", samples.har())):
        file = desk.do(attachments.keep, "session:1", attachments.store(desk.settings, name, data))
        with desk.work() as work:
            attachments.send(work, [file], tickets.timeline(work, number)[0])
    async with at_work(size=(120, 40)) as pilot:
        await pilot.press("enter")
        await shown(pilot, "+ [@click=bell]shot[31m.png (1 kB)")
        await shown(pilot, "+ net.har (1 kB) · 14 secrets were removed.")


async def test_a_reply_is_sent_and_waits_for_the_customer(
    desk: Desk, ada: Specialist, write: Writer, at_work: AtWork
) -> None:
    number = write()
    async with at_work() as pilot:
        await pilot.press("enter", "r")
        await shown(pilot, "▶ REPLY – goes to carol@customer.example")
        await pilot.press(*"Try this", "ctrl+s")
        await shown(pilot, "▶ Ada answered")
        assert bodies(desk, number)[1:] == [(MessageKind.REPLY, "Try this")]
        assert desk.see(tickets.get, number).status is Status.WAITING
        await until(pilot, lambda: not queue_of(pilot).workplace.drafts.tickets(), "no draft is left")
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is queue_of(pilot), "back")
        assert "•" not in picture(pilot.app)


@pytest.mark.parametrize(("key", "status"), [("ctrl+l", Status.SOLVED), ("ctrl+o", Status.OPEN)])
async def test_send_and_set_status_in_one_key(
    desk: Desk, write: Writer, at_work: AtWork, key: str, status: Status
) -> None:
    number = write()
    async with at_work() as pilot:
        await pilot.press("r")
        await shown(pilot, "▶ REPLY")
        await pilot.press(*"Done", key)
        await until(pilot, lambda: desk.see(tickets.get, number).status is status, status)


async def test_a_note_stays_inside(desk: Desk, carol: Contact, write: Writer, at_work: AtWork) -> None:
    number = write()
    async with at_work() as pilot:
        await pilot.press("r")
        await shown(pilot, "▶ REPLY")
        await pilot.press(*"secret", "ctrl+t")
        await shown(pilot, "✎ NOTE – only the team sees this")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bodies(desk, number)[-1] == (MessageKind.NOTE, "secret"), "the note")
        assert [message.body for message in desk.see(inbox.read, carol, number)[1]] == ["Here is how."]


async def test_an_empty_reply_is_refused_calmly(desk: Desk, write: Writer, at_work: AtWork) -> None:
    number = write()
    async with at_work() as pilot:
        await pilot.press("r")
        await shown(pilot, "▶ REPLY")
        await pilot.press("ctrl+s")
        await shown(pilot, "There is nothing to send yet.")
        assert len(bodies(desk, number)) == 1


async def test_a_draft_is_kept_on_leaving_and_comes_back(write: Writer, at_work: AtWork) -> None:
    number = write()
    async with at_work() as pilot:
        await pilot.press("n")
        await shown(pilot, "✎ NOTE")
        await pilot.press(*"half a")
        await pilot.press("escape", "escape")
        await until(pilot, lambda: pilot.app.screen is queue_of(pilot), "back")
        await shown(pilot, "✎")
    async with at_work() as pilot:
        await shown(pilot, "✎")
        await pilot.press("enter")
        await shown(pilot, "half a")
        await pilot.press("r")
        await shown(pilot, "of the other kind")
        await pilot.press(*" text", "ctrl+s")
        await shown(pilot, "✎ Note by Ada")
        await until(pilot, lambda: not queue_of(pilot).workplace.drafts.tickets(), "sent, so gone")
    assert number


async def test_a_draft_is_on_the_disk_while_it_is_typed(write: Writer, at_work: AtWork) -> None:
    number = write()
    async with at_work() as pilot:
        await pilot.press("r")
        await shown(pilot, "▶ REPLY")
        await pilot.press(*"not lost")
        drafts: Drafts = queue_of(pilot).workplace.drafts
        await until(pilot, lambda: getattr(drafts.read(number), "body", "") == "not lost", "kept without leaving")


async def test_nobody_answers_past_a_colleague(desk: Desk, ben: Specialist, write: Writer, at_work: AtWork) -> None:
    number = write()
    async with at_work() as pilot:
        await pilot.press("r")
        await shown(pilot, "▶ REPLY")
        await pilot.press(*"Mine")
        desk.do(tickets.reply, ben, number, "Ben was faster")
        await pilot.press("ctrl+s")
        await shown(pilot, "Somebody was faster")
        await shown(pilot, "Ben was faster")
        await shown(pilot, "Mine")
        assert [body for _, body in bodies(desk, number)] == ["Here is how.", "Ben was faster"]
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bodies(desk, number)[-1][1] == "Mine", "sent the second time")


async def test_a_change_that_says_nothing_does_not_hold_back(
    desk: Desk, ben: Specialist, carol: Contact, write: Writer, at_work: AtWork
) -> None:
    number = write()
    desk.do(tickets.reply, ben, number, "Read me", status=Status.OPEN)
    async with at_work() as pilot:
        await pilot.press("r")
        await shown(pilot, "▶ REPLY")
        await pilot.press(*"Mine")
        desk.do(inbox.mark_seen, carol, number)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bodies(desk, number)[-1][1] == "Mine", "sent")


async def test_what_comes_while_reading_appears(desk: Desk, carol: Contact, write: Writer, at_work: AtWork) -> None:
    number = write()
    async with at_work() as pilot:
        await pilot.press("enter")
        await shown(pilot, "Here is how.")
        desk.do(tickets.answer_as_contact, carol, number, "One thing more")
        await shown(pilot, "One thing more")


async def test_next_and_previous_ticket(write: Writer, at_work: AtWork) -> None:
    write("The older", "Old body")
    write("The newer", "New body")
    async with at_work() as pilot:
        await shown(pilot, "The newer")
        await pilot.press("enter")
        await shown(pilot, "New body")
        await pilot.press("right_square_bracket")
        await shown(pilot, "Old body")
        await pilot.press("right_square_bracket")
        await shown(pilot, "There are no more tickets")
        await pilot.press("left_square_bracket")
        await shown(pilot, "New body")
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(pilot.app.screen, TicketScreen), "one step back is the queue")


async def test_the_card_takes_turns_with_the_timeline_where_it_is_narrow(write: Writer, at_work: AtWork) -> None:
    write()
    async with at_work(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await shown(pilot, "Here is how.")
        assert "Customer Ltd" not in picture(pilot.app)
        await pilot.press("i")
        await shown(pilot, "Customer Ltd")
        await pilot.press("i")
        await shown(pilot, "Here is how.")
