"""Views of one's own in the queue."""

from __future__ import annotations

import pytest

from helpcenter.desk import Desk
from helpcenter.domain.people import Specialist
from helpcenter.domain.triage import Change
from helpcenter.services import triage, views
from tests.tui.conftest import AtWork, Writer, picture, queue_of, shown, until

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_a_filter_becomes_a_view_with_a_count_and_goes_again(
    desk: Desk, ada: Specialist, write: Writer, at_work: AtWork, size: tuple[int, int]
) -> None:
    numbers = [write(f"Number {at}") for at in range(3)]
    desk.do(triage.change, ada, numbers[:2], Change(add_tags=("billing",)))
    async with at_work(size=size) as pilot:
        await pilot.press("W")
        await shown(pilot, "There is no filter to save")
        await pilot.press("f", *"tag:billing", "enter")
        await until(pilot, lambda: len(queue_of(pilot).rows) == 2, "filtered")
        await pilot.press("W")
        await shown(pilot, "What is this view called?")
        await pilot.press(*"[b]Money", "enter")
        await shown(pilot, "For everybody here")
        await pilot.press("e")
        await shown(pilot, "▸6 [b]Money")
        await until(pilot, lambda: queue_of(pilot).counts.get(queue_of(pilot).view.id) == 2, "counted")
        await pilot.press("4", "6")
        await until(pilot, lambda: len(queue_of(pilot).rows) == 2, "the view again")
        await pilot.press("X", "r")
        await until(pilot, lambda: "Money" not in picture(pilot.app), "it is gone")
        assert desk.see(views.own, ada) == []


async def test_a_view_that_a_colleague_shares_comes_by_itself(
    desk: Desk, ada: Specialist, write: Writer, at_work: AtWork
) -> None:
    write()
    async with at_work() as pilot:
        await pilot.press("1")
        desk.do(views.keep, ada, "Late ones", "is:late", shared=True)
        await shown(pilot, "6 Late ones")
        assert queue_of(pilot).view.id == "mine"
