"""Days, shares and cells of reports."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.domain.faults import Invalid
from helpcenter.domain.reports import Asked, By, Figures, Group, Report, balances, harmless_cell, shifts

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia")


@pytest.mark.parametrize("zone", ZONES)
@given(hours=st.integers(0, 24 * 800))
def test_a_day_by_shifts_is_the_day_of_the_zone(zone: str, hours: int) -> None:
    here = ZoneInfo(zone)
    start, end = Asked(date(2025, 1, 1), date(2026, 12, 31)).between(here)
    at = start + timedelta(hours=hours % int((end - start).total_seconds() // 3600), minutes=59)
    shift = next(seconds for until, seconds in shifts(start, end, here) if at < until)
    number = (int(at.timestamp()) + shift) // 86_400
    assert date(1970, 1, 1) + timedelta(days=number) == at.astimezone(here).date()


def test_a_shift_is_found_to_the_second() -> None:
    found = shifts(
        *Asked(date(2026, 1, 1), date(2026, 12, 31)).between(ZoneInfo("Europe/Berlin")), ZoneInfo("Europe/Berlin")
    )
    assert found[:2] == [
        (datetime(2026, 3, 29, 1, tzinfo=UTC), 3600),
        (datetime(2026, 10, 25, 1, tzinfo=UTC), 7200),
    ]
    assert found[2][1] == 3600


@pytest.mark.parametrize(
    ("start", "end"), [("2026-02-02", "2026-02-01"), ("2020-01-01", "2026-01-01")], ids=["backwards", "too long"]
)
def test_days_that_cannot_be_are_refused(start: str, end: str) -> None:
    with pytest.raises(Invalid) as refusal:
        Asked(date.fromisoformat(start), date.fromisoformat(end)).checked()
    assert list(refusal.value.faults) == ["to"]


def test_the_backlog_is_counted_backwards_from_now() -> None:
    assert balances(5, opened=[3, 4, 2], closed=[1, 0, 3]) == [2, 6, 5]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1", "\n=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Ada", "3.5", "a=b", "2026-11-22"])
def test_other_cells_stay(cell: str) -> None:
    assert harmless_cell(cell) == cell


def test_a_hostile_name_is_harmless_in_the_table() -> None:
    asked = Asked(date(2026, 1, 1), date(2026, 1, 2), By.SPECIALIST)
    report = Report(
        asked, "UTC", datetime(2026, 1, 2, tzinfo=UTC), (Group("1", '=cmd|"/c calc"', Figures()),), Figures()
    )
    assert report.table()[1][1] == '\'=cmd|"/c calc"'
    assert len({len(row) for row in report.table()}) == 1
