"""Every room of the terminal with hostile data in it, and made as small as 20×5: nothing acts, nothing breaks."""

from __future__ import annotations

import pytest

from helpcenter.config import Settings
from helpcenter.desk import Desk
from helpcenter.domain.articles import ArticleSource
from helpcenter.domain.callbacks import Wish
from helpcenter.domain.macros import Macro
from helpcenter.domain.people import Contact, Role, Specialist
from helpcenter.domain.sites import Site
from helpcenter.domain.triage import Change
from helpcenter.services import articles, callbacks, community, macros, people, triage, views
from tests.mails import raw
from tests.services.chatting import open_always
from tests.services.mailing import take
from tests.services.talking import ask
from tests.signing import Signer
from tests.tui.conftest import AtWork, Writer, picture, queue_of, until
from tests.tui.test_hostile import BIDI, ESCAPES, MARKUP, acting

EVIL = MARKUP + BIDI + ESCAPES
NAME = f"{ESCAPES[:30]}[@click=app.quit]x"
ROOMS = {
    "callbacks": ("c",),
    "chats": ("f4",),
    "articles": ("f6",),
    "questions without an answer": ("f6", "tab"),
    "mail that came": ("f7",),
    "mail that goes out": ("f7", "tab"),
    "reports": ("f9",),
    "specialists": ("f10",),
    "what is changed of one": ("f10", "e"),
    "customers": ("f10", *["tab"] * 2),
    "macros": ("f10", *["tab"] * 3),
    "the text of a macro": ("f10", *["tab"] * 3, "e", "t", "1"),
    "views": ("f10", *["tab"] * 4),
    "tags": ("f10", *["tab"] * 5),
    "the audit log": ("f10", *["tab"] * 6),
    "the community": ("f12",),
    "all threads": ("f12", "tab"),
    "search": ("slash", "x"),
    "a macro for a ticket": ("4", "enter", "m"),
}


@pytest.fixture
def hostile(
    settings: Settings, desk: Desk, ada: Specialist, site: Site, carol: Contact, sign: Signer, write: Writer
) -> None:
    """Something hostile in every room."""
    open_always(settings)
    eve = desk.do(people.identify, site, sign(name=NAME, account={"id": ESCAPES, "name": MARKUP, "plan": "enterprise"}))
    number = write(EVIL[:190], EVIL, eve, question=EVIL)
    desk.do(people.put_specialist, "eve@team.example", NAME, ("en",), Role.LEAD)
    desk.do(triage.change, ada, [number], Change(add_tags=(NAME[:20].replace(":", ""),)))
    desk.do(macros.put, Macro(NAME, {"en": f"{EVIL} {{contact.name}}"}), ada)
    desk.do(views.keep, ada, NAME[:40], "is:late", shared=True)
    desk.do(articles.put, ArticleSource("evil", "en", EVIL[:190], "", EVIL, "all"))
    desk.do(callbacks.submit, carol, Wish(site.id, "+49 30 12345678", "", EVIL[:190], EVIL, None, True))
    desk.do(community.choose_name, eve, "Eve [b]x[/]")
    desk.do(ask, eve, EVIL[:150])
    take(desk, raw(EVIL, subject="[@click=app.quit()]click[/]"))


async def test_every_room_shows_text_and_survives_a_tiny_terminal(desk: Desk, hostile: None, at_work: AtWork) -> None:
    async with at_work(size=(160, 50)) as pilot:
        for room, keys in ROOMS.items():
            for key in keys:
                await pilot.press(key)
                await until(pilot, lambda: "Reading" not in picture(pilot.app), f"{room} is read")
            await pilot.pause(0.1)
            assert {style for style in acting(pilot.app) if "link tel:+49" not in style} == set(), room
            assert "\x1b" not in picture(pilot.app), room
            await pilot.resize_terminal(20, 5)
            await pilot.press("down", "space", "up")
            assert "\x1b" not in picture(pilot.app), room
            await pilot.resize_terminal(160, 50)
            while pilot.app.screen is not queue_of(pilot):
                pilot.app.pop_screen()
                await pilot.pause()
        assert pilot.app.is_running
        assert pilot.app.return_code is None
        assert pilot.app.title.endswith("Helpcenter")
