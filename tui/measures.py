"""What the reports screen shows: figures in groups, each with its columns, and how a figure is said."""

from __future__ import annotations

from dataclasses import dataclass

from tui.language import N_, Language

Figure = int | float | None


@dataclass(frozen=True)
class Measure:
    """A tab of the reports: its name, its columns as (name of the figure, heading), and which of them are drawn."""

    name: str
    columns: tuple[tuple[str, str], ...]
    drawn: tuple[str, ...]


MEASURES = (
    Measure(
        N_("Tickets"),
        (("opened", N_("Opened")), ("solved", N_("Solved")), ("backlog", N_("Still open"))),
        ("opened", "solved"),
    ),
    Measure(
        N_("First reply"),
        (
            ("answered", N_("Answered")),
            ("first_reply_median_seconds", N_("Half within")),
            ("first_reply_p90_seconds", N_("9 of 10 within")),
        ),
        ("first_reply_median_seconds",),
    ),
    Measure(
        N_("Solve time"),
        (
            ("solved", N_("Solved")),
            ("solve_median_seconds", N_("Half within")),
            ("solve_p90_seconds", N_("9 of 10 within")),
        ),
        ("solve_median_seconds",),
    ),
    Measure(
        N_("Promises"),
        (
            ("promises_kept", N_("Kept")),
            ("promises_broken", N_("Broken")),
            ("promises_kept_share", N_("Share kept")),
        ),
        ("promises_kept_share",),
    ),
    Measure(
        N_("Satisfaction"),
        (("ratings", N_("Ratings")), ("rating_average", N_("Average")), ("satisfied_share", N_("Satisfied"))),
        ("rating_average",),
    ),
    Measure(
        N_("Backlog"),
        (
            ("backlog", N_("Still open")),
            ("backlog_median_age_seconds", N_("Half younger than")),
            ("backlog_oldest_seconds", N_("Oldest")),
        ),
        ("backlog",),
    ),
    Measure(
        N_("Deflection"),
        (
            ("questions_decided", N_("Questions")),
            ("questions_deflected", N_("Deflected")),
            ("deflection_share", N_("Share deflected")),
        ),
        ("deflection_share",),
    ),
)

MEANINGS = {
    "opened": N_("Tickets opened and solved in this time, and how many are open at its end."),
    "answered": N_("From opening to a specialist's first answer, by the clock; counted on the day of opening."),
    "solved": N_("From opening to the end, by the clock; counted on the day of solving."),
    "promises_kept": N_("Promises given in this time. Broken ones were kept too late or are overdue now."),
    "ratings": N_("Ratings from 1 to 5 given in this time; 4 and 5 count as satisfied."),
    "backlog": N_("Tickets that are not solved now; by day, at the end of each."),
    "questions_decided": N_(
        "A question is deflected only if its person read a result and did not contact us within 24 hours."
    ),
}
"""What a measure counts, by its first column."""


def meaning(measure: Measure, language: Language) -> str:
    """Return the sentence that says what a measure counts."""
    first = measure.columns[0][0]
    named = "solved" if measure.drawn == ("solve_median_seconds",) else first
    return language.gettext(MEANINGS[named])


def said(name: str, value: Figure, language: Language) -> str:
    """Return a figure as one says it: a length of time, a share, an average or a count; a dash for none."""
    if value is None:
        return "–"
    if name.endswith("_seconds"):
        return language.length(int(value))
    if name.endswith("_share"):
        return language.percent(value)
    return language.decimal(value) if isinstance(value, float) else language.number(value)


def drawable(name: str, value: Figure) -> float | None:
    """Return a figure as a number to be drawn: lengths in hours, shares in percent."""
    if value is None:
        return None
    if name.endswith("_seconds"):
        return value / 3600
    return value * 100 if name.endswith("_share") else float(value)


def unit(name: str, language: Language) -> str:
    """Return what a drawn number is counted in, empty for a plain count."""
    if name.endswith("_seconds"):
        return language.gettext("hours")
    return "%" if name.endswith("_share") else ""
