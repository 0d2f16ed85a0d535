"""Screens that are reached from anywhere by a key of the table; each is imported when it is first entered."""

from __future__ import annotations

from importlib import import_module

from tui.screens.desk_screen import DeskScreen
from tui.workplace import Workplace

ROOMS = {
    "community": "tui.screens.community:CommunityScreen",
    "knowledge": "tui.screens.knowledge:KnowledgeScreen",
    "mailroom": "tui.screens.mailroom:MailroomScreen",
    "administration": "tui.screens.administration:AdministrationScreen",
    "reports": "tui.screens.reports:ReportsScreen",
}


def room(name: str) -> type[DeskScreen]:
    """Return the screen of a room; it is made from a workplace alone."""
    module, _, screen = ROOMS[name].partition(":")
    found: type[DeskScreen] = getattr(import_module(module), screen)
    return found


def opened(name: str, workplace: Workplace) -> DeskScreen:
    """Return a new screen of a room."""
    return room(name)(workplace)
