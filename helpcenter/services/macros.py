"""Macros: kept, listed, and made ready for a ticket."""

from __future__ import annotations

from helpcenter.domain.faults import NotFound
from helpcenter.domain.macros import Macro, checked
from helpcenter.store import macros
from helpcenter.store.work import Work


def every(work: Work) -> list[Macro]:
    """Return all macros by name."""
    return macros.every(work)


def put(work: Work, macro: Macro) -> Macro:
    """Keep a macro; one of the same name is replaced. Raises MacroError, Invalid for its tags."""
    macro = checked(macro, work.settings.locales)
    macros.put(work, macro)
    return macro


def put_all(work: Work, given: list[Macro]) -> list[Macro]:
    """Keep macros, all of them or none. Raises as `put` does."""
    return [put(work, macro) for macro in given]


def remove(work: Work, name: str) -> None:
    """Remove a macro. Raises NotFound."""
    if not macros.remove(work, name):
        raise NotFound("macro")
