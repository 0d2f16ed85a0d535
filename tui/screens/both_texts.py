"""Two wrote at once: what the other said above, the own text below, and what shall become of it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from helpcenter.domain.tickets import Message
from tui.entries import entry_of
from tui.language import Language, now
from tui.text import safe

SEND, NOTE, WRITE = "send", "note", "write"


class BothTexts(ModalScreen[str]):
    """Shows what others `said` meanwhile and the own `text`; answers SEND, NOTE (keep it as one) or WRITE (go on)."""

    CSS_PATH = "both_texts.tcss"
    BINDINGS = [
        Binding("escape", "choose('write')", show=False),
        Binding("ctrl+s", "choose('send')", show=False),
        Binding("s", "choose('send')", show=False),
        Binding("n", "choose('note')", show=False),
        Binding("w", "choose('write')", show=False),
    ]

    def __init__(self, language: Language, said: Sequence[Message], text: str, *, note: bool) -> None:
        super().__init__()
        self.language, self.said, self.text, self.note = language, tuple(said), text, note

    def compose(self) -> ComposeResult:
        """Heading, the two texts, the choices."""
        gettext = self.language.gettext
        send = gettext("Keep my note anyway") if self.note else gettext("Send mine anyway")
        choices = [("w", gettext("Go on writing")), ("s", send)]
        choices += [] if self.note else [("n", gettext("Keep mine as a note for the team"))]
        options = [Option(Content.assemble((letter, "bold $accent"), f"  {label}")) for letter, label in choices]
        self.choices = [{"w": WRITE, "s": SEND, "n": NOTE}[letter] for letter, _ in choices]
        with Vertical(id="both"):
            yield Static(gettext("Somebody was faster"), id="both-title", markup=False)
            with VerticalScroll(id="theirs", can_focus=False):
                moment = now()
                for message in self.said:
                    entry = entry_of(message, {}, moment, self.language)
                    yield Static(entry.content, classes=f"entry -{entry.look}", markup=False)
            yield Static(gettext("Yours, not sent yet"), id="mine-title", markup=False)
            with VerticalScroll(id="mine", can_focus=False):
                yield Static(Content(safe(self.text)), markup=False)
            yield OptionList(*options, markup=False)

    def on_mount(self) -> None:
        """Stand on what loses nothing."""
        self.query_one(OptionList).highlighted = 0
        self.query_one(OptionList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Answer what was picked."""
        self.dismiss(self.choices[event.option_index])

    def action_choose(self, chosen: str) -> None:
        """Answer by letter."""
        if chosen in self.choices:
            self.dismiss(chosen)
