"""The first-run tour and the themes: shown once, in nobody's way; colours for every eye and none for NO_COLOR."""

from __future__ import annotations

import pytest

from helpcenter.config import Settings
from helpcenter.domain.people import Specialist
from tests.tui.conftest import picture, shown, until
from tui import themes
from tui.app import Helpdesk
from tui.screens.callbacks import CallbacksScreen
from tui.screens.queue import QueueScreen
from tui.screens.tour import PAGES, Tour, is_due

pytestmark = pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)


def starting(settings: Settings, ada: Specialist) -> Helpdesk:
    return Helpdesk(settings, ada.email, lang="en", tour=is_due())


async def test_the_tour_is_read_once(settings: Settings, ada: Specialist) -> None:
    async with starting(settings, ada).run_test(size=(80, 24)) as pilot:
        await shown(pilot, "Welcome to Helpcenter")
        for title, _ in PAGES[1:]:
            await pilot.press("enter")
            await shown(pilot, title)
        await pilot.press("left", "enter", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, QueueScreen), "the queue")
    assert not is_due()


async def test_a_key_of_the_queue_ends_it_and_works(settings: Settings, ada: Specialist) -> None:
    async with starting(settings, ada).run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, Tour), "the tour")
        await pilot.press("c")
        await until(pilot, lambda: isinstance(pilot.app.screen, CallbacksScreen), "the callbacks")


async def test_every_theme_can_be_shown_and_no_colour_is_grey(
    settings: Settings, ada: Specialist, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Helpdesk(settings, ada.email, lang="en")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, QueueScreen), "the queue")
        assert app.theme == themes.CONTRAST.name
        for _ in themes.NAMES:
            await pilot.press("f2")
            await pilot.pause()
            assert "Our turn" in picture(app)
        app.theme = themes.DARK.name
        await pilot.pause()
        triplets = {
            tuple(color.get_truecolor())
            for strip in app.screen._compositor.render_strips()
            for segment in strip.apply_filter(app._filters[-1], app.screen.background_colors[1])
            for color in (segment.style and (segment.style.color, segment.style.bgcolor) or ())
            if color is not None
        }
        assert triplets
        assert all(max(each) - min(each) <= 1 for each in triplets)
