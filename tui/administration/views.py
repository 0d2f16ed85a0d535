"""Views beside the built-in ones: the specialist's own and the shared."""

from __future__ import annotations

from collections.abc import Sequence

from helpcenter.domain.views import OwnView
from tui.administration.items import Change, Item, Office, facts, line


def read(office: Office) -> Sequence[Item]:
    """Return the views that the specialist sees beside the built-in ones."""
    return [_item(office, each) for each in office.backstage.own_views()]


def _item(office: Office, view: OwnView) -> Item:
    gettext = office.language.gettext
    whose = gettext("shared with all") if view.shared else gettext("only mine")
    head = line((view.name, "bold"), (whose, "$accent"), (view.text, "dim"))
    shown = facts(office.language, view.name, [(gettext("Filter"), view.text), (gettext("For"), whose)])

    def removed(_: str) -> None:
        office.backstage.drop_view(view.id)

    return Item(str(view.id), head, shown, (Change("x", gettext("Remove the view"), removed),))
