"""Macros, shared views and tags: what everybody on the team has in hand."""

from __future__ import annotations

from collections.abc import Sequence

from helpcenter.domain.macros import Macro
from helpcenter.domain.views import OwnView
from tui.administration.items import Change, Item, Office, facts, line


def read(office: Office) -> Sequence[Item]:
    """Return all macros by name."""
    return [_macro(office, each) for each in office.backstage.macros()]


def views(office: Office) -> Sequence[Item]:
    """Return the views that the specialist sees beside the built-in ones."""
    return [_view(office, each) for each in office.backstage.own_views()]


def tags(office: Office) -> Sequence[Item]:
    """Return the tags in use."""
    gettext = office.language.gettext
    about = gettext("Type f in the queue and tag:%(tag)s to see its tickets.")
    found = office.backstage.known()["tag"]
    return [Item(tag, line((tag, "")), facts(office.language, tag, (), about % {"tag": tag})) for tag in found]


def _macro(office: Office, macro: Macro) -> Item:
    gettext = office.language.gettext
    texts = [f"[{locale}]\n{text}" for locale, text in macro.texts.items()]
    head = line((macro.name, "bold"), (",".join(macro.texts), "dim"))

    def removed(_: str) -> None:
        office.backstage.remove_macro(macro.name)

    written = gettext("Macros are written in a file: helpcenter macros import FILE")
    return Item(
        macro.name,
        head,
        facts(office.language, macro.name, (), *texts, written),
        (Change("x", gettext("Remove the macro"), removed),),
    )


def _view(office: Office, view: OwnView) -> Item:
    gettext = office.language.gettext
    whose = gettext("shared with all") if view.shared else gettext("only mine")
    head = line((view.name, "bold"), (whose, "$accent"), (view.text, "dim"))
    shown = facts(office.language, view.name, [(gettext("Filter"), view.text), (gettext("For"), whose)])

    def removed(_: str) -> None:
        office.backstage.drop_view(view.id)

    return Item(str(view.id), head, shown, (Change("x", gettext("Remove the view"), removed),))
