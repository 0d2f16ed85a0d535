"""Articles and their translations, what has no answer, and what did not help: read, written and published from here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from helpcenter.domain.article_list import Listed, fits
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
from tui.screens.list_screen import ListScreen
from tui.screens.menu import Choice, Menu
from tui.screens.prompt import Prompt
from tui.widgets.key_bar import KeyBar
from tui.workplace import Workplace

LISTS = (N_("Articles"), N_("Questions without an answer"), N_("Articles that did not help"))
Line = Listed | Group | Disappointing


class KnowledgeScreen(ListScreen[Line], ArticleVerbsScreen):
    """Three lists; the verbs are about the line under the cursor, in the language that is chosen."""

    CSS_PATH = ["list_screen.tcss", "knowledge.tcss"]
    BINDINGS = bindings(Place.KNOWLEDGE)
    place = Place.KNOWLEDGE

    def __init__(self, workplace: Workplace, begin: Callable[[], WorkingCopy] | None = None) -> None:
        super().__init__(workplace)
        self.locale, self.at = "", 0
        self._begin = begin
        self._report: QuestionReport | None = None
        self._said = Static(id="knowledge-said", markup=False)
        self._filter = Input(placeholder=self.language.gettext("Words, missing:fr, outdated, status:draft, lang:fr"))

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
        yield self.heading
        yield self.news
        yield self._filter
        yield self._said
        yield self.panes()
        yield KeyBar(self.language, Place.KNOWLEDGE)

    def on_mount(self) -> None:
        """Go on with a text that was begun elsewhere."""
        if self._begin is not None:
            self.write(self._begin)

    def heard(self, events: Sequence[Event]) -> None:
        """Read again when an article changed."""
        if any(event.kind.startswith("article.") for event in events):
            self.reading.ask()

    def written(self) -> None:
        """Something was written here."""
        self.reading.ask()

    def action_reload(self) -> None:
        """Read again."""
        self._report = None
        super().action_reload()

    def action_turn(self, steps: int) -> None:
        """Show another list."""
        self.at = (self.at + steps) % len(LISTS)
        self._list.focus()
        self._list_anew()
        if self.at and self._report is None:
            self.reading.ask()

    def action_filter(self) -> None:
        """Go to the filter."""
        self.at = 0
        self._list_anew()
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
        self._list_anew()

    @on(Input.Submitted)
    def _entered(self) -> None:
        self._list.focus()

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.action_edit()

    def read(self) -> None:
        """Read the articles, and what was asked where that is listed."""
        backstage, wants = self.workplace.backstage, self.at > 0 and self._report is None
        self.fetch(lambda: (backstage.shelf(), backstage.questions() if wants else None), self._come)

    def line(self, row: Line, width: int) -> Content:
        """An article, a question or what did not help."""
        if isinstance(row, Listed):
            locales = self.shelf.locales if self.shelf else ()
            return article_line(row, locales, self.locale, width)
        return group_line(row, width) if isinstance(row, Group) else disappointing_line(row, width)

    def key(self, row: Line) -> object:
        """What the row is about."""
        match row:
            case Listed(slug=slug):
                return slug
            case Group(wordings=wordings):
                return wordings[0]
            case Disappointing(shown=shown):
                return shown.path

    def nothing(self) -> str:
        """Why the list is empty."""
        gettext = self.language.gettext
        if self.at == 1:
            return gettext("Every question asked has an answer.")
        if self.at == 2:
            return gettext("Nobody has said that an article did not help.")
        if self._filter.value:
            return gettext("No article matches. Esc in the filter shows all.")
        return gettext("There are no articles yet. n begins one.")

    def look(self) -> None:
        """Show what is under the cursor."""
        self.details.update(self._look())

    def _come(self, found: tuple[Shelf, QuestionReport | None]) -> None:
        self.shelf, report = found
        self._report = report or self._report
        if not self.locale:
            mine = [each for each in self.workplace.me.locales if each in self.shelf.locales]
            self.locale = next(iter(mine), self.shelf.default_locale)
        self._list_anew()

    def _list_anew(self) -> None:
        """Show the list that is chosen."""
        if self.shelf is None:
            return
        self.fill(self._wanted(self.shelf))
        self.heading.update(self._tabs())
        self._said.update(self._summary(self.shelf))
        self._filter.display = self.at == 0

    def _wanted(self, shelf: Shelf) -> list[Line] | None:
        if self.at == 0:
            return [each for each in shelf.articles if fits(each, self._filter.value, shelf.locales)]
        if self._report is None:
            return None
        return list(self._report.unanswered if self.at == 1 else self._disappointing(self._report))

    def _disappointing(self, report: QuestionReport) -> list[Disappointing]:
        return [each for each in report.articles if each.shown.kind == "article"]

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
        said = language.ngettext("%(num)s article", "%(num)s articles", len(self.rows))
        waiting = sum(copy.in_review for copy in shelf.copies)
        parts = [said % {"num": language.number(len(self.rows))}, language.language_name(self.locale)]
        if waiting:
            review = language.ngettext("%(num)s text waits for review", "%(num)s texts wait for review", waiting)
            parts.append(review % {"num": language.number(waiting)})
        return " · ".join(parts)

    def _speak(self, locale: str | None) -> None:
        if locale:
            self.locale = locale
            self._list_anew()

    def _begin_new(self, title: str | None) -> None:
        if title and title.strip():
            self.write(partial(self.workplace.backstage.begin_article, title, self.locale))
