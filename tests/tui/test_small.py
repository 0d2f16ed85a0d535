"""A terminal of 20×5 cells: nothing crashes, on any of the ticket's and the queue's pictures, and back it goes."""

from __future__ import annotations

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.people import Specialist
from helpcenter.services import views
from tests.tui.conftest import AtWork, Writer, queue_of, shown, until

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)

HOSTILE = "[@click=app.quit()]x\x1b]0;t\x07 \u202eevil 名前 👨‍👩‍👧‍👦 " + "w" * 500


@pytest.mark.parametrize("keys", [("f",), ("enter", "r"), ("enter", "L"), ("enter", "o")])
async def test_a_tiny_terminal_is_survived(
    desk: Desk, ada: Specialist, write: Writer, at_work: AtWork, keys: tuple[str, ...]
) -> None:
    write(HOSTILE[:190], f"{HOSTILE} https://example.com/{'x' * 300}")
    desk.do(views.keep, ada, HOSTILE[:40], "is:late", shared=True)
    async with at_work(size=(160, 50)) as pilot:
        await until(pilot, lambda: len(queue_of(pilot).rows) == 1, "listed")
        for key in keys:
            await pilot.press(key)
        await pilot.resize_terminal(20, 5)
        await pilot.press("j", "pagedown", "k")
        await pilot.resize_terminal(80, 24)
        await pilot.press("escape", "escape", "escape")
        await until(pilot, lambda: pilot.app.screen is queue_of(pilot), "back")
        await pilot.press("4")
        await shown(pilot, "[@click=app.")
        assert pilot.app.return_code is None
