"""The views of the queue: built in, and own ones that were saved from a filter."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import on

from helpcenter.domain.filters import FilterError, parse
from helpcenter.domain.journal import Event
from helpcenter.domain.views import BUILT_IN, MAX_NAME, OwnView, View, filtered, named
from tui.screens.filtering import FilteringScreen
from tui.screens.menu import Choice, Menu
from tui.screens.prompt import Prompt
from tui.text import safe_line
from tui.widgets.view_tabs import ViewTab, ViewTabs
from tui.workplace import Workplace

SIDE_FROM = 140
"""Cells of width from which the views have room beside the list."""
COUNT_EVERY = 1.0
"""Seconds between looks at the counts that changed."""


class ViewingScreen(FilteringScreen):
    """A screen with views. A subclass says what follows when one is turned to, in `turned`."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.present = 0
        self.views: tuple[View, ...] = BUILT_IN
        self.own: list[OwnView] = []
        self.counts: dict[str, int] = {}
        self._tabs = ViewTabs(self.language, BUILT_IN, safe_line(workplace.me.name))
        self._counts_stale = False

    @property
    def view(self) -> View:
        """The view that is shown."""
        return filtered(self.asked) if self.asked else self.views[self.present]

    def turned(self) -> None:
        """Another view or filter is to be shown."""

    def on_mount(self) -> None:
        """Learn which views there are, and count."""
        self.set_interval(COUNT_EVERY, self.count)
        self.learn_views()

    def on_resize(self) -> None:
        """The views stand beside the list where there is room."""
        self._tabs.stand_beside(self.size.width >= SIDE_FROM)

    def learn_views(self) -> None:
        """Read the own views."""
        self.errand(self.workplace.backstage.own_views, self._learn, latest="views")

    def heard(self, events: Sequence[Event]) -> None:
        """Somebody saved or removed a view."""
        if any(event.kind.startswith("view.") for event in events):
            self.learn_views()

    def action_view(self, index: int) -> None:
        """Turn to the view at `index`."""
        if index < len(self.views):
            self.turn_to(index, keep_filter=False)

    def action_turn(self, steps: int) -> None:
        """Turn to the next or previous view."""
        self.turn_to((self.present + steps) % len(self.views))

    def action_keep_view(self) -> None:
        """Give the filter that is in force a name, so that it is a view."""
        if self.asked is None:
            sentence = self.language.gettext("There is no filter to save: press f and type one.")
            self.notify(sentence, markup=False)
            return
        gettext = self.language.gettext
        prompt = Prompt(gettext("What is this view called?"), safe_line(self.asked.text), MAX_NAME)
        self.app.push_screen(prompt, partial(self._ask_whose, self.asked.text))

    def action_drop_view(self) -> None:
        """Remove the own view that is shown."""
        own = self._own_of(self.views[self.present])
        if own is None:
            self.notify(self.language.gettext("This view cannot be removed."), markup=False)
            return
        gettext = self.language.gettext
        choices = [Choice("r", gettext("Remove it"), "remove")]
        menu = Menu(gettext("The view “%(name)s”") % {"name": safe_line(own.name)}, choices)
        self.app.push_screen(menu, partial(self._drop, own))

    def turn_to(self, index: int, *, keep_filter: bool = True) -> None:
        """Show another view."""
        if index != self.present or not keep_filter:
            self.forget_filter()
        self.present = index
        self.unmark()
        self._show_tabs()
        self.turned()

    def count_anew(self) -> None:
        """Counts may have changed."""
        self._counts_stale = True

    def count(self) -> None:
        """Read the counts if they may have changed."""
        if self._counts_stale:
            self._counts_stale = False
            self.errand(partial(self.workplace.backstage.counts, self.views), self._counted, latest="counts")

    @on(ViewTab.Picked)
    def _picked(self, event: ViewTab.Picked) -> None:
        self.turn_to(event.index)

    def _learn(self, own: list[OwnView]) -> None:
        shown = self.views[self.present].id
        self.own = own
        self.views = (*BUILT_IN, *(view for each in own if (view := self._parsed(each))))
        self._tabs.have(self.views)
        at = next((at for at, view in enumerate(self.views) if view.id == shown), None)
        if at is None:
            self.turn_to(0)
        self.present = at or 0
        self._show_tabs()
        self.count_anew()

    def _parsed(self, own: OwnView) -> View | None:
        """The view, or None for one that an older or newer version cannot read."""
        try:
            return named(own, parse(own.text, self.language.zone))
        except FilterError:
            return None

    def _own_of(self, view: View) -> OwnView | None:
        return next((each for each in self.own if each.view_id == view.id), None)

    def _ask_whose(self, text: str, name: str | None) -> None:
        if name is None or not name.strip():
            return
        gettext = self.language.gettext
        choices = [
            Choice("m", gettext("For me"), "me"),
            Choice("e", gettext("For everybody here"), "shared"),
        ]
        menu = Menu(gettext("Who has the view “%(name)s”?") % {"name": safe_line(name)}, choices)
        self.app.push_screen(menu, partial(self._keep, text, name))

    def _keep(self, text: str, name: str, chosen: str | None) -> None:
        if chosen is not None:
            call = partial(self.workplace.backstage.keep_view, name, text, chosen == "shared")
            self.errand(call, self._kept)

    def _kept(self, own: list[OwnView]) -> None:
        self.forget_filter()
        self._learn(own)
        self.turn_to(self._at(max(own, key=lambda each: each.id)))

    def _at(self, own: OwnView) -> int:
        return next((at for at, view in enumerate(self.views) if view.id == own.view_id), 0)

    def _drop(self, own: OwnView, chosen: str | None) -> None:
        if chosen is not None:
            self.errand(partial(self.workplace.backstage.drop_view, own.id), self._learn)

    def _counted(self, counts: dict[str, int]) -> None:
        self.counts = counts
        self._show_tabs()

    def _show_tabs(self) -> None:
        self._tabs.show(self.present, self.counts)
