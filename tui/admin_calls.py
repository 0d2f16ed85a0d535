"""What the terminal asks of the house for reports and administration."""

from __future__ import annotations

from datetime import date, timedelta

from helpcenter.desk import Work
from helpcenter.domain.reports import Asked, By, Report
from helpcenter.services import reports
from tui.calls import Calls


class AdminCalls(Calls):
    """Reports, and what leads and admins decide."""

    def report(self, by: By, days: int, back: int = 0) -> Report:
        """Return the figures of `days` days that end today, or so many times `days` days before."""
        return self._see(_report, by, days, back)


def _report(work: Work, by: By, days: int, back: int) -> Report:
    end: date = reports.today(work) - timedelta(days=days * back)
    return reports.report(work, Asked(end - timedelta(days=days - 1), end, by))
