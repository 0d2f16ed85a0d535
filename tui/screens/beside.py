"""Who else is in the ticket: told to them and by them, every few seconds and whenever somebody begins to write."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from helpcenter.domain.conversations import Onlooker
from helpcenter.domain.faults import Refusal
from helpcenter.domain.tickets import Ticket
from tui.screens.composing import ComposingScreen
from tui.text import safe_line
from tui.workplace import Workplace

LOOK_EVERY = 5.0
"""Seconds; a third of what a sign lives, so that a slow moment makes nobody vanish."""


class BesideScreen(ComposingScreen):
    """A screen with a ticket that others may have open, too. A subclass shows who, in `show_others`."""

    def __init__(self, workplace: Workplace, ticket: Ticket) -> None:
        super().__init__(workplace, ticket)
        self.others: tuple[Onlooker, ...] = ()
        self._said = False
        """Whether the others were told last that somebody writes here."""

    def show_others(self, words: str, *, pressing: bool) -> None:
        """Show who else is here; `pressing` when one of them writes."""

    def on_mount(self) -> None:
        """Look around from now on."""
        self.set_interval(LOOK_EVERY, self.look_around)
        self.look_around()

    async def on_unmount(self) -> None:
        """Tell that the specialist left; where the store is gone the sign dies by itself."""
        with suppress(Refusal):
            await asyncio.to_thread(self.workplace.backstage.leave, self.ticket.id)

    def stirred(self) -> None:
        """Somebody gave a sign somewhere: look who is here now."""
        self.errand(partial(self.workplace.backstage.others, self.ticket.id), self._see, _nothing, latest="others")

    def look_around(self) -> None:
        """Tell that the specialist is here and whether they write, and learn who else is."""
        self._said = self._writes
        call = partial(self.workplace.backstage.look, self.ticket.id, self._said)
        self.errand(call, self._see, _nothing, latest="others")

    def tell_writing(self) -> None:
        """The text changed: tell at once when that began or ended."""
        if self._writes != self._said:
            self.look_around()

    @property
    def _writes(self) -> bool:
        return self.composer.writing and bool(self.composer.draft.body.strip())

    def _see(self, others: Sequence[Onlooker]) -> None:
        self.others = tuple(others)
        ngettext, writers = self.language.ngettext, [safe_line(each.name) for each in others if each.writing]
        if writers:
            said = ngettext("%(who)s is writing here", "%(who)s are writing here", len(writers))
            self.show_others(said % {"who": self.language.listed(writers)}, pressing=True)
        elif others:
            said = ngettext("%(who)s is here, too", "%(who)s are here, too", len(others))
            names = self.language.listed([safe_line(each.name) for each in others])
            self.show_others(said % {"who": names}, pressing=False)
        else:
            self.show_others("", pressing=False)


def _nothing(_refusal: Refusal) -> None:
    """That others cannot be seen now is told by what cannot be read."""
