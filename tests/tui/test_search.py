"""Search by Pilot: from the queue to a ticket and back, with hostile text in it."""

from __future__ import annotations

from helpcenter.desk import Desk
from helpcenter.domain.people import Specialist
from helpcenter.services import tickets
from tests.tui.conftest import AtWork, Writer, picture, shown, until
from tui.screens.queue import QueueScreen
from tui.screens.search import SearchScreen
from tui.screens.ticket import TicketScreen


async def test_a_ticket_is_found_by_its_words_and_opened(
    desk: Desk, write: Writer, at_work: AtWork, ada: Specialist
) -> None:
    write("Nothing to do with it")
    found = write("Invoice [red]again[/red]\x1b[31m", "The flux capacitor hums. [@click=app.quit]here[/]")
    other = write("Another one", "It hums in the evening.")
    desk.do(tickets.reply, ada, found, "I saw the hum.")
    async with at_work() as pilot:
        await pilot.press("slash", *"flux")
        await shown(pilot, "The flux capacitor hums. [@click=app.quit]here")
        assert "1 ticket · best match first" in picture(pilot.app)
        assert "Nothing to do" not in picture(pilot.app)
        await pilot.press("ctrl+a", "ctrl+k", *"hums")
        await shown(pilot, "2 tickets")
        await pilot.press("ctrl+r")
        await shown(pilot, "2 tickets · last changed first")
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TicketScreen), "the ticket opens")
        assert isinstance(pilot.app.screen, TicketScreen)
        assert pilot.app.screen.ticket.id == found
        await pilot.press("right_square_bracket")
        await until(
            pilot,
            lambda: isinstance(pilot.app.screen, TicketScreen) and pilot.app.screen.ticket.id == other,
            "the next hit",
        )
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, SearchScreen), "back among the results")
        await pilot.press("slash", *"zzz")
        await shown(pilot, "Nothing matches these words.")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, QueueScreen), "back in the queue")
