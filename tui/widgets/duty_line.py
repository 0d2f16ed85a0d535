"""The line above the keys of every screen: own presence, who waits, what is new; and the rooms, where there is room."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from tui.chat_lines import duty_line
from tui.duty import Duty
from tui.keys import Place, keys_of
from tui.language import N_, Language, now

ROOMS = {
    "everywhere.chats": N_("Chats"),
    "everywhere.knowledge": N_("Articles"),
    "everywhere.mailroom": N_("E-mail"),
    "everywhere.reports": N_("Reports"),
    "everywhere.administration": N_("Administration"),
    "everywhere.community": N_("Community"),
}
"""By the id of the key that leads to a room what it is called."""
APART = 4
"""Cells at least between what waits and the rooms."""


class DutyLine(Static):
    """Shows what waits, with the time running; nothing until that is known."""

    def __init__(self, language: Language) -> None:
        super().__init__(markup=False)
        self.language = language
        self._duty: Duty | None = None
        self._quiet = False

    def on_mount(self) -> None:
        """Keep the clock of the longest wait going."""
        self.set_interval(1.0, self._tick)

    def on_resize(self) -> None:
        """Another width has room for other rooms."""
        self._draw()

    def show(self, duty: Duty | None, quiet: bool) -> None:
        """Show what waits; `quiet` is do-not-disturb."""
        self._duty, self._quiet = duty, quiet
        self._draw()

    def _tick(self) -> None:
        if self._duty is not None and self._duty.waiting:
            self._draw()

    def _draw(self) -> None:
        if self._duty is None:
            return
        waits, rooms = duty_line(self._duty, self._quiet, now(), self.language), self._rooms()
        left = self.content_size.width - waits.cell_length - rooms.cell_length
        self.update(Content("").join([waits, Content(" " * left), rooms]) if left >= APART else waits)

    def _rooms(self) -> Content:
        """The keys of all rooms: where they have no room together there are none, so that none seems to be all."""
        keys = {key.id: key for key in keys_of(Place.EVERYWHERE)}
        named = [(keys[id].shown, self.language.gettext(name)) for id, name in ROOMS.items()]
        return Content("  ").join([Content.assemble((shown, "$accent"), f" {name}") for shown, name in named])
