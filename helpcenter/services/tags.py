"""Tags as the team has them: renamed, merged and removed on all tickets, in macros and in saved filters."""

from __future__ import annotations

from collections.abc import Iterable

from helpcenter.domain.audit import Deed
from helpcenter.domain.faults import Fault, Invalid
from helpcenter.domain.filters import MOST_CHARACTERS, with_tag
from helpcenter.domain.people import Specialist
from helpcenter.domain.rights import Right
from helpcenter.domain.triage import checked_tags, retagged
from helpcenter.services import audit, rights
from helpcenter.store import journal, macros, own_views, ticket_tags
from helpcenter.store.work import Work

AT_ONCE = 500
"""Tickets that one transaction changes, so that others get their turn meanwhile."""
COUNT_AT_MOST = 1000


def known(work: Work) -> list[str]:
    """Return the tags in use: on tickets, and those that macros give."""
    given = {tag for macro in macros.every(work) for tag in macro.change.add_tags}
    return sorted({*ticket_tags.known(work), *given})


def counts(work: Work, tags: Iterable[str]) -> dict[str, int]:
    """Return how many tickets have each tag; COUNT_AT_MOST means that many or more."""
    return {tag: ticket_tags.count(work, tag, COUNT_AT_MOST) for tag in tags}


def rename(work: Work, tag: str, to: str, by: Specialist | None = None) -> bool:
    """Let some tickets have the tag `to` in place of `tag`, which may be one that there is: then both are one.

    Returns whether there are more tickets: then it is to be called again. The last call changes macros and saved
    filters, too. Raises Invalid on `tags`, Forbidden.
    """
    rights.demand(work, by, Right.TAGS)
    names = checked_tags([to])
    if not names or names[0] == tag:
        raise Invalid({"tags": Fault.MISSING})
    return _replace(work, tag, names[0], by)


def remove(work: Work, tag: str, by: Specialist | None = None) -> bool:
    """Take a tag from some tickets, and at last from macros. Returns whether there are more. Raises Forbidden."""
    rights.demand(work, by, Right.TAGS)
    return _replace(work, tag, None, by)


def _replace(work: Work, tag: str, to: str | None, by: Specialist | None) -> bool:
    """Tickets keep their place in the queue: keeping house is nothing that happened in them."""
    rows = ticket_tags.holders(work, tag, AT_ONCE)
    for row in rows:
        ticket_tags.put(work, row, retagged(row.tags, tag, to))
    journal.append(work, "tags.changed")
    if len(rows) == AT_ONCE:
        return True
    for macro in macros.every(work):
        if (changed := macro.retagged(tag, to)) != macro:
            macros.put(work, changed)
    for view in own_views.every(work) if to else ():
        if (text := with_tag(view.text, tag, to or "")) != view.text and len(text) <= MOST_CHARACTERS:
            own_views.refilter(work, view.id, text)
    if to is None:
        audit.note(work, by, Deed.TAG_REMOVED, tag)
    else:
        audit.note(work, by, Deed.TAG_RENAMED, tag, to=to)
    return False
