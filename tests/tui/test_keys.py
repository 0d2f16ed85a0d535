"""The one table of keys is true: what it promises exists, and nothing collides."""

from __future__ import annotations

from collections import Counter

import pytest
from textual.screen import Screen

from tui.app import Helpdesk
from tui.keys import KEYS, Place, bindings, keys_of
from tui.screens.administration import AdministrationScreen
from tui.screens.callbacks import CallbacksScreen
from tui.screens.chats import ChatsScreen
from tui.screens.community import CommunityScreen
from tui.screens.history import HistoryScreen
from tui.screens.knowledge import KnowledgeScreen
from tui.screens.macro_picker import MacroPicker
from tui.screens.mailroom import MailroomScreen
from tui.screens.queue import QueueScreen
from tui.screens.reports import ReportsScreen
from tui.screens.search import SearchScreen
from tui.screens.sheet import Sheet
from tui.screens.ticket import TicketScreen
from tui.widgets.filter_line import FilterInput

WORKS_ON: dict[Place, type] = {
    Place.QUEUE: QueueScreen,
    Place.TICKET: TicketScreen,
    Place.COMPOSER: TicketScreen,
    Place.FILTER: FilterInput,
    Place.PICKER: MacroPicker,
    Place.SHEET: Sheet,
    Place.SEARCH: SearchScreen,
    Place.CALLBACKS: CallbacksScreen,
    Place.CHATS: ChatsScreen,
    Place.CHATTING: ChatsScreen,
    Place.KNOWLEDGE: KnowledgeScreen,
    Place.HISTORY: HistoryScreen,
    Place.COMMUNITY: CommunityScreen,
    Place.REPORTS: ReportsScreen,
    Place.MAILROOM: MailroomScreen,
    Place.ADMINISTRATION: AdministrationScreen,
    Place.EVERYWHERE: Helpdesk,
}


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.id)
def test_every_key_runs_something_that_exists(key) -> None:  # type: ignore[no-untyped-def]
    name = key.action.partition("(")[0]
    owner = Helpdesk if name.startswith("app.") else WORKS_ON[key.place]
    assert hasattr(owner, f"action_{name.removeprefix('app.')}")


def test_ids_are_unique_and_keys_do_not_collide() -> None:
    assert max(Counter(key.id for key in KEYS).values()) == 1
    for screen in (
        [Place.QUEUE],
        [Place.SEARCH],
        [Place.TICKET, Place.COMPOSER],
        [Place.CALLBACKS],
        [Place.KNOWLEDGE],
        [Place.HISTORY],
        [Place.COMMUNITY],
        [Place.REPORTS],
        [Place.MAILROOM],
        [Place.ADMINISTRATION],
        [Place.CHATS, Place.CHATTING],
    ):
        names = [
            name
            for key in keys_of(*screen, Place.EVERYWHERE)
            if key.id != "composer.leave"
            for name in key.keys.split(",")
        ]
        assert [name for name, times in Counter(names).items() if times > 1] == []


def test_bindings_are_the_table() -> None:
    assert {binding.id for binding in bindings(Place.QUEUE)} == {key.id for key in keys_of(Place.QUEUE)}  # type: ignore[union-attr]


def test_screens_take_their_bindings_from_the_table() -> None:
    for place, owner in WORKS_ON.items():
        assert issubclass(owner, Screen | Helpdesk | FilterInput)
        assert {*bindings(place)} <= {*owner.BINDINGS}
