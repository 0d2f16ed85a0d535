"""Where a specialist writes. Word, sign, frame and colour say whether the customer will see it."""

from __future__ import annotations

from collections.abc import Iterator

from textual.containers import Vertical
from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.message import Message
from textual.widgets import Static, TextArea

from tui.drafts import Draft
from tui.language import Language
from tui.text import safe, safe_line


class SafeTextArea(TextArea):
    """A text area that takes nothing a terminal would act on, not even from the clipboard."""

    def edit(self, edit: Edit) -> EditResult:
        """Make the inserted text safe first."""
        edit.text = safe(edit.text)
        return super().edit(edit)


class Composer(Vertical):
    """A text with its heading: for the customer, or for the team."""

    class Began(Message):
        """Somebody began to write."""

    class Typed(Message):
        """The text changed."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language
        self.writing = False
        """Whether somebody writes now; else the text rests, if there is any."""
        self.note = False
        self.to = ""
        self._draft = Draft("")
        self._heading = Static(id="composer-heading", markup=False)
        self._area = SafeTextArea(soft_wrap=True, show_line_numbers=False, tab_behavior="focus", id="composer-text")
        self.display = False

    def compose(self) -> Iterator[Static | TextArea]:
        """Heading, then text."""
        yield self._heading
        yield self._area

    @property
    def draft(self) -> Draft:
        """What stands here now."""
        return Draft(self._area.text, self.note, self._draft.id)

    def load(self, draft: Draft, to: str) -> None:
        """Take over a draft for a ticket whose answers go to the address `to`."""
        self._draft, self.to = draft, safe_line(to)
        if self._area.text != draft.body:
            self._area.load_text(safe(draft.body))
            self._area.move_cursor(self._area.document.end)
        self.set_note(draft.note)

    def set_note(self, note: bool) -> None:
        """Write for the team (True) or for the customer (False); the text stays."""
        self.note = note
        self.set_class(note, "-note")
        gettext = self.language.gettext
        if note:
            self._heading.update(gettext("✎ NOTE – only the team sees this"))
        else:
            self._heading.update(gettext("▶ REPLY – goes to %(to)s") % {"to": self.to})

    def start(self, note: bool | None = None) -> None:
        """Open for writing. `note` None keeps the kind, and so does a text that was begun as the other kind."""
        if note is not None and not self._area.text.strip():
            self.set_note(note)
        self.display = True
        self._area.focus()

    def insert(self, text: str) -> None:
        """Put a text where the cursor stands."""
        self._area.insert(text)

    def rest(self) -> None:
        """Stop writing; a text stays in sight, nothing does not."""
        self.writing = False
        self.remove_class("-writing")
        self.display = bool(self._area.text.strip())

    def freeze(self, locked: bool) -> None:
        """Take no typing while the text is under way."""
        self._area.read_only = locked

    def on_descendant_focus(self) -> None:
        """Keys and mouse alike begin the writing."""
        self.writing = True
        self.add_class("-writing")
        self.post_message(self.Began())

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell that the text changed."""
        event.stop()
        self.post_message(self.Typed())
