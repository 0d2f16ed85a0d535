"""Beside the letters of the demo: a call that is wanted, a ticket that is put aside, and ratings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from helpcenter.desk import Work
from helpcenter.domain.callbacks import Wish
from helpcenter.domain.people import Contact, Specialist
from helpcenter.domain.tickets import Status
from helpcenter.domain.views import View
from helpcenter.services import callbacks, snoozes, surveys, views

RATINGS = (
    (5, "Fast and to the point, thank you."),
    (4, ""),
    (2, "It took two days until somebody understood the question."),
)


def wind_up(work: Work, customers: Mapping[str, Contact], colleagues: Mapping[str, Specialist]) -> None:
    """Ask for a call, put a ticket aside, rate what is closed."""
    _ask_for_calls(work, customers)
    for ticket in views.page(work, View("waiting", (Status.WAITING,)), 0, limit=1):
        snoozes.snooze(work, ticket.assignee or colleagues["ada"], ticket.id, work.now + timedelta(days=1))
    closed = views.page(work, View("closed", (Status.SOLVED, Status.CLOSED)), 0, limit=len(RATINGS))
    for ticket, (rating, comment) in zip(closed, RATINGS, strict=False):
        surveys.rate(work, ticket.contact, ticket.id, rating, comment)


def _ask_for_calls(work: Work, customers: Mapping[str, Contact]) -> None:
    """Ask when we were open last, for the next time that we are. The numbers are of ranges kept for examples."""
    present, calendar = work.now, callbacks.calendar(work)
    back = (present - timedelta(hours=hours) for hours in range(24 * 14))
    work.now = next((moment for moment in back if calendar.is_open(moment)), present)
    window = next((window for window in callbacks.windows(work) if window.start > present), None)
    if work.now == present:
        window = None
    for who, phone, subject in (
        ("enterprise", "+44 20 7946 0018", "Two drivers see the same route"),
        ("claire", "+33 1 99 00 12 34", "Les étiquettes sortent deux fois"),
    ):
        wish = Wish(customers[who].site_id, phone, "", subject, "", window, True)
        callbacks.submit(work, customers[who], wish)
        window = None  # the second one is due, since we were open last
    work.now = present
