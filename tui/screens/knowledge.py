"""Articles and their translations, what has no answer, and what did not help: read, written and published from here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from helpcenter.domain.article_list import Listed, fits
from helpcenter.domain.faults import Refusal
from helpcenter.domain.journal import Event
from helpcenter.domain.question_report import Disappointing, Group
from helpcenter.domain.working_copies import WorkingCopy
from helpcenter.services.question_reports import QuestionReport
from tui.article_lines import (
    article_details,
    article_line,
    deflection_words,
    disappointing_details,
    disappointing_line,
    group_details,
    group_line,
)
from tui.keys import Place, bindings
from tui.knowledge_calls import Shelf
from tui.language import N_, now
from tui.screens.article_verbs import ArticleVerbsScreen
from tui.screens.menu import Choice, Menu
from tui.screens.prompt import Prompt
from tui.turn import Turn
from tui.widgets.key_bar import KeyBar
from tui.workplace import Workplace

WIDE_FROM = 110
LISTS = (N_("Articles"), N_("Questions without an answer"), N_("Articles that did not help"))
Line = Listed | Group | Disappointing


class KnowledgeScreen(ArticleVerbsScreen):
    """Three lists; the verbs are about the line under the cursor, in the language that is chosen."""

    CSS_PATH = "knowledge.tcss"
    BINDINGS = bindings(Place.KNOWLEDGE)
    place = Place.KNOWLEDGE

    def __init__(self, workplace: Workplace, begin: Callable[[], WorkingCopy] | None = None) -> None:
        super().__init__(workplace)
        self.lines: list[Line] = []
        self.locale, self.at = "", 0
        self._begin = begin
        self._report: QuestionReport | None = None
        self._head = Static(id="knowledge-head", markup=False)
        self._said = Static(id="knowledge-said", markup=False)
        self._filter = Input(placeholder=self.language.gettext("Words, missing:fr, outdated, status:draft, lang:fr"))
        self._list = OptionList(markup=False)
        self._details = Static(markup=False)
        self._reading = Turn(self._read)

    @property
    def present(self) -> Line | None:
        """What is under the cursor."""
        at = self._list.highlighted
        return self.lines[at] if at is not None and at < len(self.lines) else None

    @property
    def article(self) -> tuple[str, str] | None:
        """Slug and language of the translation that the verbs are about."""
        match self.present:
            case Listed(slug=slug):
                return slug, self.locale
            case Disappointing(shown=shown):
                return shown.id, shown.locale
        return None

    def compose(self) -> Iterator[Widget]:
        """The three lists' names, filter, list and details, keys."""
        yield self._head
        yield self.news
        yield self._filter
        yield self._said
        yield Horizontal(self._list, VerticalScroll(self._details, id="knowledge-details", can_focus=False), id="panes")
        yield KeyBar(self.language, Place.KNOWLEDGE)

    def on_mount(self) -> None:
        """Read the articles, and go on with a text that was begun elsewhere."""
        self._list.focus()
        self._reading.ask()
        if self._begin is not None:
            self.write(self._begin)

    def on_resize(self) -> None:
        """The details stand beside the list where there is room, else below it."""
        self.query_one("#panes").set_class(self.size.width >= WIDE_FROM, "-wide")
        self.call_after_refresh(self._fill)

    def heard(self, events: Sequence[Event]) -> None:
        """Read again when an article changed."""
        if any(event.kind.startswith("article.") for event in events):
            self._reading.ask()

    def written(self) -> None:
        """Something was written here."""
        self._reading.ask()

    def action_reload(self) -> None:
        """Read again."""
        self._report = None
        self._reading.ask()

    def action_turn(self, steps: int) -> None:
        """Show another list."""
        self.at = (self.at + steps) % len(LISTS)
        self._list.focus()
        self._fill()
        if self.at and self._report is None:
            self._reading.ask()

    def action_move(self, steps: int) -> None:
        """Move the cursor."""
        if self.lines:
            self._list.highlighted = max(0, min((self._list.highlighted or 0) + steps, len(self.lines) - 1))

    def action_filter(self) -> None:
        """Go to the filter."""
        self.at = 0
        self._fill()
        self._filter.focus()

    def action_language(self) -> None:
        """Ask for the language to write in."""
        if self.shelf is not None:
            names = [(locale, self.language.language_name(locale)) for locale in self.shelf.locales]
            choices = [Choice(str(at), name, locale) for at, (locale, name) in enumerate(names, 1)]
            self.app.push_screen(Menu(self.language.gettext("Write in"), choices, self.locale), self._speak)

    def action_edit(self) -> None:
        """Write the article under the cursor, or the one that its questions ask for."""
        backstage = self.workplace.backstage
        if isinstance(self.present, Group):
            self.write(partial(backstage.begin_of_group, self.present))
        elif self.article is not None:
            self.write(partial(backstage.begin_copy, *self.article))

    def action_new(self) -> None:
        """Ask for the title of a new article."""
        gettext = self.language.gettext
        hint = gettext("Begin with what people want to do. It is a draft until you publish it.")
        self.app.push_screen(Prompt(gettext("Title of the new article"), hint, 200), self._begin_new)

    def action_back(self) -> None:
        """Leave the filter, or the articles."""
        if self._filter.has_focus:
            self._filter.value = ""
            self._list.focus()
        else:
            self.dismiss()

    @on(Input.Changed)
    def _filtered(self) -> None:
        self._fill()

    @on(Input.Submitted)
    def _entered(self) -> None:
        self._list.focus()

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.action_edit()

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._details.update(self._look())

    def _read(self) -> None:
        backstage, wants = self.workplace.backstage, self.at > 0 and self._report is None
        self.errand(lambda: (backstage.shelf(), backstage.questions() if wants else None), self._come, self._not_read)

    def _come(self, found: tuple[Shelf, QuestionReport | None]) -> None:
        self.shelf, report = found
        self._report = report or self._report
        if not self.locale:
            mine = [each for each in self.workplace.me.locales if each in self.shelf.locales]
            self.locale = next(iter(mine), self.shelf.default_locale)
        self._fill()
        self._reading.done()

    def _not_read(self, refusal: Refusal) -> None:
        self._reading.done()
        self.refused(refusal)

    def _fill(self) -> None:
        """Show the list that is chosen, the cursor on what it was on."""
        if self.shelf is None:
            return
        keep, width = self._key(self.present), max(20, self._list.scrollable_content_region.width)
        self.lines = self._wanted(self.shelf)
        self._list.clear_options()
        self._list.add_options([Option(self._line(line, self.shelf, width)) for line in self.lines])
        keys = [self._key(line) for line in self.lines]
        self._list.highlighted = keys.index(keep) if keep in keys else 0 if keys else None
        self._head.update(self._tabs())
        self._said.update(self._summary(self.shelf))
        self._filter.display = self.at == 0
        self._details.update(self._look())

    def _wanted(self, shelf: Shelf) -> list[Line]:
        if self.at == 0:
            return [each for each in shelf.articles if fits(each, self._filter.value, shelf.locales)]
        if self._report is None:
            return []
        return list(self._report.unanswered if self.at == 1 else self._disappointing(self._report))

    def _disappointing(self, report: QuestionReport) -> list[Disappointing]:
        return [each for each in report.articles if each.shown.kind == "article"]

    def _line(self, line: Line, shelf: Shelf, width: int) -> Content:
        if isinstance(line, Listed):
            return article_line(line, shelf.locales, self.locale, width)
        return group_line(line, width) if isinstance(line, Group) else disappointing_line(line, width)

    def _look(self) -> Content:
        match self.present:
            case Listed() as article if self.shelf is not None:
                return article_details(article, self.copies_here(), self.shelf.locales, now(), self.language)
            case Group() as group:
                return group_details(group, self.language)
            case Disappointing() as found:
                return disappointing_details(found, self.language)
        return Content("")

    def _tabs(self) -> Content:
        parts = [
            (f" {self.language.gettext(name)} ", "bold reverse" if at == self.at else "dim")
            for at, name in enumerate(LISTS)
        ]
        return Content.assemble(*parts)

    def _summary(self, shelf: Shelf) -> str:
        language = self.language
        if self.at:
            return (
                deflection_words(self._report.deflection, language) if self._report else language.gettext("Reading …")
            )
        said = language.ngettext("%(num)s article", "%(num)s articles", len(self.lines))
        waiting = sum(copy.in_review for copy in shelf.copies)
        parts = [said % {"num": language.number(len(self.lines))}, language.language_name(self.locale)]
        if waiting:
            review = language.ngettext("%(num)s text waits for review", "%(num)s texts wait for review", waiting)
            parts.append(review % {"num": language.number(waiting)})
        return " · ".join(parts)

    def _key(self, line: Line | None) -> object:
        match line:
            case Listed(slug=slug):
                return slug
            case Group(wordings=wordings):
                return wordings[0]
            case Disappointing(shown=shown):
                return shown.path
        return None

    def _speak(self, locale: str | None) -> None:
        if locale:
            self.locale = locale
            self._fill()

    def _begin_new(self, title: str | None) -> None:
        if title and title.strip():
            self.write(partial(self.workplace.backstage.begin_article, title, self.locale))
