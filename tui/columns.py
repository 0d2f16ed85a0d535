"""Which columns the queue shows at a width, and what stands in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from helpcenter.domain.tickets import Priority, Ticket
from tui.language import N_, Language
from tui.text import fit, safe_line, width_of
from tui.wording import channel_word, clock, priority_word, status_sign_and_word

GAP = " "
NEEDED = "subject"
"""The column that gets what room the others leave."""
HEADS = {
    "mark": "",
    "status": N_("Status"),
    "number": N_("No."),
    "subject": N_("Subject"),
    "contact": N_("From"),
    "channel": N_("Way"),
    "language": N_("In"),
    "assignee": N_("Who"),
    "clock": N_("Clock"),
}
MORE = {"priority": (N_("Priority"), 8), "tags": (N_("Tags"), 14), "plan": (N_("Plan"), 12)}
"""Columns that only those see who ask for them: their heads and cells."""
EVERY_COLUMN = (*HEADS, *MORE)
MORE_FROM = 74
"""Cells of a list that has room for these."""
RIGHT = frozenset({"number", "clock"})
"""Columns whose text stands at the right end."""

_WIDTHS = (
    (130, (2, 11, 8, 24, 9, 2, 14, 8)),
    (96, (2, 11, 7, 18, 8, 2, 10, 8)),
    (74, (2, 10, 6, 13, 6, 2, 6, 7)),
    (48, (2, 10, 6, 0, 0, 2, 0, 7)),
    (0, (2, 1, 6, 0, 0, 0, 0, 7)),
)
"""From which list width on the columns get how many cells: those of HEADS but the subject, which gets the rest."""


@dataclass(frozen=True)
class Mark:
    """What the first column says of a ticket: changed since it was looked at, a draft waits, it is marked."""

    fresh: bool = False
    draft: bool = False
    chosen: bool = False

    def __str__(self) -> str:
        return ("■" if self.chosen else "•" if self.fresh else " ") + ("✎" if self.draft else " ")


@dataclass(frozen=True)
class Cell:
    """One drawn cell: its column, its text filled to the column's width, and how pressing it is (the clock only)."""

    column: str
    text: str
    urgency: str = ""


def widths(total: int, wanted: Sequence[str] = ()) -> dict[str, int]:
    """Return the cells that each column gets when a row has `total`; absent columns are left out.

    `wanted` names the columns in their order, where somebody chose them; the marks come first in any case.
    """
    cells_of = iter(next(columns for least, columns in _WIDTHS if total >= least))
    fixed = {name: 0 if name == "subject" else next(cells_of) for name in HEADS}
    if wanted:
        more = {name: width if total >= MORE_FROM else 0 for name, (_, width) in MORE.items()}
        fixed = {name: (fixed | more)[name] for name in dict.fromkeys(["mark", *wanted])}
    shown = {name: width for name, width in fixed.items() if width or name == NEEDED}
    shown[NEEDED] = max(0, total - sum(shown.values()) - len(GAP) * (len(shown) - 1))
    return shown


def head(columns: dict[str, int], language: Language) -> str:
    """Return the line above the list."""
    heads = HEADS | {name: said for name, (said, _) in MORE.items()}
    return GAP.join(
        _placed(name, language.gettext(heads[name]) if heads[name] else "", width) for name, width in columns.items()
    )


def cells(
    ticket: Ticket, mark: Mark, columns: dict[str, int], me: int, now: datetime, language: Language
) -> list[Cell]:
    """Return a ticket's row. `me` is the specialist who reads; everything in it is safe for the terminal."""
    words, urgency = clock(ticket, now, language)
    texts = {
        "mark": str(mark),
        "status": status_sign_and_word(ticket.status, language),
        "number": ticket.number,
        "subject": safe_line(ticket.subject),
        "contact": safe_line(ticket.contact.shown_name),
        "channel": channel_word(ticket.channel, language),
        "language": safe_line(ticket.locale),
        "assignee": _assignee(ticket, me, language),
        "clock": words,
        "priority": priority_word(ticket.priority, language) if ticket.priority is not Priority.NORMAL else "",
        "tags": safe_line(" ".join(ticket.tags)),
        "plan": safe_line(ticket.contact.account.plan) if ticket.contact.account else "",
    }
    return [
        Cell(name, _placed(name, texts[name], width), urgency if name == "clock" else "")
        for name, width in columns.items()
    ]


def _assignee(ticket: Ticket, me: int, language: Language) -> str:
    if ticket.assignee is None:
        return "–"
    return language.gettext("me") if ticket.assignee.id == me else safe_line(ticket.assignee.name)


def _placed(name: str, text: str, width: int) -> str:
    if name in RIGHT and width_of(text) < width:
        return " " * (width - width_of(text)) + text
    return fit(text, width)
