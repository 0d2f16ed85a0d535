"""All keys and signs on one page, from the table of keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from helpcenter.domain.tickets import Status
from tui.keys import Place, keys_of
from tui.language import N_, Language
from tui.text import fit
from tui.wording import status_meaning, status_sign_and_word

TITLES = {
    Place.QUEUE: N_("In the queue"),
    Place.TICKET: N_("In a ticket"),
    Place.COMPOSER: N_("While writing"),
    Place.FILTER: N_("In the filter line"),
    Place.PICKER: N_("While choosing a macro or an article"),
    Place.SHEET: N_("While writing a macro"),
    Place.SEARCH: N_("In the search"),
    Place.CALLBACKS: N_("In the callbacks"),
    Place.CHATS: N_("In the chats"),
    Place.CHATTING: N_("While writing in a chat"),
    Place.KNOWLEDGE: N_("Among the articles"),
    Place.HISTORY: N_("Among the revisions of an article"),
    Place.COMMUNITY: N_("In the community"),
    Place.REPORTS: N_("In the reports"),
    Place.MAILROOM: N_("In the mail"),
    Place.ADMINISTRATION: N_("In the administration"),
    Place.EVERYWHERE: N_("Everywhere"),
}
SIGNS = (
    ("•", N_("changed since you last looked")),
    ("✎", N_("a draft of yours waits here; also an internal note")),
    ("■", N_("marked: keys apply to all marked tickets")),
    ("◀", N_("the customer wrote")),
    ("▶", N_("we answered")),
    ("▲", N_("an answer is due within the hour")),
    ("!", N_("an answer is overdue, or something went wrong")),
)


class HelpScreen(ModalScreen[None]):
    """Explains the keys; those of `first`, where the specialist is, come first."""

    CSS_PATH = "help.tcss"
    BINDINGS = [Binding("escape,q,question_mark,f1", "leave", show=False)]

    def __init__(self, language: Language, first: Sequence[Place]) -> None:
        super().__init__()
        self.language = language
        self.first = [*first, *([] if Place.EVERYWHERE in first else [Place.EVERYWHERE])]

    def compose(self) -> Iterator[VerticalScroll]:
        """One long text that scrolls: what is on the screen now, its signs, then the other screens."""
        here = [self._keys(place) for place in self.first]
        others = [self._keys(place) for place in Place if place not in self.first]
        text = Content("\n\n").join([*here, self._statuses(), self._signs(), *others])
        yield VerticalScroll(Static(text, markup=False), id="help")

    def on_mount(self) -> None:
        """Say how to get out."""
        frame = self.query_one("#help")
        frame.border_title = self.language.gettext("Help")
        frame.border_subtitle = self.language.gettext("Esc: back")
        frame.focus()

    def action_leave(self) -> None:
        """Back to work."""
        self.dismiss()

    def _keys(self, place: Place) -> Content:
        rows = [(key.shown, self.language.gettext(key.about)) for key in keys_of(place)]
        return self._section(self.language.gettext(TITLES[place]), rows)

    def _statuses(self) -> Content:
        rows = [
            (status_sign_and_word(status, self.language), status_meaning(status, self.language)) for status in Status
        ]
        return self._section(self.language.gettext("Status"), rows, 14)

    def _signs(self) -> Content:
        return self._section(
            self.language.gettext("Signs"), [(sign, self.language.gettext(about)) for sign, about in SIGNS]
        )

    def _section(self, title: str, rows: Sequence[tuple[str, str]], width: int = 7) -> Content:
        lines = [Content.styled(title, "bold")]
        lines += [Content.assemble("  ", (fit(left, width), "$accent"), right) for left, right in rows]
        return Content("\n").join(lines)
