"""Staff access in the terminal: a reason is asked for, kept and shown; where it is off, that is said."""

from __future__ import annotations

from pathlib import Path

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.people import Contact
from helpcenter.services import staff_access
from tests.tui.conftest import AtWork, Writer, picture, shown, until


async def test_going_in_is_written_down(at_work: AtWork, write: Writer, desk: Desk, carol: Contact) -> None:
    write()
    async with at_work() as pilot:
        await pilot.press("enter")
        await shown(pilot, "Staff access: allowed")
        await pilot.press("u")
        await shown(pilot, "Why do you look into the account?")
        await pilot.press(*"to look", "enter")
        await shown(pilot, "Ada used staff access: to look")
        assert [entry.reason for entry in desk.see(staff_access.log, carol)] == ["to look"]
        desk.do(staff_access.allow, carol, False)
        await shown(pilot, "Staff access: not allowed")
        await pilot.press("u")
        await shown(pilot, "This account does not allow staff access.")
        assert len(desk.see(staff_access.log, carol)) == 2


async def test_a_broken_policy_is_said_until_it_is_mended(at_work: AtWork, write: Writer, settings: Settings) -> None:
    write()
    file = Path(str(settings.policy_file))
    async with at_work() as pilot:
        file.write_text('policy = "opne"\n', encoding="utf-8")
        await shown(pilot, "its file is wrong")
        file.write_text('policy = "open"\n', encoding="utf-8")
        await until(pilot, lambda: "its file is wrong" not in picture(pilot.app), "the warning goes")
