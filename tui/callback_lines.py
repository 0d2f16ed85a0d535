"""How a callback reads: one line of the list, and what a specialist needs beside the telephone. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from textual.content import Content
from textual.style import Style

from helpcenter.domain.callbacks import Callback, CallbackState
from helpcenter.domain.conversations import Conversation
from tui.entries import entry_of
from tui.language import N_, Language
from tui.text import fit, in_cells, safe_line

CLOCK = 10
"""Cells of the clock: with the longest words for a time overdue."""
SOON = timedelta(minutes=2)
LAST_ENTRIES = 6
_E164 = re.compile(r"\+\d{4,15}")
_COLOURS = {"late": "bold $error", "soon": "bold $warning", "due": "bold", "idle": "dim"}


def countdown(callback: Callback, now: datetime, language: Language) -> tuple[str, str]:
    """Return (what the clock says, its urgency: late, soon, due or idle): minutes and seconds within the hour."""
    if callback.state is CallbackState.CLAIMED and callback.ticket.due_at is None:
        return language.gettext("talking"), "idle"
    left = callback.due_at - now
    if left < timedelta():
        return f"! -{_span(-left, language)}", "late"
    if callback.window and now < callback.window.start:
        return f"○ {_span(callback.window.start - now, language)}", "idle"
    return (f"▲ {_span(left, language)}", "soon") if left < SOON else (f"  {_span(left, language)}", "due")


def line_of(callback: Callback, me: int, now: datetime, width: int, language: Language) -> Content:
    """Return a callback's line in `width` cells: clock, number of the ticket, who has it, language, name, subject."""
    words, urgency = countdown(callback, now, language)
    holder, contact = _holder(callback, me, language), callback.ticket.contact.shown_name
    texts = _cells((f"#{callback.ticket.id}", holder, callback.locale, contact, callback.ticket.subject), width)
    return Content.assemble((fit(words, CLOCK), _COLOURS[urgency]), texts)


def head(width: int, language: Language) -> str:
    """Return the line above the list."""
    names = (N_("No."), N_("Who"), N_("In"), N_("From"), N_("Subject"))
    return fit(language.gettext("Clock"), CLOCK) + _cells([language.gettext(name) for name in names], width)


def _cells(texts: Sequence[str], width: int) -> str:
    """Number, who has it, language, name and subject in what the clock leaves of `width` cells."""
    rest = max(0, width - CLOCK - 7 - 12 - 3 - len(texts))
    name = min(20, rest // 2)
    sizes = (7, 12, 3, name, rest - name)
    return in_cells(texts, sizes)


def details_of(callback: Callback, conversation: Conversation | None, now: datetime, language: Language) -> Content:
    """Return what stands beside the list: the number as a link, when, how often, and the end of the conversation."""
    gettext, ticket = language.gettext, callback.ticket
    lines = [
        Content.styled(safe_line(ticket.subject), "bold"),
        Content.assemble("☎ ", _number(callback.phone)),
        Content.styled(f"{safe_line(ticket.contact.shown_name)} · {language.language_name(callback.locale)}", "dim"),
        Content(" · ".join(_facts(callback, now, language))),
    ]
    if conversation is not None and conversation.ticket.id == ticket.id:
        for message in conversation.messages[-LAST_ENTRIES:]:
            lines += [Content(""), entry_of(message, {}, now, language, most=600).content]
    else:
        lines.append(Content.styled(gettext("Reading …"), "dim"))
    return Content("\n").join(lines)


def _facts(callback: Callback, now: datetime, language: Language) -> Iterator[str]:
    gettext = language.gettext
    if callback.window:
        values = {
            "start": language.moment(callback.window.start, now),
            "end": language.moment(callback.window.end, now),
        }
        yield gettext("wants to be called between %(start)s and %(end)s") % values
    else:
        yield gettext("due %(time)s") % {"time": language.moment(callback.due_at, now)}
    if callback.tries:
        yield language.ngettext("%(num)s call so far", "%(num)s calls so far", callback.tries) % {"num": callback.tries}


def _number(phone: str) -> Content:
    """Return a number as it is dialled; a link (OSC 8) where it is a number and nothing else."""
    from helpcenter.domain.phones import shown_phone  # its tables are long to load, and the first picture does not wait

    if not _E164.fullmatch(phone):
        return Content(safe_line(phone))
    return Content.styled(shown_phone(phone), Style(bold=True, underline=True, link=f"tel:{phone}"))


def _holder(callback: Callback, me: int, language: Language) -> str:
    if callback.claimed_by is None:
        return "–"
    return "● " + (language.gettext("me") if callback.claimed_by.id == me else safe_line(callback.claimed_by.name))


def _span(length: timedelta, language: Language) -> str:
    seconds = int(length.total_seconds())
    return f"{seconds // 60}:{seconds % 60:02}" if seconds < 3600 else language.span(length)
