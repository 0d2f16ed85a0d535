"""The queue by Pilot, on a real store."""

from __future__ import annotations

import pytest
from textual.strip import Strip

from helpcenter.desk import Desk
from helpcenter.domain.people import Contact, Role, Specialist
from helpcenter.domain.tickets import Status
from helpcenter.services import people, tickets
from tests.tui.conftest import AtWork, Writer, picture, queue_of, shown, until
from tui.screens.help import HelpScreen
from tui.screens.ticket import TicketScreen
from tui.widgets.ticket_list import TicketList

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


async def test_views_show_their_tickets_and_counts(desk: Desk, ada: Specialist, write: Writer, at_work: AtWork) -> None:
    mine, free, solved = write("Mine it is"), write("Nobody has this"), write("Solved long ago")
    desk.do(tickets.assign, ada, mine, ada.id)
    desk.do(tickets.set_status, ada.author, solved, Status.SOLVED)
    async with at_work() as pilot:
        await until(pilot, lambda: all(f"#{number}" in picture(pilot.app) for number in (mine, free, solved)), "all")
        await until(
            pilot,
            lambda: queue_of(pilot).counts == {"mine": 1, "unassigned": 1, "open": 2, "all": 3, "snoozed": 0},
            "counts",
        )
        for view, number in (("1", mine), ("2", free)):
            await pilot.press(view)
            await until(pilot, lambda n=number: [t.id for t in queue_of(pilot).rows] == [n], f"view {view}")  # type: ignore[misc]
        await pilot.press("3")
        await until(pilot, lambda: {t.id for t in queue_of(pilot).rows} == {mine, free}, "our turn")


async def test_a_row_tells_status_without_colour(write: Writer, at_work: AtWork) -> None:
    write("It broke")
    async with at_work() as pilot:
        await shown(pilot, "◆ New")
        assert "Carol" in picture(pilot.app)
        assert "E-mail" in picture(pilot.app)


async def test_arrows_and_pages_move_the_cursor_and_open(write: Writer, at_work: AtWork) -> None:
    numbers = [write(f"Number {at}") for at in range(40)][::-1]
    async with at_work(size=(100, 20)) as pilot:
        await until(pilot, lambda: len(queue_of(pilot).rows) == 40, "all are read")
        page = queue_of(pilot)._list.lines - 1
        for key, at in (("down", 1), ("pagedown", 1 + page), ("up", page), ("pageup", 0), ("end", 39), ("home", 0)):
            await pilot.press(key)
            assert queue_of(pilot).subject.id == numbers[at], key  # type: ignore[union-attr]
            assert f"Number {39 - at}" in picture(pilot.app), key
        await pilot.press("right")
        await until(pilot, lambda: isinstance(pilot.app.screen, TicketScreen), "the ticket opens")


async def test_cursor_stays_on_its_ticket_while_others_come(
    desk: Desk, carol: Contact, write: Writer, at_work: AtWork
) -> None:
    first, second = write("First"), write("Second")
    async with at_work() as pilot:
        await shown(pilot, "Second")
        await pilot.press("j")
        assert queue_of(pilot).subject.id == first  # type: ignore[union-attr]
        third = write("Third, just now")
        await shown(pilot, "Third, just now")
        assert queue_of(pilot).subject.id == first  # type: ignore[union-attr]
        assert [ticket.id for ticket in queue_of(pilot).rows] == [third, second, first]
        assert f"•  ◆ New {' ' * 6}" in picture(pilot.app) or "• " in picture(pilot.app)
        desk.do(tickets.answer_as_contact, carol, second, "More to say")
        await until(pilot, lambda: next(iter(queue_of(pilot).rows)).id == second, "the answered ticket comes first")
        assert queue_of(pilot).subject.id == first  # type: ignore[union-attr]


async def test_a_ticket_taken_by_another_leaves_the_view(
    desk: Desk, ada: Specialist, write: Writer, at_work: AtWork
) -> None:
    number = write("Free to take")
    ben = desk.do(people.put_specialist, "ben@team.example", "Ben", ("en",), Role.SPECIALIST)
    async with at_work(view="2") as pilot:
        await shown(pilot, "Free to take")
        desk.do(tickets.assign, ben, number, ben.id)
        await until(pilot, lambda: len(queue_of(pilot).rows) == 0, "the ticket leaves")
        await shown(pilot, "Nothing here.")


