"""Macros: kept, listed, and made ready for a ticket."""

from __future__ import annotations

from helpcenter.domain.audit import Deed
from helpcenter.domain.faults import Conflict, Fault, Invalid, NotFound
from helpcenter.domain.macros import Macro, checked
from helpcenter.domain.people import Specialist
from helpcenter.domain.rights import Right
from helpcenter.services import audit, rights
from helpcenter.store import macros
from helpcenter.store.work import Work


def every(work: Work) -> list[Macro]:
    """Return all macros by name."""
    return macros.every(work)


def put(work: Work, macro: Macro, by: Specialist | None = None) -> Macro:
    """Keep a macro; one of the same name is replaced. Raises MacroError, Invalid for its tags, Forbidden."""
    rights.demand(work, by, Right.SHARED_MACROS)
    macro = checked(macro, work.settings.locales)
    macros.put(work, macro)
    audit.note(work, by, Deed.MACRO_KEPT, macro.name)
    return macro


def rewrite(work: Work, before: Macro | None, macro: Macro, by: Specialist | None = None) -> Macro:
    """Keep a macro in place of `before`, as it was read, also under another name; None makes a new one.

    Raises Conflict when somebody changed it meanwhile, Invalid on `name` when there is another one of this name, and
    what `put` raises.
    """
    rights.demand(work, by, Right.SHARED_MACROS)
    present = {each.name: each for each in macros.every(work)}
    if before is not None and present.get(before.name) != before:
        raise Conflict("macro")
    macro = checked(macro, work.settings.locales)
    if macro.name in present and (before is None or macro.name != before.name):
        raise Invalid({"name": Fault.TAKEN})
    if before is not None and macro.name != before.name:
        macros.rename(work, before.name, macro.name)
    return put(work, macro, by)


def put_all(work: Work, given: list[Macro], by: Specialist | None = None) -> list[Macro]:
    """Keep macros, all of them or none. Raises as `put` does."""
    return [put(work, macro, by) for macro in given]


def remove(work: Work, name: str, by: Specialist | None = None) -> None:
    """Remove a macro. Raises NotFound, Forbidden."""
    rights.demand(work, by, Right.SHARED_MACROS)
    if not macros.remove(work, name):
        raise NotFound("macro")
    audit.note(work, by, Deed.MACRO_REMOVED, name)
