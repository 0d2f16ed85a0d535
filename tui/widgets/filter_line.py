"""The line in which a filter is typed, with what may follow, or with what is wrong and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual.containers import Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from helpcenter.domain.filters import Filter, FilterError, candidates, parse
from tui.keys import Place, bindings
from tui.language import Language
from tui.text import fit, safe_line
from tui.wording_filters import filter_sentence

PAUSE = 0.2
"""Seconds without a key after which the filter is applied."""


class FilterInput(Input):
    """The field of the line."""

    BINDINGS = bindings(Place.FILTER)

    class Left(Message):
        """Escape was pressed."""

    class Wanted(Message):
        """The word at the cursor shall be completed."""

    def action_complete(self) -> None:
        """Complete the word at the cursor."""
        self.post_message(self.Wanted())

    def action_clear_filter(self) -> None:
        """Leave, and show the view again."""
        self.post_message(self.Left())


class FilterLine(Vertical):
    """Tells of each filter that can be understood. Hidden until it is opened."""

    class Asked(Message):
        """A filter stands here; with `entered` the list shall take over."""

        def __init__(self, asked: Filter, entered: bool) -> None:
            super().__init__()
            self.asked, self.entered = asked, entered

    class Left(Message):
        """No filter is wanted any more."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language
        self.known: Mapping[str, Sequence[str]] = {}
        """What this store holds, by name: set when it is known."""
        self.field = FilterInput(placeholder='status:open lang:fr,de assignee:me sla<1h "…"', select_on_focus=False)
        self._said = Static("", id="filter-said", markup=False)
        self._delay: Timer | None = None
        self.display = False

    def compose(self) -> Iterator[Input | Static]:
        """The field, and a line below it."""
        yield self.field
        yield self._said

    def open(self) -> None:
        """Begin or go on typing."""
        self.display = True
        self.field.focus()
        self._tell()

    def close(self) -> None:
        """Forget the filter."""
        self.display = False
        self.field.value = ""

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what may follow, and apply the filter soon."""
        event.stop()
        self._tell()
        if self._delay:
            self._delay.stop()
        self._delay = self.set_timer(PAUSE, self._apply) if self.display else None

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Apply the filter, or say what is wrong with it; nothing at all leaves it."""
        event.stop()
        if not event.value.strip():
            self.post_message(self.Left())
        else:
            self._apply(entered=True)

    def on_filter_input_wanted(self) -> None:
        """Put the next thing that fits in place of the word at the cursor."""
        before, behind = self._halves()
        at, offered = candidates(before, self.known)
        if offered:
            # The first, or as far as all that fit are the same.
            common = offered[0] if len(offered) == 1 else _beginning(offered)
            word = common if len(common) > len(before) - at else offered[0]
            end = "" if word.endswith((":", "<")) or (len(offered) > 1 and word == common) else " "
            self.field.value = before[:at] + word + end + behind
            self.field.cursor_position = at + len(word + end)

    def on_filter_input_left(self) -> None:
        """Give the view back."""
        self.post_message(self.Left())

    def _apply(self, entered: bool = False) -> None:
        if self._delay:
            self._delay.stop()
        try:
            asked = parse(self.field.value, self.language.zone)
        except FilterError as fault:
            if entered:
                self._say(filter_sentence(fault, self.language), wrong=True)
            return
        self.post_message(self.Asked(asked, entered))

    def _tell(self) -> None:
        _, offered = candidates(self._halves()[0], self.known)
        if offered:
            self._say("  ".join(safe_line(each) for each in offered[:12]))
            return
        try:
            parse(self.field.value, self.language.zone)
        except FilterError as fault:
            self._say(filter_sentence(fault, self.language), wrong=True)
        else:
            self._say(self.language.gettext("Tab completes · Enter goes to the list · Esc shows the view again"))

    def _say(self, sentence: str, *, wrong: bool = False) -> None:
        self._said.set_class(wrong, "-wrong")
        self._said.update(fit(("! " if wrong else "  ") + sentence, max(20, self.size.width or 200)).rstrip())

    def _halves(self) -> tuple[str, str]:
        at = self.field.cursor_position
        return self.field.value[:at], self.field.value[at:]


def _beginning(words: Sequence[str]) -> str:
    """What all words begin with."""
    first, last = min(words), max(words)
    same = next((at for at, sign in enumerate(first) if last[at : at + 1] != sign), len(first))
    return first[:same]
