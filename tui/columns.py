"""Which columns the queue shows at a width, and what stands in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from helpcenter.domain.tickets import Priority, Status, Ticket
from tui.language import N_, Language
from tui.text import fit, safe_line, width_of
from tui.wording import SIGNS, channel_word, clock, priority_word, status_sign_and_word

GAP = " "
NEEDED = "subject"
"""The column that gets what room the others leave."""
HEADS = {
    "mark": "",
    "status": N_("Status"),
    "number": N_("No."),
    "subject": N_("Subject"),
    "contact": N_("From"),
    "channel": N_("Channel"),
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

SUBJECT = 20
"""Cells below which the subject gets those of less telling columns."""

_TIERS = (
    (130, {"contact": 24, "assignee": 14}),
    (96, {"contact": 18, "assignee": 10}),
    (74, {"contact": 13, "assignee": 6}),
    (48, {"contact": 0, "channel": 0, "assignee": 0}),
    (0, {"contact": 0, "channel": 0, "assignee": 0, "status": 1, "language": 0}),
)
"""From which list width on columns get other cells than their words need; the subject gets the rest."""
_SPANS = (timedelta(minutes=59), timedelta(hours=23), timedelta(days=6), timedelta(weeks=3))


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


@cache
def needed(language: Language) -> dict[str, int]:
    """Return how many cells each column's longest words take in a language; names may be of any length."""
    statuses = [status_sign_and_word(each, language) for each in Status]
    ways = [channel_word(each, language) for each in ("email", "chat", "callback")]
    spans = [f"! -{language.span(each)}" for each in _SPANS]
    columns = {"status": [*statuses, _head("status", language)], "channel": [*ways, _head("channel", language)]}
    columns["clock"] = [*spans, _head("clock", language)]
    return {"mark": 2, "language": 2} | {name: max(map(width_of, words)) for name, words in columns.items()}


def widths(total: int, language: Language, wanted: Sequence[str] = (), largest: int = 0) -> dict[str, int]:
    """Return the cells that each column gets when a row has `total`; absent columns are left out.

    `wanted` names the columns in their order, where somebody chose them; the marks come first in any case. `largest` is
    the greatest number of a ticket that is listed.
    """
    number = max(width_of(_head("number", language)), len(str(largest)) + 1, 4)
    given = next(columns for least, columns in _TIERS if total >= least)
    cells_of = needed(language) | {"number": number, "subject": 0} | given
    if wanted:
        more = {name: width if total >= MORE_FROM else 0 for name, (_, width) in MORE.items()}
        chosen = {name: (cells_of | more)[name] for name in dict.fromkeys(["mark", *wanted])}
        return _with_subject(chosen, total)
    shown = _with_subject({name: cells_of[name] for name in HEADS}, total)
    for less in ({"language": 0}, {"status": 1}):
        if shown[NEEDED] < SUBJECT:
            shown = _with_subject(shown | {name: width for name, width in less.items() if name in shown}, total)
    return shown


def _with_subject(columns: dict[str, int], total: int) -> dict[str, int]:
    shown = {name: width for name, width in columns.items() if width or name == NEEDED}
    shown[NEEDED] = 0
    shown[NEEDED] = max(0, total - sum(shown.values()) - len(GAP) * (len(shown) - 1))
    return shown


def head(columns: dict[str, int], language: Language) -> str:
    """Return the line above the list."""
    return GAP.join(_placed(name, _head(name, language), width) for name, width in columns.items())


def _head(name: str, language: Language) -> str:
    said = HEADS[name] if name in HEADS else MORE[name][0]
    return language.gettext(said) if said else ""


def cells(
    ticket: Ticket, mark: Mark, columns: dict[str, int], me: int, now: datetime, language: Language
) -> list[Cell]:
    """Return a ticket's row. `me` is the specialist who reads; everything in it is safe for the terminal."""
    words, urgency = clock(ticket, now, language)
    texts = {
        "mark": str(mark),
        "status": status_sign_and_word(ticket.status, language) if columns.get("status") != 1 else SIGNS[ticket.status],
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
    if width == 1 and width_of(text) > 1:
        return " "
    if name in RIGHT and width_of(text) < width:
        return " " * (width - width_of(text)) + text
    return fit(text, width)
