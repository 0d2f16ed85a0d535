"""Choosing a macro: type a part of its name, see its text as it will be sent."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from helpcenter.domain.macros import Macro
from helpcenter.domain.people import Specialist
from helpcenter.domain.tickets import Ticket
from tui.language import Language
from tui.screens.picker import Picker
from tui.text import safe, safe_line
from tui.wording_filters import change_words


class MacroPicker(Picker[Macro]):
    """Offers `macros` for a ticket; where one has no text in its language, the one in `default` is taken."""

    def __init__(
        self, language: Language, macros: Sequence[Macro], ticket: Ticket, me: Specialist, default: str
    ) -> None:
        super().__init__(language, language.gettext("A part of the macro's name"))
        self.macros, self.ticket, self.me, self.default = tuple(macros), ticket, me, default

    def typed(self, words: str) -> None:
        """Offer those whose name holds every word that was typed, first those that begin so."""
        wanted = words.lower().split()
        fitting = (each for each in self.macros if all(word in each.name.lower() for word in wanted))
        ordered = sorted(fitting, key=lambda each: not each.name.lower().startswith("".join(wanted[:1])))
        self.offer(ordered, self.language.gettext("No macro has this name."))

    def line(self, one: Macro) -> Content:
        """The macro's name."""
        return Content(safe_line(one.name))

    def look(self, one: Macro) -> Content:
        """What it changes, and its text in the ticket's language."""
        words = change_words(one.change_for(self.me), self.me.id, self.language)
        text = safe(one.text_for(self.ticket, self.me, self.default))
        return Content.assemble((words + "\n" if words else "", "bold $accent"), text)
