"""Rows of macros."""

from __future__ import annotations

from typing import Any

from sqlalchemy import String, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from helpcenter.domain.macros import Macro
from helpcenter.domain.tickets import Priority, Status
from helpcenter.domain.triage import Change
from helpcenter.store.database import Base, BigId, Json
from helpcenter.store.work import Work


class MacroRow(Base):
    """One macro: its texts by language, and what becomes of the ticket."""

    __tablename__ = "macro"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    texts: Mapped[dict[str, str]] = mapped_column(Json)
    actions: Mapped[dict[str, Any]] = mapped_column(Json)


def every(work: Work) -> list[Macro]:
    """Return all macros by name."""
    return [_value(row) for row in work.session.scalars(select(MacroRow).order_by(MacroRow.name))]


def put(work: Work, macro: Macro) -> None:
    """Write a macro, or another one under the same name."""
    row = work.session.scalar(select(MacroRow).where(MacroRow.name == macro.name))
    change = macro.change
    actions = {
        "status": change.status.value if change.status else None,
        "priority": change.priority.value if change.priority else None,
        "add_tags": list(change.add_tags),
        "remove_tags": list(change.remove_tags),
        "to_me": macro.to_me,
    }
    if row is None:
        work.session.add(MacroRow(name=macro.name, texts=dict(macro.texts), actions=actions))
    else:
        row.texts, row.actions = dict(macro.texts), actions
    work.session.flush()


def rename(work: Work, name: str, to: str) -> None:
    """Give a macro another name."""
    work.session.execute(update(MacroRow).where(MacroRow.name == name).values(name=to))


def remove(work: Work, name: str) -> bool:
    """Remove a macro. Returns whether there was one."""
    gone = work.session.execute(delete(MacroRow).where(MacroRow.name == name).returning(MacroRow.id))
    return gone.first() is not None


def _value(row: MacroRow) -> Macro:
    said = row.actions
    change = Change(
        status=Status(said["status"]) if said.get("status") else None,
        priority=Priority(said["priority"]) if said.get("priority") else None,
        add_tags=tuple(said.get("add_tags", ())),
        remove_tags=tuple(said.get("remove_tags", ())),
    )
    return Macro(row.name, row.texts, change, bool(said.get("to_me")))
