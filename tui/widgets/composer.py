"""Where a specialist writes. Word, sign, frame and colour say whether the customer will see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.containers import Vertical
from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.message import Message
from textual.widgets import Static, TextArea

from helpcenter.domain.attachments import Attachment
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
        self._files: dict[int, str] = {}
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
        return Draft(self._area.text, self.note, self._draft.id, tuple(self._files))

    @property
    def holds(self) -> bool:
        """Whether there is anything: a text, or a file."""
        return bool(self._area.text.strip() or self._files)

    def load(self, draft: Draft, to: str) -> None:
        """Take over a draft for a ticket whose answers go to the address `to`."""
        self._draft, self.to = draft, safe_line(to)
        self._files = dict.fromkeys(draft.files, "…")
        if self._area.text != draft.body:
            self._area.load_text(safe(draft.body))
            self._area.move_cursor(self._area.document.end)
        self.set_note(draft.note)

    def set_note(self, note: bool) -> None:
        """Write for the team (True) or for the customer (False); the text stays."""
        self.note = note
        self.set_class(note, "-note")
        self._draw_heading()

    def set_files(self, files: Sequence[Attachment]) -> None:
        """Show which files go with the text."""
        self._files = {file.id: safe_line(file.name) for file in files}
        self._draw_heading()
        self.post_message(self.Typed())

    def start(self, note: bool | None = None) -> None:
        """Open for writing. `note` None keeps the kind, and so does a text that was begun as the other kind."""
        if note is not None and not self._area.text.strip():
            self.set_note(note)
        self.display = True
        self._area.focus()

    def insert(self, text: str) -> None:
        """Put a text where the cursor stands."""
        self._area.insert(text)

    def become(self, text: str) -> None:
        """Stand for another text; one step back brings the old one."""
        self._area.replace(text, (0, 0), self._area.document.end)

    def rest(self) -> None:
        """Stop writing; a text stays in sight, nothing does not."""
        self.writing = False
        self.remove_class("-writing")
        self.display = self.holds

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

    def _draw_heading(self) -> None:
        gettext = self.language.gettext
        if self.note:
            said = gettext("✎ NOTE – only the team sees this")
        else:
            said = gettext("▶ REPLY – goes to %(to)s") % {"to": self.to}
        self._heading.update(" · ".join([said, *(f"+ {name}" for name in self._files.values())]))
