"""The command palette: every action of the table of keys, found by name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Protocol, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui.keys import Key, Place, keys_of
from tui.language import Language
from tui.screens.desk_screen import DeskScreen
from tui.text import fit


class Speaks(Protocol):
    """An app that knows its language."""

    language: Language


class KeyCommands(Provider):
    """Offers what can be done on the present screen."""

    async def discover(self) -> Hits:
        """All commands, before anything is typed."""
        for key, about in self._offered():
            yield DiscoveryHit(_with_key(Content(about), key), partial(self._run, key), text=about)

    async def search(self, query: str) -> Hits:
        """The commands whose description matches."""
        matcher = self.matcher(query)
        for key, about in self._offered():
            score = matcher.match(about)
            if score > 0:
                display = _with_key(matcher.highlight(about), key)
                yield Hit(score, display, partial(self._run, key), text=about)

    def _offered(self) -> Iterator[tuple[Key, str]]:
        language = cast(Speaks, self.app).language
        places = places_of(self.screen)
        for key in keys_of(*places, Place.EVERYWHERE):
            if key.palette:
                yield key, language.gettext(key.about)

    async def _run(self, key: Key) -> None:
        await self.screen.run_action(f"app.{key.action}" if key.place is Place.EVERYWHERE else key.action)


def _with_key(about: Content, key: Key) -> Content:
    return Content.assemble((f" {fit(key.shown, 6)}", "$accent"), about)


def places_of(screen: object) -> list[Place]:
    """Return where the specialist is on this screen, for keys, help and palette."""
    return screen.places if isinstance(screen, DeskScreen) else []
