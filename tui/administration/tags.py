"""Tags in use: renamed, made one with another, or taken away, on all tickets at once."""

from __future__ import annotations

from collections.abc import Sequence

from helpcenter.domain.rights import Right, may
from helpcenter.services.tags import COUNT_AT_MOST
from tui.administration.items import Change, Item, Office, facts, line


def read(office: Office) -> Sequence[Item]:
    """Return the tags with how many tickets have each."""
    return [_item(office, tag, count) for tag, count in office.backstage.tags().items()]


def _item(office: Office, tag: str, count: int) -> Item:
    language, gettext = office.language, office.language.gettext
    number = language.number(count) if count < COUNT_AT_MOST else f"{language.number(COUNT_AT_MOST - 1)}+"
    tickets = language.ngettext("%(num)s ticket", "%(num)s tickets", count) % {"num": number}
    about = gettext("Type f in the queue and tag:%(tag)s to see its tickets.") % {"tag": tag}
    allowed = may(office.backstage.me.role, Right.TAGS)
    below = about if allowed else "\n".join([about, gettext("Leads and admins rename and remove tags.")])
    head = line((tag, "bold"), (tickets, "dim"), widths=(32,))
    return Item(tag, head, facts(office.language, tag, (), tickets, below), _changes(office, tag) if allowed else ())


def _changes(office: Office, tag: str) -> tuple[Change, ...]:
    gettext, backstage = office.language.gettext, office.backstage
    hint = gettext("The name of another tag merges the two. Macros and views follow.")
    return (
        Change("r", gettext("Rename or merge"), lambda to: backstage.rename_tag(tag, to), hint, present=tag),
        Change("x", gettext("Remove it from all tickets"), lambda _: backstage.remove_tag(tag)),
    )
