"""The line at the foot: what the keys do here, as much of it as fits, and always the way back and to help."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from tui.keys import Key, Place, keys_of
from tui.language import Language
from tui.text import width_of

BACK = (".back", ".leave")


class KeyBar(Widget):
    """Shows the keys of `places`, and always, at the right end, the way back, help and commands."""

    def __init__(self, language: Language, *places: Place) -> None:
        super().__init__()
        self.language = language
        self.places = places

    def show(self, *places: Place) -> None:
        """Show the keys of other places."""
        if places != self.places:
            self.places = places
            self.refresh()

    def render(self) -> Content:
        """Draw the line for the present width."""
        here = [key for key in keys_of(*self.places) if key.label]
        back = [key for key in here if key.id.endswith(BACK)][:1]
        always = [self._item(key) for key in (*back, *keys_of(Place.EVERYWHERE)) if key.label]
        left = self.size.width - sum(width for _, width in always)
        shown = []
        for content, width in (self._item(key) for key in here if key not in back):
            if width > left:
                break
            left -= width
            shown.append(content)
        return Content("").join([*shown, Content(" " * max(0, left)), *(content for content, _ in always)])

    def _item(self, key: Key) -> tuple[Content, int]:
        label = self.language.gettext(key.label)
        content = Content.assemble(" ", (key.shown, "bold $accent"), f" {label} ")
        return content, width_of(key.shown) + width_of(label) + 3
