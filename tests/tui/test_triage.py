"""Filtering, marking many, tags, priority, macros and taking back, by Pilot on a real store."""

from __future__ import annotations

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.macros import Macro
from helpcenter.domain.people import Specialist
from helpcenter.domain.tickets import MessageKind, Priority, Status
from helpcenter.domain.triage import Change
from helpcenter.services import macros, tickets, triage
from tests.tui.conftest import AtWork, Writer, picture, queue_of, shown, until
from tui.screens.macro_picker import MacroPicker
from tui.screens.ticket import TicketScreen

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


async def test_a_filter_is_completed_applied_and_left(
    desk: Desk, ada: Specialist, write: Writer, at_work: AtWork
) -> None:
    billed, other = write("About an invoice"), write("About colours")
    desk.do(triage.change, ada, [billed], Change(add_tags=("billing",)))
    async with at_work() as pilot:
        await until(pilot, lambda: len(queue_of(pilot).rows) == 2, "both")
        await pilot.press("f")
        await until(pilot, lambda: "tag" in queue_of(pilot).filter_line.known, "tags are known")
        await pilot.press(*"ta", "tab", *"b")
        await shown(pilot, "tag:billing")
        await pilot.press("tab")
        await until(pilot, lambda: [t.id for t in queue_of(pilot).rows] == [billed], "filtered as typed")
        await pilot.press("enter", "j", "escape")
        await until(pilot, lambda: len(queue_of(pilot).rows) == 2, "the view is back")
        assert "tag:billing" not in picture(pilot.app)
        await pilot.press("f", *"colours", "enter")
        await until(pilot, lambda: [t.id for t in queue_of(pilot).rows] == [other], "found by a word")


async def test_a_wrong_filter_says_which_word_and_where(write: Writer, at_work: AtWork) -> None:
    write()
    async with at_work() as pilot:
        await pilot.press("f", *"lang:en status:opne", "enter")
        await shown(pilot, "! “opne” (at 16) is not one of: new open waiting solved closed")
        assert pilot.app.focused is queue_of(pilot).filter_line.field
        await pilot.press("escape")
        assert queue_of(pilot).asked is None


async def test_many_are_marked_changed_and_taken_back(desk: Desk, write: Writer, at_work: AtWork) -> None:
    numbers = [write(f"Ticket {at}") for at in range(4)]
    async with at_work() as pilot:
        await until(pilot, lambda: len(queue_of(pilot).rows) == 4, "all")
        await pilot.press("space", "j", "v")
        await until(pilot, lambda: len(queue_of(pilot).marked) == 3, "a range")
        assert picture(pilot.app).count("■") == 3
        await pilot.press("t")
        await shown(pilot, "Tags of 3 tickets")
        await pilot.press(*"Billing vip", "enter")
        tagged = numbers[:0:-1]
        await until(pilot, lambda: all(desk.see(tickets.get, n).tags == ("billing", "vip") for n in tagged), "tagged")
        await shown(pilot, "3 tickets changed; U undoes it.")
        assert not queue_of(pilot).marked
        await pilot.press("asterisk", "exclamation_mark")
        await shown(pilot, "Priority of 4 tickets")
        await pilot.press("u")
        await until(pilot, lambda: all(desk.see(tickets.get, n).priority is Priority.URGENT for n in numbers), "urgent")
        await until(pilot, lambda: len(queue_of(pilot).workplace.done) == 2, "both can be taken back")
        await pilot.press("U", "U")
        await until(pilot, lambda: all(desk.see(tickets.get, n).tags == () for n in numbers), "tags taken back")
        await until(pilot, lambda: desk.see(tickets.get, numbers[0]).priority is Priority.NORMAL, "priority too")


async def test_what_somebody_changed_meanwhile_is_not_taken_back(
    desk: Desk, ada: Specialist, write: Writer, at_work: AtWork
) -> None:
    number = write()
    async with at_work() as pilot:
        await until(pilot, lambda: len(queue_of(pilot).rows) == 1, "read")
        await pilot.press("a")
        await until(pilot, lambda: len(queue_of(pilot).workplace.done) == 1, "taken")
        desk.do(tickets.set_status, ada.author, number, Status.SOLVED)
        await pilot.press("U")
        await shown(pilot, "Left as they are")
        assert desk.see(tickets.get, number).assignee.id == ada.id  # type: ignore[union-attr]


@pytest.fixture
def thanks(desk: Desk) -> Macro:
    texts = {"en": "Dear {contact.name},\nthank you for {ticket.number}.", "fr": "Merci {contact.name} !"}
    change = Change(status=Status.SOLVED, add_tags=("praise",))
    desk.do(macros.put, Macro("Another", {"en": "Another text"}))
    return desk.do(macros.put, Macro("Thanks", texts, change, to_me=True))


async def test_ten_tickets_with_at_most_six_keys_each(
    desk: Desk, ada: Specialist, write: Writer, at_work: AtWork, thanks: Macro
) -> None:
    """Open, read, answer by macro, tag, assign, next: the keys are counted."""
    numbers = [write(f"Ticket {at}") for at in range(10)]
    keys = 0
    async with at_work(view="2") as pilot:
        await until(pilot, lambda: len(queue_of(pilot).rows) == 10, "all")

        async def press(*names: str) -> None:
            nonlocal keys
            keys += len(names)
            await pilot.press(*names)

        await press("G", "enter")
        for number in numbers:
            await until(
                pilot,
                lambda n=number: isinstance(pilot.app.screen, TicketScreen) and pilot.app.screen.ticket.id == n,  # type: ignore[misc]
                f"ticket {number} is open",
            )
            await shown(pilot, "Here is how.")
            await press("m")
            await until(pilot, lambda: isinstance(pilot.app.screen, MacroPicker), "the macros")
            await press("t")
            await shown(pilot, f"thank you for #{number}.")
            await press("enter")
            await shown(pilot, "Sent with it: ✓ Solved · yours · +praise")
            await press("ctrl+s")
            await until(pilot, lambda n=number: desk.see(tickets.get, n).status is Status.SOLVED, "sent")  # type: ignore[misc]
            await until(pilot, lambda: len(pilot.app.screen.composer.draft.body) == 0, "ready")  # type: ignore[attr-defined]
            if number != numbers[-1]:
                await until(pilot, lambda n=number: n not in {t.id for t in queue_of(pilot).rows}, "out of the view")  # type: ignore[misc]
                await press("left_square_bracket")
    for number in numbers:
        found = desk.see(tickets.get, number)
        assert (found.assignee.id, found.tags) == (ada.id, ("praise",))  # type: ignore[union-attr]
        said = [each.body for each in desk.see(tickets.timeline, number) if each.kind is MessageKind.REPLY]
        assert said[1:] == [f"Dear Carol,\nthank you for #{number}."]
    assert keys <= 6 * len(numbers)
