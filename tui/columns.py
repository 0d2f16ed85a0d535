"""Which columns the queue shows at a width, and what stands in each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from helpcenter.domain.tickets import Ticket
from tui.language import N_, Language
from tui.text import fit, safe_line, width_of
from tui.wording import channel_word, clock, status_sign_and_word

GAP = " "
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


def widths(total: int) -> dict[str, int]:
    """Return the cells that each column gets when a row has `total`; absent columns are left out."""
    cells_of = iter(next(columns for least, columns in _WIDTHS if total >= least))
    fixed = {name: 0 if name == "subject" else next(cells_of) for name in HEADS}
    shown = {name: width for name, width in fixed.items() if width or name == "subject"}
    shown["subject"] = max(0, total - sum(shown.values()) - len(GAP) * (len(shown) - 1))
    return shown


def head(columns: dict[str, int], language: Language) -> str:
    """Return the line above the list."""
    return GAP.join(
        _placed(name, language.gettext(HEADS[name]) if HEADS[name] else "", width) for name, width in columns.items()
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
