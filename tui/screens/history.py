"""What a translation was: its revisions, what each changed, and going back to one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from helpcenter.domain.revisions import Revision, difference
from tui.keys import Place, bindings
from tui.language import Language, now
from tui.text import safe, safe_line
from tui.widgets.key_bar import KeyBar

COLOURS = {"+": "$success", "-": "$error", "@": "$accent"}


class HistoryScreen(ModalScreen[int | None]):
    """Shows revisions, the present first; answers the number of one to go back to, or None."""

    CSS_PATH = "history.tcss"
    BINDINGS = bindings(Place.HISTORY)

    def __init__(self, language: Language, revisions: Sequence[Revision]) -> None:
        super().__init__()
        self.language, self.revisions = language, tuple(revisions)
        self._list = OptionList(*[Option(self._line(each)) for each in self.revisions], markup=False)
        self._diff = Static(markup=False)

    def compose(self) -> Iterator[Vertical]:
        """The revisions above what one of them changed."""
        title = Static(safe_line(self.revisions[0].title), id="history-title", markup=False)
        panes = Horizontal(self._list, VerticalScroll(self._diff, id="history-diff"), id="history-panes")
        yield Vertical(title, panes, KeyBar(self.language, Place.HISTORY), id="history")

    def on_mount(self) -> None:
        """Begin with the present text."""
        self._list.focus()
        self._list.highlighted = 0
        self.call_after_refresh(self._show)  # what is shown before the first layout keeps its first height

    def on_option_list_option_highlighted(self) -> None:
        """Show what this revision changed."""
        self._show()

    def action_restore(self) -> None:
        """Answer the revision under the cursor."""
        if self._list.highlighted:
            self.dismiss(self.revisions[self._list.highlighted].number)

    def action_leave(self) -> None:
        """Answer nothing."""
        self.dismiss(None)

    def _show(self) -> None:
        at = self._list.highlighted or 0
        if at + 1 == len(self.revisions):
            self._diff.update(Content.styled(self.language.gettext("This is the first text."), "dim"))
            return
        lines = difference(self.revisions[at + 1], self.revisions[at])[2:]
        self._diff.update(Content("\n").join([Content.styled(safe(line), COLOURS.get(line[:1], "")) for line in lines]))

    def _line(self, revision: Revision) -> Content:
        when = self.language.moment(revision.saved_at, now())
        who = safe_line(revision.author) or self.language.gettext("a file")
        return Content.assemble((f"{revision.number:>4} ", "bold"), f"{when} ", (who, "dim"))
