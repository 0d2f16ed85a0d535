"""What is wrong with a filter, and what a macro does, in the specialist's language."""

from __future__ import annotations

from helpcenter.domain.filters import FilterError, Why
from helpcenter.domain.triage import Change
from tui.language import N_, Language
from tui.text import safe_line
from tui.wording import priority_word, status_sign_and_word

_WHY = {
    Why.NAME: N_("“%(word)s” (at %(at)d) is not a filter; quote it to search for the word. Filters: %(offered)s"),
    Why.VALUE: N_("“%(word)s” (at %(at)d) is not one of: %(offered)s"),
    Why.EMPTY: N_("“%(word)s” (at %(at)d) needs a value. %(offered)s"),
    Why.TIME: N_("“%(word)s” (at %(at)d) needs a length such as 30m, 2h, 3d, 1w, or a day such as 2026-11-01"),
    Why.EXCLUDED: N_("“%(word)s” (at %(at)d): words cannot be excluded, only such as -tag:billing"),
    Why.TOO_LONG: N_("This filter is too long."),
}


def filter_sentence(fault: FilterError, language: Language) -> str:
    """Return what is wrong with a filter: the word, its place counted from 1, and what would do."""
    values = {"word": safe_line(fault.word), "at": fault.at + 1, "offered": " ".join(fault.offered)}
    return language.gettext(_WHY[fault.why]) % values


def change_words(change: Change, me: int, language: Language) -> str:
    """Return what a macro changes beside its text, in a few words; empty when nothing."""
    parts = [status_sign_and_word(change.status, language)] if change.status else []
    parts += [priority_word(change.priority, language)] if change.priority else []
    parts += [language.gettext("yours")] if change.assignee_id == me else []
    parts += [f"+{safe_line(tag)}" for tag in change.add_tags] + [f"-{safe_line(tag)}" for tag in change.remove_tags]
    return " · ".join(parts)