async def test_take_status_and_assign_from_the_list(
    desk: Desk, ada: Specialist, write: Writer, at_work: AtWork
) -> None:
    number = write("Handle me")
    desk.do(people.put_specialist, "ben@team.example", "Ben", ("en",), Role.SPECIALIST)
    async with at_work() as pilot:
        await shown(pilot, "Handle me")
        await pilot.press("a")
        await until(pilot, lambda: getattr(desk.see(tickets.get, number).assignee, "id", 0) == ada.id, "taken")
        await pilot.press("s")
        await shown(pilot, "the customer's turn")
        await pilot.press("w")
        await until(pilot, lambda: desk.see(tickets.get, number).status is Status.WAITING, "status set")
        await pilot.press("A")
        await shown(pilot, "Nobody")
        await pilot.press("2")
        await until(pilot, lambda: getattr(desk.see(tickets.get, number).assignee, "name", "") == "Ben", "given to Ben")
        await shown(pilot, "Ben")
        assert not queue_of(pilot).workplace.is_fresh(desk.see(tickets.get, number))


async def test_pages_follow_the_cursor_down(write: Writer, at_work: AtWork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.screens.queue.PAGE", 10)
    numbers = [write(f"Ticket {at}") for at in range(35)]
    async with at_work(size=(80, 12)) as pilot:
        await until(pilot, lambda: len(queue_of(pilot).rows) >= 10, "first page")
        assert len(queue_of(pilot).rows) < 35
        for _ in range(34):
            await pilot.press("j")
            wanted = queue_of(pilot).query_one(TicketList)
            await until(pilot, lambda: wanted.rows.complete or len(wanted.rows) > wanted.cursor + 1, "the next page")  # noqa: B023
        await until(pilot, lambda: queue_of(pilot).subject.id == numbers[0], "the oldest ticket")  # type: ignore[union-attr]
        assert [ticket.id for ticket in queue_of(pilot).rows] == numbers[::-1]
        await pilot.press("g")
        assert queue_of(pilot).subject.id == numbers[-1]  # type: ignore[union-attr]


async def test_preview_looks_into_the_ticket_when_there_is_room(write: Writer, at_work: AtWork) -> None:
    write("Look inside", "The body is seen beside the list.")
    async with at_work(size=(160, 40)) as pilot:
        await shown(pilot, "The body is seen beside the list.")
        await pilot.press("p")
        await until(pilot, lambda: "The body is seen" not in picture(pilot.app), "hidden")
        await pilot.press("p")
        await shown(pilot, "The body is seen")


async def test_help_and_palette_speak_from_the_table(write: Writer, at_work: AtWork) -> None:
    write()
    async with at_work(size=(100, 130)) as pilot:
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(pilot.app.screen, HelpScreen), "help")
        await shown(pilot, "Assign the ticket to somebody")
        assert "our turn" in picture(pilot.app)
        await pilot.press("escape", "ctrl+p", *"unassigned")
        await shown(pilot, "Show unassigned tickets")
        await until(pilot, lambda: "Show all tickets" not in picture(pilot.app), "filtered")
        await pilot.press("enter")
        await until(pilot, lambda: queue_of(pilot).present == 1, "the command ran")


@pytest.mark.parametrize("size", [(20, 5), (80, 24), (200, 60)])
async def test_any_size_is_drawn(write: Writer, at_work: AtWork, size: tuple[int, int]) -> None:
    write("Any size will do")
    async with at_work(size=size) as pilot:
        await until(pilot, lambda: len(queue_of(pilot).rows) == 1, "read")
        await pilot.press("enter")
        await shown(pilot, "Any si")
        await pilot.press("r", "h", "i")
        await pilot.resize_terminal(20, 5)
        await pilot.resize_terminal(*size)
        await shown(pilot, "hi" if size[1] > 5 else "Any si")


async def test_a_step_of_the_cursor_draws_two_lines(
    write: Writer, at_work: AtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in range(6):
        write(f"Subject {at}")
    drawn, draw = [], TicketList.render_line

    def noted(self: TicketList, y: int) -> Strip:
        drawn.append(y)
        return draw(self, y)

    monkeypatch.setattr(TicketList, "render_line", noted)
    async with at_work() as pilot:
        await until(pilot, lambda: len(queue_of(pilot).rows) == 6, "all are listed")
        await pilot.press("j")
        await until(pilot, lambda: not any(worker.is_running for worker in pilot.app.workers), "all is quiet")
        drawn.clear()
        await pilot.press("j")
        await until(pilot, lambda: len(drawn) >= 2, "the cursor moves")
        assert set(drawn) == {2, 3}
