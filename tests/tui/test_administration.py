"""The administration by Pilot: each section is read, admins change things, others are told that they may not."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.people import Contact, Role, Specialist
from helpcenter.domain.sites import Site
from helpcenter.services import audit, credentials, people, sites
from tests.tui.conftest import AtWork, picture, shown, until
from tui.screens.administration import SECTIONS, AdministrationScreen
from tui.screens.notice import Notice

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


async def opened(pilot: Pilot[None], section: int = 0) -> AdministrationScreen:
    await pilot.press("f10")
    await until(pilot, lambda: isinstance(pilot.app.screen, AdministrationScreen), "the administration opens")
    screen = pilot.app.screen
    assert isinstance(screen, AdministrationScreen)
    for _ in range(section):
        await pilot.press("tab")
    await until(pilot, lambda: "Reading" not in picture(pilot.app), "the section is read")
    return screen


def deeds(desk: Desk) -> list[str]:
    return [each.deed.value for each in desk.see(audit.log)]


async def test_a_specialist_is_added_and_gets_a_role(desk: Desk, ada: Specialist, at_work: AtWork) -> None:
    async with at_work(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("n", *"ben@team.example", "space", *"Ben", "colon", *"en,fr", "enter")
        await shown(pilot, "Specialist     en,fr")
        await pilot.press("j", "e", "r", "l")
        await shown(pilot, "Lead           en,fr")
    assert desk.see(people.specialist, "ben@team.example").role is Role.LEAD
    assert deeds(desk)[:2] == ["specialist.changed", "specialist.added"]


async def test_the_last_admin_stays(desk: Desk, ada: Specialist, at_work: AtWork) -> None:
    async with at_work(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("e", "r", "s")
        await shown(pilot, "The last one has to stay")


async def test_somebody_leaves_the_team(desk: Desk, ada: Specialist, at_work: AtWork) -> None:
    desk.do(people.put_specialist, "zoe@team.example", "Zoe", ("en",), Role.LEAD)
    async with at_work(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("j", "e", "d", "y")
        await until(pilot, lambda: "Zoe" not in picture(pilot.app), "Zoe is no longer there")
    assert desk.see(people.specialists) == [ada]


async def test_a_token_is_shown_once_and_opens(desk: Desk, ada: Specialist, at_work: AtWork) -> None:
    async with at_work(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("e", "t", "y")
        await until(pilot, lambda: isinstance(pilot.app.screen, Notice), "the token is shown")
        notice = pilot.app.screen
        assert isinstance(notice, Notice)
        token = str(notice.text).split()[-1]
        found = desk.do(credentials.by_token, token)
        assert found is not None
        assert found.id == ada.id
        await pilot.press("escape")
        await until(pilot, lambda: "hct_" not in picture(pilot.app), "it is gone")


async def test_a_secret_is_added_and_the_old_one_retired(desk: Desk, site: Site, at_work: AtWork) -> None:
    (old,) = desk.see(sites.secrets_of, site)
    async with at_work(size=(80, 24)) as pilot:
        await opened(pilot, 1)
        await shown(pilot, old.kid)
        await pilot.press("e", "r", "y")
        await shown(pilot, "Copy it now")
        await pilot.press("escape")
        await until(pilot, lambda: len(desk.see(sites.secrets_of, site)) == 2, "there are two")
        await until(pilot, lambda: "Reading" not in picture(pilot.app) and f", {old.kid}" in picture(pilot.app), "read")
        await pilot.press("e", "x", "2")
        await until(pilot, lambda: len(desk.see(sites.secrets_of, site)) == 1, "one is retired")
    assert desk.see(sites.secrets_of, site)[0].kid != old.kid


async def test_customers_are_found_with_the_policy_explained(desk: Desk, carol: Contact, at_work: AtWork) -> None:
    async with at_work(size=(80, 40)) as pilot:
        await opened(pilot)
        await pilot.press("slash", *"nobody", "enter")
        await shown(pilot, "Nobody matches these words.")
        await pilot.press("slash", *"CAROL", "enter")
        await shown(pilot, carol.email)
        await shown(pilot, "✓ Email Support")
        await pilot.press("e", "m", "a")
        await shown(pilot, "Success manager: Ada")


async def test_who_is_no_admin_is_told_so(settings: Settings, desk: Desk, ada: Specialist, at_work: AtWork) -> None:
    desk.do(people.put_specialist, "boss@team.example", "Boss", ("en",), Role.ADMIN)
    desk.do(people.put_specialist, ada.email, "Ada", ("en",), Role.SPECIALIST)
    before = deeds(desk)
    async with at_work(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("n", *"x@y.example", "enter")
        await shown(pilot, "Your role does not allow this.")
        await pilot.press("shift+tab")
        await shown(pilot, "Your role does not allow this.")
        assert pilot.app.screen.rows == ()  # type: ignore[attr-defined]
    assert deeds(desk) == before


@pytest.mark.parametrize("size", [(20, 5), (80, 24), (200, 60)])
async def test_every_section_opens_at_every_size(
    desk: Desk, carol: Contact, at_work: AtWork, size: tuple[int, int]
) -> None:
    desk.do(people.put_specialist, "e@team.example", "\x1b]52;c;x\x07[@click=app.quit]hi[/]", ("en",), Role.LEAD)
    async with at_work(size=size) as pilot:
        screen = await opened(pilot)
        for at in range(len(SECTIONS)):
            await until(pilot, lambda at=at: screen.at == at and "Reading" not in picture(pilot.app), "read")  # type: ignore[misc]
            assert "\x1b" not in picture(pilot.app)
            await pilot.press("j", "tab")
