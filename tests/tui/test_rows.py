"""The loaded part of a view stays in order and whole, whatever happens to its tickets."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from helpcenter.domain.people import Contact
from helpcenter.domain.tickets import Priority, Status, Ticket
from tui.columns import HEADS, Mark, cells, widths
from tui.language import speak
from tui.rows import Rows
from tui.text import width_of

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
ENGLISH = speak(["en"], ("en",))
CONTACT = Contact(1, 1, "c@customer.example", "Carol 由紀", "en", None, None, None)


def ticket(number: int, minute: int = 0, **changes: object) -> Ticket:
    """A ticket that was changed some minutes after noon."""
    at = NOON + timedelta(minutes=minute)
    made = Ticket(
        id=number, site_id=1, contact=CONTACT, channel="email", status=Status.NEW, priority=Priority.NORMAL,
        subject=f"Subject {number}", locale="en", topic="general", reply_to="c@customer.example", assignee=None,
        tags=(), question="", evidence={}, favourite=False, unread=False, last_seq=1, version=1,
        created_at=at, updated_at=at, due_at=None, closed_at=None,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def ids(rows: Rows) -> list[int]:
    """The tickets in their order."""
    return [each.id for each in rows]


def test_a_changed_ticket_moves_up_and_one_that_left_goes() -> None:
    rows = Rows()
    rows.extend([ticket(3, 30), ticket(2, 20), ticket(1, 10)], complete=True)
    rows.put(ticket(1, 40, version=2))
    assert ids(rows) == [1, 3, 2]
    rows.put(ticket(3, 50, version=2), holds=False)
    assert ids(rows) == [1, 2]


def test_an_older_reading_changes_nothing() -> None:
    rows = Rows()
    rows.extend([ticket(1, 10, version=5)], complete=True)
    rows.put(ticket(1, 5, version=4), holds=False)
    assert ids(rows) == [1]


def test_what_lies_below_the_loaded_part_waits_for_its_page() -> None:
    rows = Rows()
    rows.extend([ticket(3, 30), ticket(2, 20)], complete=False)
    rows.put(ticket(1, 10))
    assert ids(rows) == [3, 2]
    rows.extend([ticket(2, 20), ticket(1, 10)], complete=True)
    assert ids(rows) == [3, 2, 1]


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(0, 50), st.booleans()), max_size=40))
def test_any_run_of_changes_leaves_order_and_no_twins(changes: list[tuple[int, int, bool]]) -> None:
    rows, last = Rows(), {}
    rows.extend([], complete=True)
    for version, (number, minute, holds) in enumerate(changes, 1):
        rows.put(ticket(number, minute, version=version), holds=holds)
        last[number] = (minute, holds)
    expected = sorted(((minute, number) for number, (minute, holds) in last.items() if holds), reverse=True)
    assert ids(rows) == [number for _, number in expected]


@given(st.integers(20, 250), st.text(max_size=60), st.sampled_from(["email", "chat", "\x1b[2J"]))
def test_columns_stay_in_line_whatever_stands_in_them(total: int, subject: str, channel: str) -> None:
    columns = widths(total, ENGLISH)
    assert set(columns) <= set(HEADS)
    hostile = ticket(7, subject=subject, channel=channel, due_at=NOON + timedelta(hours=3))
    row = cells(hostile, Mark(fresh=True), columns, 1, NOON, ENGLISH)
    assert [width_of(cell.text) for cell in row] == list(columns.values())
    if total >= 40:
        assert sum(columns.values()) + len(columns) - 1 == total
