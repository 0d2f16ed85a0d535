"""Macros: listed with their texts and with what they do to a ticket, and begun anew."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.content import Content

from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.macros import MAX_NAME, Macro
from helpcenter.domain.rights import Right, may
from helpcenter.domain.tickets import Ticket
from tui.administration.items import Change, Item, Office, facts, line
from tui.administration.macro_changes import changes, writing
from tui.wording_filters import change_words


def read(office: Office) -> Sequence[Item]:
    """Return all macros by name."""
    ticket = office.backstage.a_ticket()
    return [_item(office, each, ticket) for each in office.backstage.macros()]


def add(office: Office) -> Change | None:
    """Return what makes a macro: first its name, then its text."""
    if not may(office.backstage.me.role, Right.SHARED_MACROS):
        return None
    gettext = office.language.gettext
    return Change("n", gettext("New macro"), partial(_named, office), gettext("The name by which you find it."))


def _named(office: Office, name: str) -> Change:
    """In a thread: go on with the text, unless there is one of this name."""
    if any(each.name == name for each in office.backstage.macros()):
        raise Invalid({"name": Fault.TAKEN})
    offered = office.backstage.locales()
    locale = next((each for each in office.backstage.me.locales if each in offered), offered[0])
    return writing(office, None, Macro(name[:MAX_NAME], {}), locale, office.backstage.a_ticket())


def _item(office: Office, macro: Macro, ticket: Ticket | None) -> Item:
    language, gettext, me = office.language, office.language.gettext, office.backstage.me
    does = change_words(macro.change_for(me), me.id, language)
    names = {locale: language.language_name(locale) for locale in macro.texts}
    rows = [
        (gettext("Languages"), language.listed(list(names.values()))),
        (gettext("Changes to the ticket"), does or gettext("nothing")),
    ]
    shown = facts(
        office.language, macro.name, rows, *(f"{names[locale]}\n{text}" for locale, text in macro.texts.items())
    )
    head = line((macro.name, "bold"), (",".join(macro.texts), "$accent"), (does, "dim"), widths=(32, 14))
    if not may(me.role, Right.SHARED_MACROS):
        said = Content.styled(gettext("Leads and admins write macros."), "dim")
        return Item(macro.name, head, Content("\n\n").join([shown, said]))
    return Item(macro.name, head, shown, changes(office, macro, ticket))
