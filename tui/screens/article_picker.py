"""Choosing an article for a reply: searched as customers search, in the ticket's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from textual import work
from textual.content import Content
from textual.message import Message
from textual.timer import Timer

from helpcenter.domain.answers.values import Hit
from helpcenter.domain.faults import Refusal
from tui.language import Language
from tui.screens.picker import Picker
from tui.text import safe, safe_line

PAUSE = 0.15
"""Seconds without a key until what was typed is searched."""


class Found(Message):
    """The articles that fit some words; `why` is set when they could not be searched."""

    def __init__(self, words: str, hits: Sequence[Hit], why: str = "") -> None:
        super().__init__()
        self.words, self.hits, self.why = words, hits, why


class ArticlePicker(Picker[Hit]):
    """Offers what `find` (called in a thread) gives for the words; `locale` is the ticket's language."""

    def __init__(self, language: Language, locale: str, typed: str, find: Callable[[str], Sequence[Hit]]) -> None:
        super().__init__(language, language.gettext("Words of the article, or the customer's question"), typed)
        self.locale, self.find = locale, find
        self._delay: Timer | None = None

    def typed(self, words: str) -> None:
        """Search once the fingers rest."""
        if self._delay is not None:
            self._delay.stop()
        self._delay = self.set_timer(PAUSE, partial(self._search, words))

    def line(self, one: Hit) -> Content:
        """The article's title; its language where that is not the ticket's."""
        other = "" if one.locale == self.locale else f"  {safe_line(one.locale)}"
        return Content.assemble(safe_line(one.title), (other, "dim"))

    def look(self, one: Hit) -> Content:
        """The passage that fits."""
        return Content(safe(one.passage.text) if one.passage else "")

    @work(thread=True, exclusive=True)
    def _search(self, words: str) -> None:
        try:
            self.post_message(Found(words, self.find(words)))
        except Refusal:
            self.post_message(Found(words, (), self.language.gettext("The articles cannot be searched now.")))

    def on_found(self, event: Found) -> None:
        """Offer what was found for the words that still stand there."""
        if event.words == self._field.value:
            self.offer(event.hits, event.why or self.language.gettext("No article matches these words."))
