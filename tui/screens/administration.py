"""Administration: specialists, sites, customers, macros, views, tags and the audit log, in sections."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from helpcenter.domain.faults import Conflict, NotFound, Refusal
from tui.administration import audit, customers, macros, sites, specialists
from tui.administration.items import Change, Item, Office, Section, Told
from tui.keys import Place, bindings
from tui.language import N_
from tui.screens.desk_screen import DeskScreen
from tui.screens.menu import Choice, Menu
from tui.screens.notice import Notice
from tui.screens.prompt import Prompt
from tui.text import safe
from tui.widgets.key_bar import KeyBar
from tui.wording import refusal_sentence
from tui.workplace import Workplace

WIDE_FROM = 110
SECTIONS = (
    Section(N_("Specialists"), specialists.read, N_("There is nobody."), specialists.add),
    Section(N_("Sites"), sites.read, N_("There is no site yet: helpcenter site add")),
    Section(N_("Customers"), customers.read, N_("Nobody fits these words."), searches=True),
    Section(N_("Macros"), macros.read, N_("There are no macros yet: helpcenter macros import FILE")),
    Section(N_("Views"), macros.views, N_("There are no views of your own yet.")),
    Section(N_("Tags"), macros.tags, N_("No ticket has a tag.")),
    Section(N_("Audit log"), audit.read, N_("Nothing was changed yet.")),
)


class AdministrationScreen(DeskScreen):
    """Lists the items of one section; the one under the cursor is shown whole, and changed by a menu."""

    CSS_PATH = "administration.tcss"
    BINDINGS = bindings(Place.ADMINISTRATION)
    place = Place.ADMINISTRATION

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.at, self.words = 0, ""
        self.items: Sequence[Item] = ()
        self._tabs = Static(id="administration-tabs", markup=False)
        self._list = OptionList(markup=False)
        self._details = Static(markup=False)

    @property
    def section(self) -> Section:
        """The present section."""
        return SECTIONS[self.at]

    @property
    def item(self) -> Item | None:
        """The item under the cursor."""
        at = self._list.highlighted
        return self.items[at] if at is not None and at < len(self.items) else None

    def compose(self) -> Iterator[Widget]:
        """The sections, list and details, keys."""
        yield self._tabs
        yield self.news
        yield Horizontal(
            self._list, VerticalScroll(self._details, id="administration-details"), id="administration-panes"
        )
        yield KeyBar(self.language, Place.ADMINISTRATION)

    def on_mount(self) -> None:
        """Begin with the specialists."""
        self._list.focus()
        self._enter(0)

    def on_resize(self) -> None:
        """The details stand beside the list where there is room, else below it."""
        self.query_one("#administration-panes").set_class(self.size.width >= WIDE_FROM, "-wide")

    def action_reload(self) -> None:
        """Read the section again."""
        office = Office(self.language, self.workplace.backstage, self.words)
        self.errand(partial(self.section.read, office), self._read, self._not_read, latest="section")

    def action_section(self, steps: int) -> None:
        """Go to another section."""
        self._enter((self.at + steps) % len(SECTIONS))

    def action_move(self, steps: int) -> None:
        """Move the cursor."""
        if self.items:
            self._list.highlighted = max(0, min((self._list.highlighted or 0) + steps, len(self.items) - 1))

    @on(OptionList.OptionSelected)
    def action_change(self) -> None:
        """Ask what to change of the item under the cursor."""
        item = self.item
        if item is None or not item.changes:
            self.notify(self.language.gettext("There is nothing to change here."), markup=False)
            return
        choices = [Choice(each.letter, each.label, each.letter) for each in item.changes]
        by_letter = {each.letter: each for each in item.changes}
        menu = Menu(self.language.gettext("What do you want to change?"), choices, "")
        self.app.push_screen(menu, lambda letter: self._ask(by_letter[letter]) if letter else None)

    def action_add(self) -> None:
        """Add something to the section."""
        if self.section.add is None:
            self.notify(self.language.gettext("Nothing is added here."), markup=False)
        else:
            self._ask(self.section.add(Office(self.language, self.workplace.backstage)))

    def action_search(self) -> None:
        """Look for customers."""
        gettext = self.language.gettext
        self._enter(next(at for at, each in enumerate(SECTIONS) if each.searches))
        hint = gettext("Part of an address, a name or a company; Enter alone lists those who came last.")
        self.app.push_screen(Prompt(gettext("Find customers"), hint), self._search)

    def action_back(self) -> None:
        """Back to work."""
        self.dismiss()

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._details.update(self.item.details if self.item else "")

    def _enter(self, at: int) -> None:
        self.at, self.words, self.items = at, "", ()
        self._list.clear_options()
        self._details.update(self.language.gettext("Reading …"))
        self._tabs.update(self._tab_line())
        self.action_reload()

    def _search(self, words: str | None) -> None:
        if words is not None:
            self.words = words
            self.action_reload()

    def _read(self, items: Sequence[Item]) -> None:
        keep = self.item.key if self.item else None
        self.items = items
        self._list.clear_options()
        self._list.add_options([Option(item.line) for item in items])
        keys = [item.key for item in items]
        if items:
            self._list.highlighted = keys.index(keep) if keep in keys else 0
        else:
            self._details.update(self.language.gettext(self.section.nothing))

    def _not_read(self, refusal: Refusal) -> None:
        self._details.update(self._sentence(refusal))

    def _ask(self, change: Change) -> None:
        """Ask for what a change needs, then make it."""
        go_on: Callable[[str | None], None] = partial(self._answered, change)
        gettext = self.language.gettext
        if change.hint:
            self.app.push_screen(Prompt(change.label, change.hint), go_on)
        elif change.choices:
            self.app.push_screen(Menu(change.label, change.choices, change.present), go_on)
        else:
            choices = [Choice("y", gettext("Yes"), "yes")]
            self.app.push_screen(Menu(change.label, choices), go_on)

    def _answered(self, change: Change, answer: str | None) -> None:
        if answer is None or (change.hint and not answer):
            return
        self.errand(partial(change.act, answer), self._changed_item, self._not_changed)

    def _changed_item(self, told: Told | None) -> None:
        self.action_reload()
        if told is not None:
            hint = self.language.gettext("Copy it now. Esc: put it away")
            self.app.push_screen(Notice(told.heading, safe(told.text), hint))

    def _not_changed(self, refusal: Refusal) -> None:
        self.notify(self._sentence(refusal), severity="warning", markup=False)

    def _sentence(self, refusal: Refusal) -> str:
        if isinstance(refusal, Conflict):
            return self.language.gettext("The last one has to stay: somebody is admin, and each site has a secret.")
        if isinstance(refusal, NotFound):
            return self.language.gettext("It is not there any more.")
        return refusal_sentence(refusal, self.language)

    def _tab_line(self) -> Content:
        parts = [
            Content.styled(f" {self.language.gettext(each.name)} ", "bold reverse" if at == self.at else "")
            for at, each in enumerate(SECTIONS)
        ]
        return Content("").join(parts)
