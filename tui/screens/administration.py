"""Administration: specialists, sites, customers, macros, views, tags and the audit log, in sections."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList

from helpcenter.domain.faults import Conflict, Fault, Forbidden, Invalid, NotFound, Refusal
from tui.administration import audit, customers, macros, sites, specialists, tags, views
from tui.administration.items import Change, Item, Looks, Office, Section, Told
from tui.drafts import Draft, number_of
from tui.keys import Place, bindings
from tui.language import N_
from tui.screens.list_screen import ListScreen
from tui.screens.menu import Choice, Menu
from tui.screens.notice import Notice
from tui.screens.prompt import Prompt
from tui.screens.sheet import Sheet
from tui.text import safe
from tui.widgets.key_bar import KeyBar
from tui.wording import refusal_sentence
from tui.workplace import Workplace

SECTIONS = (
    Section(N_("Specialists"), specialists.read, N_("There is nobody yet."), specialists.add),
    Section(N_("Sites"), sites.read, N_("There is no site yet: helpcenter site add")),
    Section(N_("Customers"), customers.read, N_("Nobody matches these words."), searches=True),
    Section(N_("Macros"), macros.read, N_("There are no macros yet. n writes the first one."), macros.add),
    Section(N_("Views"), views.read, N_("There are no views of your own yet. In the queue f filters and W keeps it.")),
    Section(N_("Tags"), tags.read, N_("No ticket has a tag. In the queue t adds one.")),
    Section(N_("Audit log"), audit.read, N_("Nothing has been changed yet.")),
)


class AdministrationScreen(ListScreen[Item]):
    """Lists the items of one section; the one under the cursor is shown whole, and changed by a menu."""

    CSS_PATH = ["list_screen.tcss", "administration.tcss"]
    BINDINGS = bindings(Place.ADMINISTRATION)
    place = Place.ADMINISTRATION

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.at, self.words = 0, ""
        self._why = ""
        """Why there is nothing, where that is not the section's own reason."""

    @property
    def section(self) -> Section:
        """The present section."""
        return SECTIONS[self.at]

    def compose(self) -> Iterator[Widget]:
        """The sections, list and details, keys."""
        yield self.heading
        yield self.news
        yield self.panes()
        yield KeyBar(self.language, Place.ADMINISTRATION)

    def on_mount(self) -> None:
        """Show where one is."""
        self.heading.update(self._tab_line())

    def read(self) -> None:
        """Read the section."""
        office = Office(self.language, self.workplace.backstage, self.words)
        self.fetch(partial(self.section.read, office), partial(self._read, self.at))

    def line(self, row: Item, width: int) -> Content:
        """The item's line, cut where the room ends."""
        return row.line.truncate(width, ellipsis=True)

    def key(self, row: Item) -> str:
        """The item's own."""
        return row.key

    def nothing(self) -> str:
        """Why there is nothing."""
        return self._why or self.language.gettext(self.section.nothing)

    def look(self) -> None:
        """Show the item whole."""
        self.details.update(self.present.details if self.present else "")

    def action_section(self, steps: int) -> None:
        """Go to another section."""
        self._enter((self.at + steps) % len(SECTIONS))

    @on(OptionList.OptionSelected)
    def action_change(self) -> None:
        """Ask what to change of the item under the cursor."""
        item = self.present
        if item is None or not item.changes:
            self.notify(self.language.gettext("There is nothing to change here."), markup=False)
            return
        choices = [Choice(each.letter, each.label, each.letter) for each in item.changes]
        by_letter = {each.letter: each for each in item.changes}
        menu = Menu(self.language.gettext("What do you want to change?"), choices, "")
        self.app.push_screen(menu, lambda letter: self._ask(by_letter[letter]) if letter else None)

    def action_add(self) -> None:
        """Add something to the section."""
        gettext = self.language.gettext
        if self.section.add is None:
            self.notify(gettext("Nothing is added here."), markup=False)
        elif change := self.section.add(Office(self.language, self.workplace.backstage)):
            self._ask(change)
        else:
            self.notify(gettext("Your role does not allow this."), severity="warning", markup=False)

    def action_search(self) -> None:
        """Look for customers."""
        gettext = self.language.gettext
        self._enter(next(at for at, each in enumerate(SECTIONS) if each.searches))
        hint = gettext("Part of an address, a name or a company; Enter alone lists the latest.")
        self.app.push_screen(Prompt(gettext("Find customers"), hint), self._search)

    def _enter(self, at: int) -> None:
        self.at, self.words, self._why = at, "", ""
        self.heading.update(self._tab_line())
        self.fill(None)
        self.reading.ask()

    def _search(self, words: str | None) -> None:
        if words is not None:
            self.words = words
            self.action_reload()

    def _read(self, at: int, items: Sequence[Item]) -> None:
        if at == self.at:
            self._why = ""
            self.fill(items)

    def _not_read(self, refusal: Refusal) -> None:
        self.reading.done()
        self._why = self._sentence(refusal)
        self.fill(())

    def _ask(self, change: Change, *, again: bool = False) -> None:
        """Ask for what a change needs, then make it; `again` when it was refused."""
        go_on: Callable[[str | None], None] = partial(self._answered, change)
        gettext = self.language.gettext
        if change.sheet and again:
            self._ask_text(change, change.sheet, None)
        elif change.sheet:
            read = partial(self.workplace.text_drafts.read, number_of(change.label))
            self.errand(read, partial(self._ask_text, change, change.sheet))
        elif change.hint:
            self.app.push_screen(Prompt(change.label, change.hint, typed=change.present), go_on)
        elif change.choices:
            self.app.push_screen(Menu(change.label, change.choices, change.present), go_on)
        else:
            choices = [Choice("y", gettext("Yes"), "yes")]
            self.app.push_screen(Menu(change.label, choices), go_on)

    def _ask_text(self, change: Change, look: Looks, draft: Draft | None) -> None:
        drafts, number = self.workplace.text_drafts, number_of(change.label)
        begun = draft.body if draft and draft.body != change.present else None
        sheet = Sheet(
            self.language, change.label, change.present, look.preview, look.fault, look.hint, begun,
            lambda text: drafts.write(number, Draft(text)),
        )  # fmt: skip
        self.app.push_screen(sheet, partial(self._answered, change))

    def _answered(self, change: Change, answer: str | None) -> None:
        if answer is None and change.sheet:
            self._forget_text(change)
        if answer is None or (change.hint and not answer and not change.empty):
            return
        refused = partial(self._not_changed, replace(change, present=answer))
        self.errand(partial(change.act, answer), partial(self._changed_item, change), refused)

    def _forget_text(self, change: Change) -> None:
        drop = partial(self.workplace.text_drafts.drop, number_of(change.label))
        self.errand(drop, lambda _: None)

    def _changed_item(self, change: Change, told: Told | Change | None) -> None:
        if change.sheet:
            self._forget_text(change)
        if isinstance(told, Change):
            self._ask(told)
            return
        self.action_reload()
        if told is not None:
            hint = self.language.gettext("Copy it now. Esc closes this.")
            self.app.push_screen(Notice(told.heading, safe(told.text), hint))

    def _not_changed(self, again: Change, refusal: Refusal) -> None:
        """Say why not; what was typed is there again, to be mended."""
        self.notify(self._sentence(refusal), severity="warning", markup=False)
        if (again.hint or again.sheet) and not isinstance(refusal, Forbidden):
            self._ask(again, again=True)

    def _sentence(self, refusal: Refusal) -> str:
        if isinstance(refusal, Invalid) and Fault.TAKEN in refusal.faults.values():
            return self.language.gettext("This name is taken.")
        if isinstance(refusal, Invalid):
            return self.language.gettext("This cannot be accepted as it is.")
        if isinstance(refusal, Conflict) and refusal.args == ("macro",):
            return self.language.gettext("A colleague changed it meanwhile. Copy your text, leave, and begin again.")
        if isinstance(refusal, Conflict):
            return self.language.gettext(
                "The last one has to stay: there must be an admin, and each site needs a secret."
            )
        if isinstance(refusal, NotFound):
            return self.language.gettext("It no longer exists.")
        return refusal_sentence(refusal, self.language)

    def _tab_line(self) -> Content:
        parts = [
            Content.styled(f" {self.language.gettext(each.name)} ", "bold reverse" if at == self.at else "")
            for at, each in enumerate(SECTIONS)
        ]
        return Content("").join(parts)
